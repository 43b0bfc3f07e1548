"""The opened platform: database, keys, services and who authenticates, from settings."""

import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from thaiyyal.bootstrap.accounts import account_settings, sealing_keys, signing_keys
from thaiyyal.bootstrap.database import Connections, database_from
from thaiyyal.bootstrap.events import add_events
from thaiyyal.bootstrap.executions import (
    add_executions,
    execution_settings,
)
from thaiyyal.bootstrap.hosts import hosts_from
from thaiyyal.bootstrap.metrics import Metrics, metrics_of
from thaiyyal.bootstrap.outbound import outbound_from
from thaiyyal.bootstrap.rules import platform_rules
from thaiyyal.bootstrap.secrets import open_secrets
from thaiyyal.bootstrap.server import services_for
from thaiyyal.bootstrap.shared import shared_state_from
from thaiyyal.features.accounts.authentication import Authenticator
from thaiyyal.features.accounts.key_holder import SigningKeys
from thaiyyal.features.accounts.token_cache import TokenCache
from thaiyyal.features.routing import Services
from thaiyyal.kernel.clock import utc_now
from thaiyyal.settings import Settings
from thaiyyal.store.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Platform:
    """What the server, the command line and the maintenance jobs work with."""

    settings: Settings
    database: Database
    services: Services
    authenticator: Authenticator
    metrics: Metrics


@asynccontextmanager
async def open_platform(
    settings: Settings, found: Connections, *, kind: str = "server"
) -> AsyncIterator[Platform]:
    """Open everything; close it at the end of the block. ``kind``: server or worker.

    Raises:
        DatabaseUnavailable, DatabaseMisuse, KeyFileError: As they say.
    """
    database = database_from(settings, found)
    await database.open()
    async with AsyncExitStack() as closing:
        closing.push_async_callback(database.close)
        signing, sealing = signing_keys(settings), sealing_keys(settings)
        services = services_for(
            signing.current(),
            bcrypt_cost=settings.auth.bcrypt_cost,
            issuer=settings.auth.issuer,
            signing=signing,
            sealing=sealing,
            accounts=account_settings(settings),
            bcrypt_threads=settings.auth.bcrypt_threads,
        )
        metrics = metrics_of(database, settings.worker)
        services.add(metrics.executions)
        executions = add_executions(
            services,
            database,
            execution_settings(settings),
            rules=platform_rules(settings),
            kind=kind,
            metrics=metrics.executions,
            shared=shared_state_from(settings, database),
            secrets=open_secrets(settings, sealing),
            hosts=hosts_from(settings.outbound),
            outbound=outbound_from(settings.outbound, metrics.outbound),
        )
        metrics.executions.watch_running(lambda: executions.runner.running)
        redis_url = None if settings.redis_url is None else settings.redis_url.get_secret_value()
        events = add_events(services, found.app, database, redis_url=redis_url)
        # After the executions, whose ends are still told, and before them the streams.
        closing.push_async_callback(events.notices.close)
        closing.push_async_callback(executions.close)
        closing.callback(events.streams.end_all)
        events.notices.address(executions.runner.be_told)
        authenticator = _authenticator(settings, database, signing)
        yield Platform(settings, database, services, authenticator, metrics)


def _authenticator(settings: Settings, database: Database, keys: SigningKeys) -> Authenticator:
    return Authenticator(
        database,
        keys.current,
        TokenCache(issuer=settings.auth.issuer),
        utc_now,
        time.monotonic,
        kept_s=settings.auth.session_cache_ms / 1_000,
        reread=keys.reread,
    )

"""The opened platform: database, keys, services and who authenticates, from settings."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from thaiyyal.bootstrap.database import Connections, database_from
from thaiyyal.bootstrap.server import services_for
from thaiyyal.features.accounts.authentication import Authenticator
from thaiyyal.features.accounts.keyring import Keyring
from thaiyyal.features.accounts.keyring_file import load_or_create_keyring
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


@asynccontextmanager
async def open_platform(settings: Settings, found: Connections) -> AsyncIterator[Platform]:
    """Open everything; close it at the end of the block.

    Raises:
        DatabaseUnavailable, DatabaseMisuse, KeyFileError: As they say.
    """
    database = database_from(settings, found)
    await database.open()
    try:
        keyring = load_or_create_keyring(settings.data_dir, now=utc_now())
        yield Platform(
            settings,
            database,
            services_for(
                keyring, bcrypt_cost=settings.auth.bcrypt_cost, issuer=settings.auth.issuer
            ),
            _authenticator(settings, database, keyring),
        )
    finally:
        await database.close()


def _authenticator(settings: Settings, database: Database, keyring: Keyring) -> Authenticator:
    return Authenticator(
        database,
        lambda: keyring,
        TokenCache(issuer=settings.auth.issuer),
        utc_now,
        time.monotonic,
        kept_s=settings.auth.session_cache_ms / 1_000,
    )

"""A whole platform for tests: a real database, the server's application, people to act.

Synchronous on the outside: ``platform.ask`` runs one request on an event loop of its own.
"""

import asyncio
import time
from collections.abc import Awaitable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import uuid4

from thaiyyal.bootstrap.events import add_events
from thaiyyal.bootstrap.executions import add_executions
from thaiyyal.bootstrap.hosts import Hosts
from thaiyyal.bootstrap.server import services_for
from thaiyyal.features.accounts import founding
from thaiyyal.features.accounts.authentication import Authenticator
from thaiyyal.features.accounts.keyring import Keyring, new_key
from thaiyyal.features.accounts.settings import AccountSettings
from thaiyyal.features.accounts.token_cache import TokenCache
from thaiyyal.features.accounts.tokens import Claims, issue_access_token
from thaiyyal.features.executions import ExecutionSettings
from thaiyyal.features.executions.events import StreamSettings
from thaiyyal.features.tenancy import queries as tenancy
from thaiyyal.features.tenancy.founding import found_tenant
from thaiyyal.features.tenancy.quotas import Metric, take
from thaiyyal.kernel.actor import SYSTEM, TenantScope
from thaiyyal.kernel.clock import utc_now
from thaiyyal.kernel.ids import SessionId, TenantId, UserId, new_id
from thaiyyal.outbound import AddressPolicy, PlatformRules
from thaiyyal.store import migrate
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.store.pool import PoolSettings
from thaiyyal.store.roles import create_roles
from thaiyyal.store.unit_of_work import Database
from thaiyyal.testing.api import Answer, ask
from thaiyyal.testing.postgres import fresh_database
from thaiyyal.web.app import Parts, Server, create_server
from thaiyyal.web.stack import Settings

T = TypeVar("T")
TEMPLATE = "thaiyyal"
ISSUER = "thaiyyal"


@dataclass(frozen=True, slots=True)
class Person:
    """A user with a sign-in of its own in one tenant."""

    id: UserId
    tenant_id: TenantId
    session_id: SessionId
    email: str
    token: str

    @property
    def headers(self) -> dict[str, str]:
        """The header that says who asks."""
        return {"Authorization": f"Bearer {self.token}"}


def prepare_template(server: EmbeddedServer) -> None:
    """Make the roles and the schema once, in the database that the others are copied from."""
    create_roles(server.conninfo_owner)
    migrate.upgrade(server.conninfo(user="thaiyyal_owner", database=TEMPLATE))


class Platform:
    """One database, one server application, and requests into it."""

    def __init__(
        self,
        server: EmbeddedServer,
        database_name: str,
        settings: Settings,
        accounts: AccountSettings | None = None,
        *,
        executions: ExecutionSettings | None = None,
        streams: StreamSettings | None = None,
        rules: PlatformRules | None = None,
        hosts: Hosts | None = None,
        largest_pool: int = 8,
        active_executions: int = 50,
        redis_url: str | None = None,
    ) -> None:
        self._runner = asyncio.Runner()
        self.server, self.database_name = server, database_name
        self.keyring = Keyring((new_key(now=utc_now()),))
        conninfo = server.conninfo(user="thaiyyal_app", database=database_name)
        pool = PoolSettings(
            smallest=1,
            largest=largest_pool,
            active_executions=active_executions,
        )
        self.database = Database(conninfo, pool)
        self.services = services_for(self.keyring, bcrypt_cost=4, issuer=ISSUER, accounts=accounts)
        self.executions = add_executions(
            self.services,
            self.database,
            executions,
            rules=rules or PlatformRules(AddressPolicy(["127.0.0.0/8"])),
            hosts=hosts,
        )
        self.events = add_events(
            self.services, conninfo, self.database, redis_url=redis_url, settings=streams
        )
        self.authenticator = Authenticator(
            self.database,
            lambda: self.keyring,
            TokenCache(issuer=ISSUER),
            utc_now,
            time.monotonic,
            kept_s=0.0,
        )
        self.parts = Parts(self.database, self.services, self.authenticator, settings)
        self.web: Server = create_server(self.parts)

    def run(self, work: Awaitable[T]) -> T:
        """Wait for something asynchronous."""

        async def waited() -> T:
            return await work

        return self._runner.run(waited())

    def owner_conninfo(self) -> str:
        """How to connect as the schema's owner, who sees every tenant."""
        return self.server.conninfo(user="thaiyyal_owner", database=self.database_name)

    def ask(
        self,
        method: str,
        path: str,
        *,
        by: Person | None = None,
        json: Any = None,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        address: str = "127.0.0.1",
    ) -> Answer:
        """Send a request to the API, or, when the path begins with two slashes, beside it."""
        whole = path[1:] if path.startswith("//") else f"/api/v1{path}"
        sent = {**(by.headers if by else {}), **(headers or {})}
        return self.run(
            ask(self.web.asgi, method, whole, json=json, body=body, headers=sent, address=address)
        )

    def make_tenant(self, slug: str | None = None, *, plan: str = "standard") -> Person:
        """Found a tenant; return its owner."""
        slug = slug or f"t{uuid4().hex[:12]}"
        return self.run(self._found(slug, plan))

    def make_member(self, of: Person, role: str) -> Person:
        """Add a new user with a role to somebody's tenant."""
        return self.run(self._add(of.tenant_id, role))

    def sign_in(self, user_id: UserId, tenant_id: TenantId, email: str = "") -> Person:
        """Start a session of a user, without a password."""
        return self.run(self._signed_in(user_id, tenant_id, email))

    def close(self) -> None:
        """Give everything back."""
        self.run(self.events.close())
        self.run(self.executions.close())
        self.run(self.database.close())
        self._runner.close()

    async def _found(self, slug: str, plan: str) -> Person:
        tenant_id, user_id = TenantId(new_id()), UserId(new_id())
        email = f"owner@{slug}.example"
        async with self.database.begin(TenantScope(tenant_id, user_id)) as tx:
            await founding.insert_user(tx, id_=user_id, email=email, name=f"Owner of {slug}")
            await found_tenant(tx, SYSTEM, name=slug, slug=slug, plan=plan, owner_id=user_id)
        return await self._signed_in(user_id, tenant_id, email)

    async def _add(self, tenant_id: TenantId, role: str) -> Person:
        user_id = UserId(new_id())
        email = f"{role}-{user_id.hex[-12:]}@example.com"
        async with self.database.begin(TenantScope(tenant_id, user_id)) as tx:
            await founding.insert_user(tx, id_=user_id, email=email, name=f"A {role}")
            await tenancy.insert_member(tx, user_id)
            await take(tx, Metric.USERS)
            role_id = await tenancy.role_by_name(tx, role)
            if role_id is not None:
                await tenancy.grant_role(tx, user_id=user_id, role_id=role_id)
        return await self._signed_in(user_id, tenant_id, email)

    async def _signed_in(self, user_id: UserId, tenant_id: TenantId, email: str) -> Person:
        now = datetime.now(UTC)
        async with self.database.begin(TenantScope(tenant_id, user_id)) as tx:
            session_id = await founding.insert_session(
                tx, user_id=user_id, tenant_id=tenant_id, expires_at=now + timedelta(days=1)
            )
        claims = Claims(user_id, tenant_id, session_id, new_id(), now, now + timedelta(minutes=15))
        token = issue_access_token(claims, keyring=self.keyring, issuer=ISSUER)
        return Person(user_id, tenant_id, session_id, email, token)


@contextmanager
def platform_on(
    server: EmbeddedServer,
    settings: Settings | None = None,
    *,
    accounts: AccountSettings | None = None,
    executions: ExecutionSettings | None = None,
    streams: StreamSettings | None = None,
    hosts: Hosts | None = None,
    active_executions: int = 50,
    redis_url: str | None = None,
) -> Iterator[Platform]:
    """Yield a platform with a database of its own; ``prepare_template`` has run before."""
    name = fresh_database(server, TEMPLATE)
    platform = Platform(
        server,
        name,
        settings or _FREE,
        accounts,
        executions=executions,
        streams=streams,
        hosts=hosts,
        active_executions=active_executions,
        redis_url=redis_url,
    )
    try:
        platform.run(platform.database.open())
        yield platform
    finally:
        platform.close()


_FREE = Settings(requests_per_minute=1_000_000, sign_ins_per_minute_address=1_000_000)

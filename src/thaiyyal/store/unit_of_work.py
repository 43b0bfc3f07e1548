"""The only place that commits: a pool of connections, transactions, and their repetition."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import psycopg
from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from thaiyyal.kernel.actor import TenantScope
from thaiyyal.store.errors import DatabaseMisuse, is_transient, told_to_users
from thaiyyal.store.tenant_scope import begin_statement
from thaiyyal.store.transaction import Transaction

T = TypeVar("T")
_TRIES = 3

_ROLE = """
SELECT rolname AS name, rolsuper OR rolbypassrls AS above_the_law,
       pg_has_role(oid, 'thaiyyal_owner', 'MEMBER') AS is_owner
FROM pg_roles WHERE rolname = current_user
"""


@dataclass(frozen=True, slots=True)
class PoolSettings:
    """How many connections, and how long anything may take."""

    smallest: int = 2
    largest: int = 20
    wait_s: float = 5.0
    connect_timeout_s: int = 5
    statement_timeout_s: float = 30.0
    slow_statement_ms: float = 250.0


class Database:
    """Connections as the application's role, and transactions over them."""

    def __init__(self, conninfo: str, settings: PoolSettings | None = None) -> None:
        self.settings = settings or PoolSettings()
        self._pool: AsyncConnectionPool[AsyncConnection[Any]] = AsyncConnectionPool(
            conninfo,
            kwargs=_connection_options(self.settings),
            min_size=self.settings.smallest,
            max_size=self.settings.largest,
            timeout=self.settings.wait_s,
            max_waiting=2_000,
            reconnect_timeout=30.0,
            check=None,
            open=False,
        )

    async def open(self) -> None:
        """Connect, and refuse a role that row-level security does not bind.

        Raises:
            DatabaseUnavailable: No connection within the time allowed.
            DatabaseMisuse: The role is a superuser, bypasses row-level security, or owns tables.
        """
        await self._pool.open()
        try:
            async with self.begin() as tx:
                role = await tx.row(_ROLE)
        except BaseException:
            await self.close()
            raise
        if role is None or role["above_the_law"] or role["is_owner"]:
            await self.close()
            raise DatabaseMisuse(
                "the application must connect as a role that is no superuser, does not bypass "
                "row-level security and is no member of thaiyyal_owner; use the role thaiyyal_app "
                "in THAIYYAL_DATABASE_URL"
            )

    async def close(self) -> None:
        """Give all connections back to the server."""
        await self._pool.close()

    @asynccontextmanager
    async def begin(self, scope: TenantScope | None = None) -> AsyncIterator[Transaction]:
        """Open a transaction for ``scope``; commit at the end of the block, or roll back.

        Raises:
            DatabaseUnavailable: There is no connection, or it was lost.
            StatementTimeout: A statement ran longer than it may.
        """
        with told_to_users():
            async with self.begin_raw(scope) as transaction:
                yield transaction

    @asynccontextmanager
    async def begin_raw(self, scope: TenantScope | None = None) -> AsyncIterator[Transaction]:
        """As ``begin``, with the driver's own errors, which tell what may be repeated."""
        async with self._pool.connection() as connection:
            scope = scope or TenantScope()
            await connection.execute(begin_statement(scope))
            transaction = Transaction(
                connection, scope, slow_statement_ms=self.settings.slow_statement_ms
            )
            try:
                yield transaction
            except BaseException:
                await _roll_back(connection)
                raise
            await connection.execute("COMMIT")
        for told in transaction.after_commit:
            await told()

    async def repeat(
        self, scope: TenantScope | None, work: Callable[[Transaction], Awaitable[T]]
    ) -> T:
        """Do a whole unit of work that may be repeated, up to three times on transient errors.

        Raises:
            DatabaseUnavailable: The last try met a transient error too.
        """
        with told_to_users():
            for tries_left in range(_TRIES - 1, -1, -1):
                try:
                    async with self.begin_raw(scope) as transaction:
                        return await work(transaction)
                except psycopg.Error as error:
                    if not tries_left or not is_transient(error):
                        raise
                    await asyncio.sleep(random.uniform(0.005, 0.05))  # noqa: S311 - spreads retries
        raise AssertionError("the last try returned or raised")


async def _roll_back(connection: AsyncConnection[Any]) -> None:
    """Undo; a connection that cannot even do that is closed, and the pool replaces it."""
    try:
        await connection.execute("ROLLBACK")
    except psycopg.Error:
        await connection.close()


def _connection_options(settings: PoolSettings) -> dict[str, Any]:
    timeout_ms = int(settings.statement_timeout_s * 1_000)
    return {
        "autocommit": True,
        "connect_timeout": settings.connect_timeout_s,
        "application_name": "thaiyyal",
        "options": (
            f"-c statement_timeout={timeout_ms} -c lock_timeout={timeout_ms}"
            f" -c idle_in_transaction_session_timeout={timeout_ms * 2} -c timezone=UTC"
        ),
    }

"""The only place that commits: transactions, and their repetition."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Mapping
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import psycopg
from psycopg import AsyncConnection
from psycopg.pq import TransactionStatus

from thaiyyal.kernel.actor import TenantScope
from thaiyyal.store.errors import DatabaseMisuse, OutcomeUnknown, is_transient, told_to_users
from thaiyyal.store.first import LookFirst
from thaiyyal.store.pool import Pool, PoolSettings
from thaiyyal.store.transaction import Carrier, Transaction

T = TypeVar("T")
_TRIES = 3

_ABOVE_THE_LAW = """
SELECT bool_or(me.rolcreaterole
  OR EXISTS (SELECT FROM pg_roles other
             WHERE (other.rolsuper OR other.rolbypassrls OR other.rolname = 'thaiyyal_owner')
               AND pg_has_role(me.oid, other.oid, 'MEMBER'))
  OR EXISTS (SELECT FROM pg_class
             WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
               AND pg_has_role(me.oid, relowner, 'MEMBER')))
FROM pg_roles me WHERE me.rolname IN (current_user, session_user)
"""


class NothingCommitted(RuntimeError):
    """A statement failed, somebody caught the error and went on: a bug, answered by 500."""


class Database:
    """Connections as the application's role, and transactions over them.

    ``carrier``: what carries notices of what was committed; None: the database does.
    """

    def __init__(self, conninfo: str, settings: PoolSettings | None = None) -> None:
        self.settings = settings or PoolSettings()
        self.carrier: Carrier | None = None
        self._pool = Pool(conninfo, self.settings)

    async def open(self) -> None:
        """Connect, and refuse a role that row-level security does not bind.

        Raises:
            DatabaseUnavailable: No connection within the time allowed.
            DatabaseMisuse: The role is a superuser, bypasses row-level security, makes roles, owns
                tables, or may become one that does.
        """
        await self._pool.open()
        try:
            async with self.begin() as tx:
                await _refuse_a_mighty_role(tx)
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        """Give all connections back to the server."""
        await self._pool.close()

    def pool_stats(self) -> dict[str, int]:
        """Return what the pool counts, as the driver names it."""
        return self._pool.stats()

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
    async def begin_raw(
        self,
        scope: TenantScope | None = None,
        *,
        looked_up: Mapping[Hashable, Any] | None = None,
    ) -> AsyncIterator[Transaction]:
        """As ``begin``, with the driver's own errors, which tell what may be repeated.

        Raises:
            OutcomeUnknown: The connection was lost while it committed.
        """
        scope = scope or TenantScope()
        async with self._pool.lend(scope) as connection:
            transaction = Transaction(
                connection,
                scope,
                slow_statement_ms=self.settings.slow_statement_ms,
                carrier=self.carrier,
                looked_up=looked_up,
            )
            yield transaction
            await _commit(connection)
        for told in transaction.after_commit:
            await told()

    async def repeat(
        self, scope: TenantScope | None, work: Callable[[Transaction], Awaitable[T]]
    ) -> T:
        """Do a whole unit of work, up to three times on errors that say that it was rolled back.

        What it asks for by ``Transaction.first`` is looked up between two tries, which counts as
        none; whatever that raises is raised.

        Raises:
            DatabaseUnavailable: The last try met a transient error too.
            OutcomeUnknown: As ``begin_raw``; such work is not done again, it may have been done.
        """
        looked_up: dict[Hashable, Any] = {}
        while True:
            try:
                return await self._repeat(scope, work, looked_up)
            except LookFirst as wanted:
                asked = wanted
            looked_up[asked.key] = await asked.look()

    async def _repeat(
        self,
        scope: TenantScope | None,
        work: Callable[[Transaction], Awaitable[T]],
        looked_up: Mapping[Hashable, Any],
    ) -> T:
        with told_to_users():
            for tries_left in range(_TRIES - 1, -1, -1):
                try:
                    async with self.begin_raw(scope, looked_up=looked_up) as transaction:
                        return await work(transaction)
                except psycopg.Error as error:
                    if not tries_left or not is_transient(error):
                        raise
                    await asyncio.sleep(random.uniform(0.005, 0.05))  # noqa: S311 - spreads retries
        raise AssertionError("the last try returned or raised")


async def _refuse_a_mighty_role(tx: Transaction) -> None:
    if await tx.value(_ABOVE_THE_LAW):
        raise DatabaseMisuse(
            "the application must connect as a role that row-level security binds: no superuser, "
            "none that bypasses it, makes roles or owns tables, and no member of such a role; use "
            "the role thaiyyal_app in THAIYYAL_DATABASE_URL"
        )


async def _commit(connection: AsyncConnection[Any]) -> None:
    if connection.info.transaction_status is TransactionStatus.INERROR:
        raise NothingCommitted("a statement failed and nobody told; the database will roll back")
    try:
        await connection.commit()
    except psycopg.Error as error:
        if not connection.closed:
            raise
        raise OutcomeUnknown(
            "the database went away while a change was being stored; look whether it was made "
            "before you send it again"
        ) from error

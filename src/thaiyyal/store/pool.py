"""Connections that work: one that died while nobody used it is passed over, not handed out.

The statement that opens a transaction is the test, so that living connections cost nothing more.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

import psycopg
from psycopg.pq import TransactionStatus
from psycopg_pool import AsyncConnectionPool

from thaiyyal.kernel.actor import TenantScope
from thaiyyal.store.connection import (
    PatientConnection,
    configure,
    connection_class,
    connection_options,
)
from thaiyyal.store.errors import Unresponsive
from thaiyyal.store.tenant_scope import begin_statement

T = TypeVar("T")
_Pool: TypeAlias = AsyncConnectionPool[PatientConnection]
RECONNECT_S = 1.0
"""How long one connection is tried for before the next is; the pauses between tries double."""
_MOST_WAITING = 2_000


@dataclass(frozen=True, slots=True)
class PoolSettings:
    """How many connections, and how long anything may take.

    ``active_executions``: the limit of tenants whose plans have none.
    """

    smallest: int = 2
    largest: int = 20
    wait_s: float = 5.0
    connect_timeout_s: int = 5
    statement_timeout_s: float = 30.0
    slow_statement_ms: float = 250.0
    active_executions: int = 50


class Pool:
    """Connections that are lent with a transaction open, and taken back clean."""

    def __init__(self, conninfo: str, settings: PoolSettings) -> None:
        self._wait_s = settings.wait_s
        self._pool: _Pool = AsyncConnectionPool(
            conninfo,
            kwargs=connection_options(
                connect_timeout_s=settings.connect_timeout_s,
                statement_timeout_s=settings.statement_timeout_s,
                active_executions=settings.active_executions,
            ),
            connection_class=connection_class(settings.statement_timeout_s),
            min_size=settings.smallest,
            max_size=settings.largest,
            timeout=settings.wait_s,
            max_waiting=_MOST_WAITING,
            reconnect_timeout=RECONNECT_S,
            reconnect_failed=try_again,
            configure=configure,
            check=None,
            open=False,
        )

    async def open(self) -> None:
        """Start to connect."""
        await self._pool.open()

    async def close(self) -> None:
        """Close all connections; those that are lent, when they come back."""
        await self._pool.close()

    def stats(self) -> dict[str, int]:
        """Return how many connections there are, how many are free, and who waits for one."""
        return self._pool.get_stats()

    @asynccontextmanager
    async def lend(self, scope: TenantScope) -> AsyncIterator[PatientConnection]:
        """Yield a connection with a transaction open; whatever is left of it is rolled back.

        Raises:
            psycopg.Error: No connection could be had in time, or it was lost.
        """
        connection = await self._begun(scope)
        try:
            yield connection
        finally:
            await _to_its_end(self._take_back(connection))

    async def _begun(self, scope: TenantScope) -> PatientConnection:
        give_up_at = time.monotonic() + self._wait_s
        while True:
            connection = await self._pool.getconn(timeout=give_up_at - time.monotonic())
            try:
                await connection.execute(begin_statement(scope), prepare=False)
            except BaseException as error:
                await _to_its_end(self._take_back(connection))
                if not _was_dead(connection, error):
                    raise
            else:
                return connection

    async def _take_back(self, connection: PatientConnection) -> None:
        """Undo what is not committed; a connection that cannot do that is replaced."""
        if connection.info.transaction_status is not TransactionStatus.IDLE:
            await _roll_back(connection)
        await self._pool.putconn(connection)


def _was_dead(connection: PatientConnection, error: BaseException) -> bool:
    """Whether the other end of a connection was gone before anything was asked of it."""
    is_silence = isinstance(error, Unresponsive)
    return isinstance(error, psycopg.Error) and connection.closed and not is_silence


async def _roll_back(connection: PatientConnection) -> None:
    try:
        await connection.execute("ROLLBACK")
    except psycopg.Error:
        await connection.close()


async def try_again(pool: _Pool) -> None:
    """Go on connecting: without this, those who wait already would wait in vain.

    By itself the pool tries less and less often, and finds a database that came back late.
    """
    await pool.check()


async def _to_its_end(cleaning: Awaitable[T]) -> T:
    """Wait for what must not be left half done; pass a cancellation on afterwards."""
    task = asyncio.ensure_future(cleaning)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        raise cancelled
    return task.result()

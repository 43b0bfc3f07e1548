"""One open transaction: runs constant statements, counts them, and names the slow ones."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, LiteralString, Protocol, TypeVar

import structlog
from psycopg import AsyncConnection, AsyncCursor, sql
from psycopg.rows import dict_row

from thaiyyal.kernel.actor import TenantScope
from thaiyyal.store.first import LookFirst
from thaiyyal.store.tenant_scope import switch_statement

T = TypeVar("T")
Row = dict[str, Any]
Params = Mapping[str, Any] | None
Statement = LiteralString | sql.SQL | sql.Composed
AfterCommit = Callable[[], Awaitable[None]]

_log = structlog.get_logger("thaiyyal.store")


class Carrier(Protocol):
    """Carries notices to other processes, instead of the database."""

    async def publish(self, tx: "Transaction", text: str) -> None:
        """Tell everybody, if and when the transaction commits."""


class Transaction:
    """Statements of one unit of work. Made by ``Database.begin``, which commits or rolls back.

    ``carrier``: what carries notices; None: the database does. ``told``: name -> text of what
    whoever asked should know beside the result, as headers have it. ``looked_up``: what an earlier
    try has asked for by ``first``.
    """

    def __init__(
        self,
        connection: AsyncConnection[Any],
        scope: TenantScope,
        *,
        slow_statement_ms: float,
        carrier: Carrier | None = None,
        looked_up: Mapping[Hashable, Any] | None = None,
    ) -> None:
        self.connection = connection
        self.scope = scope
        self.statements = 0
        self.after_commit: list[AfterCommit] = []
        self.carrier = carrier
        self.told: dict[str, str] = {}
        self._slow_s = slow_statement_ms / 1_000
        self._looked_up = looked_up or {}

    def first(self, key: Hashable, look: Callable[[], Awaitable[T]]) -> T:
        """Return what ``look`` gives, which may ask the network, or for a connection of its own.

        It is waited for while no transaction is open: this one ends, and ``Database.repeat`` does
        the work again. Only for what runs inside of that; ``key`` says what is looked up.
        """
        if key not in self._looked_up:
            raise LookFirst(key, look)
        found: T = self._looked_up[key]
        return found

    @asynccontextmanager
    async def within(self, scope: TenantScope) -> AsyncIterator[None]:
        """Be a transaction for another scope inside the block, for what writes for many tenants.

        After an error the transaction can only be rolled back, so the scope is not set back then.
        """
        before = self.scope
        if scope == before:
            yield
            return
        await self.connection.execute(switch_statement(scope), prepare=False)
        self.scope = scope
        yield
        await self.connection.execute(switch_statement(before), prepare=False)
        self.scope = before

    async def rows(self, statement: Statement, params: Params = None) -> list[Row]:
        """Return all rows of a statement, each as column -> value."""
        cursor = await self._execute(statement, params)
        return await cursor.fetchall()

    async def row(self, statement: Statement, params: Params = None) -> Row | None:
        """Return the first row, or None."""
        cursor = await self._execute(statement, params)
        return await cursor.fetchone()

    async def value(self, statement: Statement, params: Params = None) -> Any:
        """Return the first column of the first row, or None."""
        row = await self.row(statement, params)
        return None if row is None else next(iter(row.values()))

    async def run(self, statement: Statement, params: Params = None) -> int:
        """Run a statement for its effect; return how many rows it touched."""
        cursor = await self._execute(statement, params)
        return cursor.rowcount

    async def run_many(self, statement: Statement, params: Sequence[Mapping[str, Any]]) -> None:
        """Run one statement with many parameter sets, in one round trip."""
        started = time.perf_counter()
        try:
            async with self.connection.cursor() as cursor:
                await cursor.executemany(statement, params)
        finally:
            self._note(statement, time.perf_counter() - started)

    async def _execute(self, statement: Statement, params: Params) -> AsyncCursor[Row]:
        started = time.perf_counter()
        cursor = self.connection.cursor(row_factory=dict_row)
        try:
            return await cursor.execute(statement, params)
        finally:
            self._note(statement, time.perf_counter() - started)

    def _note(self, statement: Statement, took_s: float) -> None:
        """Count a statement, and name it if it was slow, also one that failed."""
        self.statements += 1
        if took_s > self._slow_s:
            text = statement if isinstance(statement, str) else statement.as_string(self.connection)
            took_ms = round(took_s * 1e3)
            _log.warning("slow_statement", statement=" ".join(text.split()), took_ms=took_ms)

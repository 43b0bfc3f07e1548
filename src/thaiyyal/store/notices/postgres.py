"""Notices through PostgreSQL: one connection of its own per process, which listens."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeAlias

import psycopg
from psycopg import AsyncConnection

from thaiyyal.store.connection import connection_options
from thaiyyal.store.notices.line import LineLost
from thaiyyal.store.notices.message import CHANNEL
from thaiyyal.store.transaction import Transaction

_Connection: TypeAlias = AsyncConnection[Any]
_PUBLISH = "SELECT pg_notify('thaiyyal', %(text)s)"
_LISTEN = "LISTEN thaiyyal"
_CHECK = "SELECT 'thaiyyal' IN (SELECT pg_listening_channels())"


class PostgresLine:
    """LISTEN and NOTIFY. A connection that was silent for ``check_s`` is asked whether it lives.

    Behind a pooler that lends connections by the transaction nobody can listen: that is noticed,
    and tried again.
    """

    def __init__(
        self,
        conninfo: str,
        *,
        connect_timeout_s: int = 5,
        patience_s: float = 10.0,
        check_s: float = 20.0,
    ) -> None:
        self._conninfo = conninfo
        self._options = connection_options(
            connect_timeout_s=connect_timeout_s, statement_timeout_s=patience_s
        )
        self._patience_s = patience_s
        self._check_s = check_s

    async def listen(self, heard: Callable[[str], None], ready: Callable[[], None]) -> None:
        """Listen until the connection is lost."""
        try:
            async with await self._connected() as connection:
                ready()
                while True:
                    await self._hear(connection, heard)
        except (psycopg.Error, OSError) as error:
            raise LineLost(" ".join(str(error).split()) or type(error).__name__) from error

    async def publish(self, tx: Transaction, text: str) -> None:
        """Tell everybody when the transaction commits; the database sees to it."""
        await tx.run(_PUBLISH, {"text": text})

    async def close(self) -> None:
        """Nothing is kept for publishing."""

    async def _connected(self) -> _Connection:
        async with asyncio.timeout(self._patience_s):
            connection: _Connection = await AsyncConnection.connect(self._conninfo, **self._options)
            try:
                await connection.execute(_LISTEN)
                await self._check(connection)
            except BaseException:
                await connection.close()
                raise
            return connection

    async def _hear(self, connection: _Connection, heard: Callable[[str], None]) -> None:
        """Listen for a while, then see whether the connection still does."""
        async for notice in connection.notifies(timeout=self._check_s):
            if notice.channel == CHANNEL:
                heard(notice.payload)
        await self._check(connection)

    async def _check(self, connection: _Connection) -> None:
        async with asyncio.timeout(self._patience_s):
            cursor = await connection.execute(_CHECK)
            row = await cursor.fetchone()
        if row is None or not row[0]:
            raise LineLost("the connection does not listen; is there a pooler before PostgreSQL?")

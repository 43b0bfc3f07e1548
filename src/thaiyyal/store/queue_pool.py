"""Connections of the queue's library: few, in its schema, and of one life of the worker only."""

from typing import Any, TypeAlias

from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from thaiyyal.store.connection import (
    PatientConnection,
    configure,
    connection_class,
    connection_options,
)
from thaiyyal.store.pool import RECONNECT_S, try_again

QueuePool: TypeAlias = AsyncConnectionPool[PatientConnection]

_STATEMENT_S = 30.0
_CONNECT_S = 5
_WAIT_S = 5.0
_MOST = 4
# One class for all pools, because it remembers whether the database was away.
_Connection = connection_class(_STATEMENT_S)


def queue_pool(conninfo: str, *, most: int = _MOST) -> QueuePool:
    """Return a pool, still closed, whose connections see the queue's schema and nothing else.

    The library opens one more connection, to listen, with the same options.
    """
    return AsyncConnectionPool(
        conninfo,
        kwargs=_options(),
        connection_class=_Connection,
        min_size=1,
        max_size=most,
        timeout=_WAIT_S,
        reconnect_timeout=RECONNECT_S,
        reconnect_failed=try_again,
        configure=_configure,
        check=None,
        open=False,
    )


def _options() -> dict[str, Any]:
    """Return the options, without ``autocommit``: the library adds it when it listens."""
    options = connection_options(connect_timeout_s=_CONNECT_S, statement_timeout_s=_STATEMENT_S)
    del options["autocommit"]
    options["application_name"] = "thaiyyal queue"
    options["options"] += " -c search_path=queue,pg_temp"
    return options


async def _configure(connection: AsyncConnection[Any]) -> None:
    await connection.set_autocommit(True)
    await configure(connection)

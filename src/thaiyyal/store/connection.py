"""One connection to the database, with an end to its patience."""

import logging
from typing import Any, ClassVar, Self, TypeVar

import psycopg
import structlog
from psycopg import AsyncConnection
from psycopg.abc import PQGen

from thaiyyal.store.arrays import register_columns
from thaiyyal.store.errors import Unresponsive

T = TypeVar("T")
_log = structlog.get_logger("thaiyyal.store")
# It tells every try of every connection; what matters is told below.
logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
_GRACE_S = 5.0
_LOOK_S = 0.1
_DEFAULT_LIMIT = " -c thaiyyal.active_executions={}"


class PatientConnection(AsyncConnection[Any]):
    """Gives up a server that neither answers nor hangs up, as one that is stopped does.

    By itself the driver would wait for ever: the time a statement may take is the server's to keep.
    """

    longest_s: ClassVar[float] = 35.0
    _trouble: ClassVar[str | None] = None

    @classmethod
    async def connect(cls, conninfo: str = "", **options: Any) -> Self:
        """Connect, and tell once when that begins to fail, and when it succeeds again."""
        try:
            connection = await super().connect(conninfo, **options)
        except psycopg.Error as error:
            cls._tell(" ".join(str(error).split()))
            raise
        cls._tell(None)
        return connection

    @classmethod
    def _tell(cls, trouble: str | None) -> None:
        before, cls._trouble = cls._trouble, trouble
        if trouble is not None and trouble != before:
            _log.warning("database_unreachable", reason=trouble)
        elif trouble is None and before is not None:
            _log.info("database_reached_again")

    async def wait(
        self,
        gen: PQGen[T],
        interval: float = _LOOK_S,
        timeout: float | None = None,  # noqa: ASYNC109 - the driver's own
    ) -> T:
        """Wait for the server, and hang up when it took too long.

        Raises:
            Unresponsive: Nothing came in time.
        """
        try:
            return await super().wait(gen, interval, timeout or self.longest_s)
        except psycopg.errors._WaitTimeout as error:  # noqa: SLF001 - it has no public name
            self.pgconn.finish()
            raise Unresponsive("the server does not answer") from error


def connection_class(statement_timeout_s: float) -> type[PatientConnection]:
    """Return connections that bear with a server somewhat longer than it bears with statements."""
    return type("Connection", (PatientConnection,), {"longest_s": statement_timeout_s + _GRACE_S})


async def configure(connection: AsyncConnection[Any]) -> None:
    """Have statements end soon after this process did; some systems cannot tell that it has."""
    register_columns(connection)
    try:
        await connection.execute("SET client_connection_check_interval = '2s'")
    except psycopg.errors.DataError:
        _log.debug("client_connections_unchecked")


def connection_options(
    *, connect_timeout_s: int, statement_timeout_s: float, active_executions: int | None = None
) -> dict[str, Any]:
    """Return what is the same for every connection of the program.

    ``active_executions``: the limit of tenants whose plans have none.
    """
    timeout_ms = int(statement_timeout_s * 1_000)
    return {
        "autocommit": True,
        "connect_timeout": connect_timeout_s,
        "application_name": "thaiyyal",
        # A machine that vanished says nothing: without these, the system notices after two hours.
        "keepalives_idle": 15,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 30_000,
        "options": (
            f"-c statement_timeout={timeout_ms} -c lock_timeout={timeout_ms}"
            f" -c idle_in_transaction_session_timeout={timeout_ms * 2} -c timezone=UTC"
            f"{'' if active_executions is None else _DEFAULT_LIMIT.format(active_executions)}"
        ),
    }

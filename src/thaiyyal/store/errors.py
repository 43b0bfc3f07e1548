"""What can go wrong with the database, in the user's terms."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import errors
from psycopg_pool import PoolClosed, PoolTimeout, TooManyRequests

from thaiyyal.kernel.errors import Kind, ThaiyyalError


class DatabaseUnavailable(ThaiyyalError):
    """The database cannot be reached, or has no connection to spare, right now."""

    code = "database_unavailable"
    kind = Kind.UNAVAILABLE
    retry_after_s = 1


class OutcomeUnknown(DatabaseUnavailable):
    """The connection was lost while a transaction was committed: it may have been, or not."""

    code = "outcome_unknown"


class StatementTimeout(ThaiyyalError):
    """A statement ran longer than it may."""

    code = "statement_timeout"
    kind = Kind.UNAVAILABLE
    retry_after_s = 5


class DatabaseMisuse(ThaiyyalError):
    """The program is connected in a way that would not keep tenants apart."""

    code = "database_misuse"
    kind = Kind.CONFLICT


class Unresponsive(psycopg.OperationalError):
    """The server neither answers nor hangs up. Never leaves the store."""


_NO_CONNECTION = (PoolTimeout, PoolClosed, TooManyRequests)
_TOO_SLOW = (
    Unresponsive,
    errors.IdleInTransactionSessionTimeout,
    errors.LockNotAvailable,
    errors.QueryCanceled,
    errors.TransactionTimeout,
)
_UNAVAILABLE = (
    *_NO_CONNECTION,
    psycopg.InterfaceError,
    psycopg.OperationalError,
    errors.ReadOnlySqlTransaction,
)


def is_transient(error: BaseException) -> bool:
    """Whether the same unit of work may succeed when it is done again at once.

    Deadlocks, failed serializations and lost connections; not what was waited for already.
    """
    return isinstance(error, _UNAVAILABLE) and not isinstance(error, (*_TOO_SLOW, *_NO_CONNECTION))


@contextmanager
def told_to_users() -> Iterator[None]:
    """Turn what is left of the driver's errors into ours."""
    try:
        yield
    except _TOO_SLOW as error:
        raise StatementTimeout(
            "the database took too long for this request; ask for less, or try again later"
        ) from error
    except _UNAVAILABLE as error:
        raise DatabaseUnavailable(
            "the database is not available at the moment; try again in a second"
        ) from error

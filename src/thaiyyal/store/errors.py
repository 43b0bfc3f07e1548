"""What can go wrong with the database, in the user's terms."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg_pool import PoolClosed, PoolTimeout, TooManyRequests

from thaiyyal.kernel.errors import Kind, ThaiyyalError

_LOST = (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout, PoolClosed, TooManyRequests)
_REPEATABLE = (psycopg.errors.SerializationFailure, psycopg.errors.DeadlockDetected)


class DatabaseUnavailable(ThaiyyalError):
    """The database cannot be reached, or has no connection to spare, right now."""

    code = "database_unavailable"
    kind = Kind.UNAVAILABLE
    retry_after_s = 1


class StatementTimeout(ThaiyyalError):
    """A statement ran longer than it may."""

    code = "statement_timeout"
    kind = Kind.UNAVAILABLE
    retry_after_s = 5


class DatabaseMisuse(ThaiyyalError):
    """The program is connected in a way that would not keep tenants apart."""

    code = "database_misuse"
    kind = Kind.CONFLICT


def is_lost(error: BaseException) -> bool:
    """Whether the connection went away, or none could be had."""
    return isinstance(error, _LOST) and not isinstance(error, psycopg.errors.QueryCanceled)


def is_transient(error: BaseException) -> bool:
    """Whether the same unit of work may succeed when it is done again."""
    return isinstance(error, _REPEATABLE) or is_lost(error)


@contextmanager
def told_to_users() -> Iterator[None]:
    """Turn what is left of the driver's errors into ours."""
    try:
        yield
    except psycopg.errors.QueryCanceled as error:
        raise StatementTimeout(
            "the database took too long for this request; ask for less, or try again later"
        ) from error
    except (*_LOST, *_REPEATABLE) as error:
        raise DatabaseUnavailable(
            "the database is not available at the moment; try again in a second"
        ) from error

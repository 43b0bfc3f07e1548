"""The one tree of errors that a user may see.

Every class has a stable ``code`` and a ``kind``; the message says what happened, where and what
to do. How a kind becomes an HTTP status or an exit code is decided at the edge, not here.
"""

from enum import StrEnum


class Kind(StrEnum):
    """What sort of trouble an error is, whatever its code."""

    INVALID = "invalid"
    FORBIDDEN = "forbidden"
    MISSING = "missing"
    CONFLICT = "conflict"
    LIMITED = "limited"
    UNAVAILABLE = "unavailable"


class ThaiyyalError(Exception):
    """Base of all expected errors; ``code`` may be narrowed per instance."""

    code: str = "internal"
    kind: Kind = Kind.INVALID

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if code is not None:
            self.code = code


class LimitExceeded(ThaiyyalError):
    """A documented limit was passed."""

    code = "limit_exceeded"
    kind = Kind.LIMITED

"""The error for a text that is not what it claims to be: always with line and column."""

from thaiyyal.sdk import StepError


def bad_text(kind: str, message: str, *, line: int, column: int) -> StepError:
    """Return the error ``parse_error`` for ``kind`` (JSON, CSV, …) at a place counted from 1."""
    return StepError("parse_error", f"not valid {kind}: {message} (line {line}, column {column})")


def too_large(message: str) -> StepError:
    """Return the error for a result beyond a documented limit."""
    return StepError("limit_exceeded", message)


def place_in(text: str, offset: int) -> tuple[int, int]:
    r"""Return (line, column) of a character, counted from 1; LF, CRLF and CR end a line.

    >>> place_in("ab\r\ncd", 5)
    (2, 2)
    """
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1

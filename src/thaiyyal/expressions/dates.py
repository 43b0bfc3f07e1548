"""Points in time: read from dates, epoch seconds and ISO 8601 texts, written as UTC.

A date exists only inside an evaluation; it leaves as its text.
"""

import re
from datetime import date as calendar_date
from decimal import Decimal
from math import floor

from thaiyyal.expressions.errors import EvaluationError
from thaiyyal.kernel.values import Value, text_form

_ISO_TEXT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)"
    r"(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(?:(Z)|([+-])(\d\d):?(\d\d))?)?",
    re.ASCII,
).fullmatch
DAY_MS = 86_400_000
_EPOCH_DAY = calendar_date(1970, 1, 1).toordinal()
_EARLIEST_MS = (1 - _EPOCH_DAY) * DAY_MS
_LATEST_MS = (calendar_date.max.toordinal() + 1 - _EPOCH_DAY) * DAY_MS - 1


class Date:
    """An instant, ``ms`` milliseconds since 1970 in UTC."""

    __slots__ = ("ms",)

    def __init__(self, ms: int) -> None:
        self.ms = ms

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Date) and self.ms == other.ms

    def __hash__(self) -> int:
        return hash((Date, self.ms))

    def __repr__(self) -> str:
        return f"Date({self.ms})"


Operand = Value | Date


def date_from(value: Operand) -> Date:
    """Return the date that a date, epoch seconds or an ISO 8601 text stand for."""
    if isinstance(value, Date):
        return value
    if isinstance(value, str):
        return date_from_text(value)
    if type(value) is int or type(value) is float:
        return date_from_ms(ms_from_seconds(value))
    raise EvaluationError(
        "type_error", "a date is needed: a date, epoch seconds or a text like 2024-05-31T08:00:00Z"
    )


def date_from_ms(milliseconds: int | float) -> Date:
    """Return the date ``milliseconds`` after 1970; fractions are cut."""
    if not _EARLIEST_MS - 1 < milliseconds < _LATEST_MS + 1:
        raise EvaluationError("bad_date", "the date lies outside the years 1 to 9999")
    return Date(floor(milliseconds))


def ms_from_seconds(seconds: int | float) -> int:
    """Return whole milliseconds, further digits cut: 1.001 s is 1001 ms, whatever doubles say."""
    if type(seconds) is int:
        return seconds * 1000
    return floor(Decimal(repr(seconds)) * 1000)


def date_from_text(text: str) -> Date:
    """Return the date an ISO 8601 text names; without a zone it is UTC."""
    date = date_or_none(text)
    if date is None:
        raise EvaluationError(
            "bad_date", f"{_shown(text)} is no date; write for example 2024-05-31T08:00:00Z"
        )
    return date


def date_or_none(text: str) -> Date | None:
    """Return the date an ISO 8601 text names, or None when it names none."""
    found = _ISO_TEXT(text)
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    fraction, _, sign, zone_hours, zone_minutes = found.groups()[6:]
    if hour > 23 or minute > 59 or second > 59:
        return None
    try:
        ordinal = calendar_date(year, month, day).toordinal()
    except ValueError:
        return None
    ms = (ordinal - _EPOCH_DAY) * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1000
    ms += int(((fraction or "") + "000")[:3])
    if sign is not None:
        hours, minutes = int(zone_hours), int(zone_minutes)
        if hours > 23 or minutes > 59:
            return None
        offset = (hours * 60 + minutes) * 60_000
        ms += offset if sign == "-" else -offset
    return Date(ms) if _EARLIEST_MS <= ms <= _LATEST_MS else None


def date_text(date: Date) -> str:
    """Return ``date`` as ISO 8601 text in UTC, the fraction only if it is not 0.

    >>> date_text(Date(1_700_000_000_120))
    '2023-11-14T22:13:20.12Z'
    """
    days, ms = divmod(date.ms, DAY_MS)
    day = calendar_date.fromordinal(days + _EPOCH_DAY)
    seconds, ms = divmod(ms, 1000)
    fraction = f".{ms:03}".rstrip("0") if ms else ""
    clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{day.year:04}-{day.month:02}-{day.day:02}T{clock}{fraction}Z"


def day_of(date: Date) -> calendar_date:
    """Return the day in UTC on which ``date`` lies."""
    return calendar_date.fromordinal(date.ms // DAY_MS + _EPOCH_DAY)


def _shown(text: str) -> str:
    return text_form([text[:40]])[1:-1]

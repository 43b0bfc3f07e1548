"""When a server wants to be asked again: Retry-After (RFC 9110, section 10.2.3). Pure."""

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

LONGEST_S = 86_400.0
"""A day: whoever wants to be left alone for longer is asked again after it."""

_SECONDS = re.compile(r"\d{1,18}", re.ASCII)


def retry_after_s(headers: Mapping[str, str], *, now_s: float) -> float | None:
    """Return the seconds that a server wants to be left alone for, or None if it says nothing.

    Args:
        headers: Those of the answer, names in lower case.
        now_s: The time now, seconds since 1970. Where the answer has a date of its own, that one
            counts: clocks differ.

    Returns:
        Seconds, 0 for a time in the past, at most ``LONGEST_S``.

    >>> retry_after_s({"retry-after": "120"}, now_s=0.0)
    120.0
    >>> retry_after_s({"retry-after": "Thu, 01 Jan 1970 00:02:00 GMT"}, now_s=90.0)
    30.0
    """
    text = headers.get("retry-after", "").strip()
    if _SECONDS.fullmatch(text):
        return min(float(text), LONGEST_S)
    at_s = _seconds_of(text)
    if at_s is None:
        return None
    sent_s = _seconds_of(headers.get("date", ""))
    left_s = at_s - (now_s if sent_s is None else sent_s)
    return min(max(0.0, left_s), LONGEST_S)


def _seconds_of(date: str) -> float | None:
    try:
        return parsedate_to_datetime(date).timestamp()
    except (ValueError, OverflowError, TypeError):
        return None

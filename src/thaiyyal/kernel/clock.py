"""Time as the code sees it: UTC, passed in, so that tests can say what time it is."""

from collections.abc import Callable
from datetime import UTC, datetime

Now = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the current time, with its zone, which is UTC."""
    return datetime.now(UTC)

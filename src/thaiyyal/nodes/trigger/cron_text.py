"""The text of a cron timetable and the name of a time zone: whether they can be used."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

MAX_CRON = 200
"""Longest timetable, in characters."""
MAX_ZONE = 64
_SOME_TIME = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_OF_THIS_MACHINE = frozenset({"Factory", "localtime", "posixrules"})


def cron_after(text: str, moment: datetime) -> CronSim:
    """Return an iterator over the times of a timetable after a time, both without a zone.

    Raises:
        ValueError: It is no timetable of five or six fields, or no time ever fits it.
    """
    if len(text) > MAX_CRON or not text.isascii():
        raise ValueError(f"must be a timetable of at most {MAX_CRON} plain characters")
    try:
        return CronSim(text, moment)
    except CronSimError as error:
        raise ValueError(_reason(error)) from error


def check_cron(text: str) -> str:
    """Return a timetable that can be used.

    Raises:
        ValueError: As ``cron_after``.
    """
    if next(cron_after(text, _SOME_TIME), None) is None:
        raise ValueError(f'"{text}" never comes: no day fits it')
    return text


def check_zone(name: str) -> str:
    """Return the name of a time zone that is known here and means the same everywhere.

    Raises:
        ValueError: It is not.
    """
    known = len(name) <= MAX_ZONE and name.isascii() and name not in _OF_THIS_MACHINE
    try:
        if not known or not name:
            raise ValueError("no such name")
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(
            f'"{name[:MAX_ZONE]}" is no time zone; write a name such as Europe/Berlin, or UTC'
        ) from error
    return name


def _reason(error: CronSimError) -> str:
    told = str(error).removeprefix("Bad ")
    if told == "Wrong number of fields":
        return "must have five fields (minute hour day month weekday), or six with seconds first"
    return f"has a wrong {told}"

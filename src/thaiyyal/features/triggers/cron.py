"""When a cron timetable comes, in real time: gaps and repetitions of local time included. Pure.

A timetable of fixed times (neither minute nor hour begins with ``*``) runs a time that a gap skips
right after the gap, and a repeated one the first time, as the cron of Vixie does. Other timetables
run whenever the clock on the wall fits.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from thaiyyal.nodes.trigger.cron_text import cron_after

_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)
_REPEATED_WITHIN = timedelta(days=2)
"""A clock that was set back shows no time again later than this."""


@dataclass(frozen=True, slots=True)
class Cron:
    """A timetable in a time zone."""

    text: str
    zone: tzinfo = UTC

    @property
    def is_fixed(self) -> bool:
        """Whether it names times of the day, and not only a rhythm."""
        parts = self.text.split()
        minute, hour = parts[-5], parts[-4]
        return not minute.startswith("*") and not hour.startswith("*")

    def after(self, moment: datetime) -> datetime | None:
        """Return the first slot after a moment, in UTC; None when there is none.

        >>> nightly = Cron("30 2 * * *", ZoneInfo("Europe/Berlin"))
        >>> nightly.after(datetime(2026, 3, 28, 12, tzinfo=UTC)).isoformat()
        '2026-03-29T01:00:00+00:00'
        """
        start = moment.astimezone(UTC).replace(microsecond=0)
        return self._fixed_after(start) if self.is_fixed else self._real_after(start)

    def slots(self, moment: datetime) -> Iterator[datetime]:
        """Yield the slots after a moment."""
        slot = self.after(moment)
        while slot is not None:
            yield slot
            slot = self.after(slot)

    def _fixed_after(self, start: datetime) -> datetime | None:
        for wall in cron_after(self.text, _wall(start, self.zone)):
            slot = _moment_of(wall, self.zone)
            if slot > start:
                return slot
        return None

    def _real_after(self, start: datetime) -> datetime | None:
        """Walk from one change of the clock to the next; between them walls and moments agree."""
        while True:
            wall = next(cron_after(self.text, _wall(start, self.zone)), None)
            slot = None if wall is None else wall.replace(tzinfo=UTC) - _offset(start, self.zone)
            horizon = start + _REPEATED_WITHIN
            end = horizon if slot is None else min(slot, horizon)
            change = _change_between(start, end, self.zone)
            if change is not None:
                if _fits(self.text, _wall(change, self.zone)):
                    return change
                start = change
            elif slot is None or slot <= horizon:
                return slot
            else:
                start = slot - _REPEATED_WITHIN


def _fits(text: str, wall: datetime) -> bool:
    return next(cron_after(text, wall - _SECOND), None) == wall


def _offset(moment: datetime, zone: tzinfo) -> timedelta:
    offset = moment.astimezone(zone).utcoffset()
    assert offset is not None
    return offset


def _wall(moment: datetime, zone: tzinfo) -> datetime:
    """Return what the clock on the wall shows, without a zone."""
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


def _moment_of(wall: datetime, zone: tzinfo) -> datetime:
    """Return the first moment at which the clock shows ``wall``, or has gone past it."""
    moment = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if _wall(moment, zone) == wall:
        return moment
    before = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    return _change_between(before, moment, zone) or moment


def _change_between(early: datetime, late: datetime, zone: tzinfo) -> datetime | None:
    """Return the first second after ``early`` with another offset; None up to ``late``."""
    offset, at = _offset(early, zone), early
    while at < late:
        after = min(at + _DAY, late)
        if _offset(after, zone) != offset:
            return _first_other(at, after, zone)
        at = after
    return None


def _first_other(low: datetime, high: datetime, zone: tzinfo) -> datetime:
    offset = _offset(low, zone)
    while high - low > _SECOND:
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        low, high = (middle, high) if _offset(middle, zone) == offset else (low, middle)
    return high


def zone_of(name: str) -> tzinfo:
    """Return a time zone by a name that was checked before."""
    return UTC if name == "UTC" else ZoneInfo(name)

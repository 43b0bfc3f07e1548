"""Which slots of a schedule are due, and how much later than its slot an execution starts. Pure."""

import hashlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice, takewhile
from typing import Literal, Protocol
from uuid import UUID

CatchUp = Literal["skip", "once", "all"]
MOST_MISSED = 1_000
"""So many missed slots are made up for at most, the latest ones."""
ON_TIME = timedelta(seconds=30)
"""A slot that is found later than this was missed."""
_FIRST_LOOK = timedelta(minutes=10)
_WIDER = 8
_TICK = timedelta(microseconds=1)


class Timetable(Protocol):
    """What gives slots."""

    def after(self, moment: datetime) -> datetime | None:
        """Return the first slot after a moment."""


@dataclass(frozen=True, slots=True)
class Every:
    """A slot each time that ``period`` is over, counted from ``anchor``."""

    period: timedelta
    anchor: datetime

    def after(self, moment: datetime) -> datetime:
        """Return the first slot after a moment, and after the anchor."""
        passed = max((moment - self.anchor) // self.period, 0)
        return self.anchor + (passed + 1) * self.period


@dataclass(frozen=True, slots=True)
class Due:
    """What to start now, and when to look again; None: never."""

    slots: tuple[datetime, ...]
    next_at: datetime | None


def due_slots(
    timetable: Timetable, next_at: datetime, *, now: datetime, catch_up: CatchUp, most: int
) -> Due:
    """Return the slots from ``next_at`` to now that are to be started.

    ``skip`` leaves missed ones out, ``once`` takes the latest only, ``all`` the latest thousand. At
    most ``most`` are returned; the rest is due at the next look.
    """
    found = _latest(timetable, next_at, now, most=MOST_MISSED)
    on_time = [slot for slot in found if now - slot <= ON_TIME]
    if len(on_time) < len(found):
        found = {"skip": on_time, "once": found[-1:], "all": found}[catch_up]
    if len(found) > most:
        return Due(tuple(found[:most]), found[most])
    return Due(tuple(found), timetable.after(now))


def next_slots(timetable: Timetable, moment: datetime, *, count: int) -> list[datetime]:
    """Return the first slots after a moment."""
    return list(islice(_slots(timetable, moment), count))


def delay_of(schedule_id: UUID, slot: datetime, *, jitter: timedelta) -> timedelta:
    """Return how much later than its slot an execution starts: always the same for both.

    >>> delay_of(UUID(int=1), datetime(2026, 1, 1, tzinfo=UTC), jitter=timedelta())
    datetime.timedelta(0)
    """
    text = f"{schedule_id} {slot.astimezone(UTC).isoformat()}"
    drawn = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
    jitter_ms = jitter // timedelta(milliseconds=1)
    return timedelta(milliseconds=drawn * (jitter_ms + 1) >> 64)


def _latest(timetable: Timetable, first: datetime, now: datetime, *, most: int) -> list[datetime]:
    """Return the latest slots from ``first`` to ``now``, without a walk through all before them."""
    width = _FIRST_LOOK
    while True:
        start = max(first - _TICK, now - width)
        slots = takewhile(lambda slot: slot <= now, _slots(timetable, start))
        found = deque(slots, maxlen=most)
        if len(found) == most or start < first:
            return list(found)
        width *= _WIDER


def _slots(timetable: Timetable, moment: datetime) -> Iterator[datetime]:
    slot = timetable.after(moment)
    while slot is not None:
        yield slot
        slot = timetable.after(slot)

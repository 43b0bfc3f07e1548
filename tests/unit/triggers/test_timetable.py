"""Which slots are due after a pause, for every way of catching up; and how jitter is drawn."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thaiyyal.features.triggers.cron import Cron
from thaiyyal.features.triggers.timetable import (
    MOST_MISSED,
    CatchUp,
    Every,
    delay_of,
    due_slots,
    next_slots,
)

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
HOURLY = Cron("0 * * * *")
MINUTE = timedelta(minutes=1)


def hours(*after_noon: int) -> tuple[datetime, ...]:
    return tuple(NOON + timedelta(hours=hour) for hour in after_noon)


@pytest.mark.parametrize("catch_up", ["skip", "once", "all"])
def test_a_slot_that_is_found_in_time_is_started(catch_up: CatchUp) -> None:
    now = NOON + timedelta(seconds=1)

    due = due_slots(HOURLY, NOON, now=now, catch_up=catch_up, most=100)

    assert (due.slots, due.next_at) == (hours(0), *hours(1))


@pytest.mark.parametrize("catch_up", ["skip", "once", "all"])
def test_slots_so_close_that_a_look_finds_two_are_both_started(catch_up: CatchUp) -> None:
    every = Every(timedelta(seconds=1), NOON)
    first = NOON + timedelta(seconds=5)

    due = due_slots(every, first, now=first + timedelta(seconds=1.5), catch_up=catch_up, most=9)

    assert due.slots == (first, first + timedelta(seconds=1))


@pytest.mark.parametrize(
    ("catch_up", "expected"),
    [("skip", hours()), ("once", hours(3)), ("all", hours(0, 1, 2, 3))],
)
def test_missed_slots_are_made_up_for_as_it_says(
    catch_up: CatchUp, expected: tuple[datetime, ...]
) -> None:
    now = NOON + timedelta(hours=3, minutes=10)

    due = due_slots(HOURLY, NOON, now=now, catch_up=catch_up, most=100)

    assert (due.slots, due.next_at) == (expected, *hours(4))


def test_a_slot_that_is_on_time_is_started_though_others_were_missed() -> None:
    now = NOON + timedelta(hours=3, seconds=1)

    assert due_slots(HOURLY, NOON, now=now, catch_up="skip", most=9).slots == hours(3)
    assert due_slots(HOURLY, NOON, now=now, catch_up="once", most=9).slots == hours(3)


def test_what_is_too_much_for_one_look_is_due_at_the_next() -> None:
    now = NOON + timedelta(hours=5)

    due = due_slots(HOURLY, NOON, now=now, catch_up="all", most=2)

    assert (due.slots, due.next_at) == (hours(0, 1), *hours(2))


def test_the_latest_thousand_are_made_up_for_at_most() -> None:
    every = Every(timedelta(seconds=1), NOON)
    now = NOON + timedelta(days=400)

    due = due_slots(every, NOON + timedelta(seconds=1), now=now, catch_up="all", most=5_000)

    assert len(due.slots) == MOST_MISSED
    assert due.slots[-1] == now
    assert due.next_at == now + timedelta(seconds=1)


def test_years_of_a_dense_timetable_are_not_walked_through() -> None:
    counted = Counting(Cron("* * * * * *", ZoneInfo("Europe/Berlin")))
    now = NOON + timedelta(days=3_650)

    due = due_slots(counted, NOON, now=now, catch_up="once", most=1)

    assert due.slots == (now,)
    assert counted.asked < 10_000


class Counting:
    """A timetable that counts how often it is asked."""

    def __init__(self, cron: Cron) -> None:
        self._cron = cron
        self.asked = 0

    def after(self, moment: datetime) -> datetime | None:
        self.asked += 1
        return self._cron.after(moment)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["*/7 * * * *", "30 2 * * *", "0 */5 * * *", "15 10 * * MON"]),
    st.integers(0, 500_000),
    st.integers(0, 300_000),
)
def test_all_finds_what_a_walk_finds(text: str, begin_s: int, later_s: int) -> None:
    cron = Cron(text, ZoneInfo("Europe/Berlin"))
    first = cron.after(datetime(2026, 3, 27, tzinfo=UTC) + timedelta(seconds=begin_s))
    assert first is not None
    now = first + timedelta(seconds=later_s)

    due = due_slots(cron, first, now=now, catch_up="all", most=MOST_MISSED)

    walked = [slot for slot in next_slots(cron, first - MINUTE / 60, count=1_000) if slot <= now]
    assert list(due.slots) == walked
    assert due.next_at == cron.after(now)


def test_a_period_counts_from_its_anchor() -> None:
    every = Every(timedelta(minutes=7), NOON)

    assert every.after(NOON - timedelta(days=1)) == NOON + 7 * MINUTE
    assert next_slots(every, NOON + 7 * MINUTE, count=2) == [NOON + 14 * MINUTE, NOON + 21 * MINUTE]


@given(st.uuids(), st.integers(0, 86_400_000))
def test_jitter_is_within_its_bounds_and_always_the_same(id_: UUID, jitter_ms: int) -> None:
    jitter = timedelta(milliseconds=jitter_ms)

    delay = delay_of(id_, NOON, jitter=jitter)

    assert timedelta() <= delay <= jitter
    assert delay == delay_of(id_, NOON.astimezone(ZoneInfo("Asia/Tokyo")), jitter=jitter)


def test_jitter_spreads_schedules_and_slots() -> None:
    jitter, id_ = timedelta(seconds=60), UUID(int=7)

    of_schedules = {delay_of(uuid4(), NOON, jitter=jitter) for _ in range(50)}
    of_slots = {delay_of(id_, NOON + n * MINUTE, jitter=jitter) for n in range(50)}

    assert len(of_schedules) > 40
    assert len(of_slots) > 40

"""Cron in real time: against a search second by second, and where clocks are changed."""

from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thaiyyal.features.triggers.cron import Cron

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
LORD_HOWE, SANTIAGO = ZoneInfo("Australia/Lord_Howe"), ZoneInfo("America/Santiago")
ZONES = [BERLIN, NEW_YORK, LORD_HOWE, SANTIAGO, ZoneInfo("Asia/Kolkata"), UTC]
CHANGES = [
    datetime(2026, 3, 29, 1, tzinfo=UTC),  # Berlin, forward
    datetime(2026, 10, 25, 1, tzinfo=UTC),  # Berlin, back
    datetime(2026, 3, 8, 7, tzinfo=UTC),  # New York, forward
    datetime(2026, 11, 1, 6, tzinfo=UTC),  # New York, back
    datetime(2026, 4, 4, 15, tzinfo=UTC),  # Lord Howe, back by half an hour
    datetime(2026, 10, 3, 15, 30, tzinfo=UTC),  # Lord Howe, forward by half an hour
    datetime(2026, 4, 5, 3, tzinfo=UTC),  # Santiago, back at midnight
    datetime(2026, 9, 6, 4, tzinfo=UTC),  # Santiago, forward at midnight
]
MINUTES = st.sampled_from(["*", "*/7", "*/20", "0", "30", "5,35", "15-45/10"])
HOURS = st.sampled_from(["*", "*/3", "0", "1", "2", "1-2", "23"])
DAYS = st.sampled_from(["*", "*", "1", "29", "1-8"])
WEEKDAYS = st.sampled_from(["*", "*", "SUN", "1"])
NEAR_A_CHANGE = st.builds(
    lambda change, minutes: change + timedelta(minutes=minutes),
    st.sampled_from(CHANGES),
    st.integers(-1500, 1500),
)
TIMETABLES = st.builds(
    lambda minute, hour, day, weekday, zone: Cron(f"{minute} {hour} {day} * {weekday}", zone),
    MINUTES,
    HOURS,
    DAYS,
    WEEKDAYS,
    st.sampled_from(ZONES),
)


def walls(slots: list[datetime], zone: ZoneInfo) -> list[str]:
    return [slot.astimezone(zone).strftime("%d %H:%M %z") for slot in slots]


def some(cron: Cron, moment: datetime, count: int) -> list[datetime]:
    return list(islice(cron.slots(moment), count))


def test_a_time_in_the_gap_comes_right_after_it_once() -> None:
    cron = Cron("30 2 * * *", BERLIN)

    found = some(cron, datetime(2026, 3, 28, 0, tzinfo=UTC), 3)

    assert walls(found, BERLIN) == ["28 02:30 +0100", "29 03:00 +0200", "30 02:30 +0200"]


def test_several_times_in_one_gap_come_once() -> None:
    cron = Cron("0,20,40 2 * * *", BERLIN)

    found = some(cron, datetime(2026, 3, 29, 0, tzinfo=UTC), 2)

    assert walls(found, BERLIN) == ["29 03:00 +0200", "30 02:00 +0200"]


def test_a_repeated_time_comes_once_the_first_time() -> None:
    cron = Cron("30 2 * * *", BERLIN)

    found = some(cron, datetime(2026, 10, 24, 12, tzinfo=UTC), 2)

    assert walls(found, BERLIN) == ["25 02:30 +0200", "26 02:30 +0100"]


def test_a_rhythm_follows_real_time_through_a_repeated_hour() -> None:
    cron = Cron("*/30 * * * *", BERLIN)

    found = some(cron, datetime(2026, 10, 24, 23, 45, tzinfo=UTC), 6)

    assert walls(found, BERLIN) == [
        "25 02:00 +0200",
        "25 02:30 +0200",
        "25 02:00 +0100",
        "25 02:30 +0100",
        "25 03:00 +0100",
        "25 03:30 +0100",
    ]


def test_a_rhythm_follows_real_time_over_a_gap() -> None:
    cron = Cron("*/30 * * * *", NEW_YORK)

    found = some(cron, datetime(2026, 3, 8, 6, 15, tzinfo=UTC), 3)

    assert walls(found, NEW_YORK) == ["08 01:30 -0500", "08 03:00 -0400", "08 03:30 -0400"]


def test_a_rhythm_that_only_the_gap_has_is_left_out() -> None:
    cron = Cron("*/30 2 * * *", BERLIN)

    found = some(cron, datetime(2026, 3, 28, 12, tzinfo=UTC), 2)

    assert walls(found, BERLIN) == ["30 02:00 +0200", "30 02:30 +0200"]


@pytest.mark.parametrize(
    ("text", "moment", "expected"),
    [
        ("0 0 29 2 *", "2096-03-01T00:00", "2104-02-29T00:00"),
        ("59 59 23 31 12 *", "2026-01-01T00:00", "2026-12-31T23:59"),
        ("0 9 LW * *", "2026-05-01T00:00", "2026-05-29T09:00"),
        ("0 9 * * FRI#2", "2026-05-01T00:00", "2026-05-08T09:00"),
        ("0 0 13 * FRI", "2026-02-01T00:00", "2026-02-06T00:00"),
        ("*/5 * 1 1 *", "2026-01-02T00:00", "2027-01-01T00:00"),
    ],
)
def test_rare_times_are_found(text: str, moment: str, expected: str) -> None:
    start = datetime.fromisoformat(moment).replace(tzinfo=UTC)

    found = Cron(text).after(start)

    assert found is not None
    assert found.isoformat()[:16] == expected


def test_a_slot_is_always_after_the_moment() -> None:
    on_the_slot = datetime(2026, 1, 1, 12, tzinfo=UTC)

    assert Cron("0 12 * * *").after(on_the_slot) == on_the_slot + timedelta(days=1)
    assert Cron("0 12 * * *").after(on_the_slot - timedelta(microseconds=1)) == on_the_slot


@settings(max_examples=150, deadline=None)
@given(TIMETABLES, NEAR_A_CHANGE)
def test_a_rhythm_comes_exactly_when_the_clock_on_the_wall_fits(
    cron: Cron, moment: datetime
) -> None:
    rhythm = Cron(f"*/5 {cron.text.partition(' ')[2]}", cron.zone)
    end = moment + timedelta(days=2)
    _, hour, day, _, weekday = rhythm.text.split()
    slots = some_until(rhythm, moment, end)

    fitting = [
        at
        for at in minutes_between(moment, end)
        if fits(at.astimezone(cron.zone), hour=hour, day=day, weekday=weekday)
    ]

    assert slots == fitting


@settings(max_examples=150, deadline=None)
@given(TIMETABLES, NEAR_A_CHANGE)
def test_fixed_times_come_once_a_local_time(cron: Cron, moment: datetime) -> None:
    fixed = Cron(f"10,50 1-3 {cron.text.split(' ', 2)[2]}", cron.zone)

    slots = some_until(fixed, moment, moment + timedelta(days=3))

    local = [slot.astimezone(cron.zone).replace(tzinfo=None) for slot in slots]
    assert len(set(local)) == len(local)
    assert slots == sorted(set(slots))


@settings(max_examples=200, deadline=None)
@given(TIMETABLES, NEAR_A_CHANGE)
def test_the_slots_after_a_slot_are_those_that_followed_it(cron: Cron, moment: datetime) -> None:
    slots = some(cron, moment, 4)

    assert slots == sorted(set(slots))
    assert all(slot > moment for slot in slots)
    between = slots[0] + (slots[1] - slots[0]) / 2
    assert cron.after(between) == slots[1]


def some_until(cron: Cron, moment: datetime, end: datetime) -> list[datetime]:
    found = []
    for slot in cron.slots(moment):
        if slot > end:
            break
        found.append(slot)
    return found


def minutes_between(moment: datetime, end: datetime) -> list[datetime]:
    count = int((end - moment).total_seconds() // 60)
    return [moment + timedelta(minutes=step) for step in range(1, count + 1)]


def fits(local: datetime, *, hour: str, day: str, weekday: str) -> bool:
    """Say whether a timetable of this test has a local time; its minutes are ``*/5``."""
    by_day = day == "*" or local.day in numbers(day)
    by_weekday = weekday == "*" or local.isoweekday() % 7 in numbers(weekday.replace("SUN", "0"))
    is_day = by_day and by_weekday if "*" in (day, weekday) else by_day or by_weekday
    step = int(hour[2:]) if hour.startswith("*/") else 1
    is_hour = local.hour % step == 0 if hour.startswith("*") else local.hour in numbers(hour)
    return is_day and is_hour and local.minute % 5 == 0


def numbers(field: str) -> set[int]:
    low, _, high = field.partition("-")
    return set(range(int(low), int(high or low) + 1))

"""Levels, resets and refusals of quotas."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from thaiyyal.features.tenancy.quotas import Level, Metric, QuotaExceeded, State, resets_at_of

NOW = datetime(2026, 12, 31, 23, 59, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("used", "limit", "share", "state"),
    [
        (0, 10, 0.0, State.OK),
        (79, 100, 0.79, State.OK),
        (80, 100, 0.8, State.WARNING),
        (99, 100, 0.99, State.WARNING),
        (100, 100, 1.0, State.EXCEEDED),
        (101, 100, 1.01, State.EXCEEDED),
        (0, 0, 1.0, State.EXCEEDED),
        (10**15, None, None, State.OK),
    ],
)
def test_a_level_says_how_near_the_limit_is(
    used: int, limit: int | None, share: float | None, state: State
) -> None:
    level = Level(Metric.USERS, used, limit)

    assert (level.share, level.state) == (share, state)


@pytest.mark.parametrize(
    ("now", "resets_at"),
    [
        (NOW, datetime(2027, 1, 1, tzinfo=UTC)),
        (datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)),
        (
            datetime(2026, 3, 1, 1, tzinfo=timezone(timedelta(hours=5))),
            datetime(2026, 3, 1, tzinfo=UTC),
        ),
    ],
    ids=["end of year", "first moment", "another zone"],
)
def test_what_is_used_up_starts_afresh_with_the_month_of_utc(
    now: datetime, resets_at: datetime
) -> None:
    assert resets_at_of(Metric.EXECUTIONS, now) == resets_at
    assert resets_at_of(Metric.USERS, now) is None


def test_a_refusal_says_when_to_come_back_at_most_in_a_day() -> None:
    level = Level(Metric.API_CALLS, 5, 5)

    soon = QuotaExceeded(level, now=NOW)
    later = QuotaExceeded(level, now=datetime(2026, 12, 1, tzinfo=UTC))
    never = QuotaExceeded(Level(Metric.WORKFLOWS, 5, 5), now=NOW)

    assert (soon.retry_after_s, later.retry_after_s, never.retry_after_s) == (30, 86_400, None)
    assert soon.extra == {
        "metric": "api_calls",
        "limit": 5,
        "used": 5,
        "resets_at": "2027-01-01T00:00:00.000Z",
    }
    assert "2027-01-01" in soon.message
    assert "purge" in never.message

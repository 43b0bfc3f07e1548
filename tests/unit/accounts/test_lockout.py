"""Lock-out: when it begins, when it ends, what it counts."""

from datetime import UTC, datetime, timedelta

import pytest

from thaiyyal.features.accounts.lockout import (
    CLEAN,
    LOCKED,
    REFUSED,
    LockoutState,
    after_failure,
    is_locked,
    wait_of,
)

NOW = datetime(2030, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)
QUARTER = timedelta(minutes=15)


def after(failures: int, *, apart: timedelta = SECOND) -> tuple[LockoutState, datetime]:
    state, now = CLEAN, NOW
    for number in range(failures):
        now = NOW + number * apart
        state = after_failure(state, now)
    return state, now


@pytest.mark.parametrize(("failures", "locked"), [(0, False), (1, False), (4, False), (5, True)])
def test_the_fifth_failure_locks(failures: int, locked: bool) -> None:
    state, now = after(failures)

    assert is_locked(state, now) is locked


def test_a_lock_lasts_15_minutes_to_the_moment() -> None:
    state, now = after(5)

    assert is_locked(state, now + QUARTER - timedelta(microseconds=1))
    assert not is_locked(state, now + QUARTER)
    assert wait_of(state, now + timedelta(minutes=5)) == timedelta(minutes=10)
    assert wait_of(state, now + QUARTER + SECOND) == timedelta(0)
    assert wait_of(CLEAN, now) == timedelta(0)


def test_attempts_during_a_lock_do_not_make_it_longer() -> None:
    state, now = after(5)

    assert after_failure(state, now + SECOND) == state


def test_after_a_lock_counting_begins_anew() -> None:
    state, now = after(5)
    later = after_failure(state, now + QUARTER)

    assert later.failures == 1
    assert not is_locked(later, now + QUARTER)


def test_failures_far_apart_never_lock() -> None:
    state, now = after(50, apart=QUARTER)

    assert state.failures == 1
    assert not is_locked(state, now)


def test_failures_just_within_memory_do_lock() -> None:
    state, now = after(5, apart=QUARTER - SECOND)

    assert is_locked(state, now)


def test_no_answer_says_whether_an_account_exists() -> None:
    for text in (REFUSED, LOCKED):
        assert "account" not in text
        assert "exist" not in text
        assert "unknown" not in text

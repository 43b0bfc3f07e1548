"""When sign-in stops listening: after 5 failures, for 15 minutes. Pure.

Counted by the address that was typed, whether or not an account has it, and asked before the
password is looked at. So an answer says neither that the account exists nor that the password
was right.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

MAX_FAILURES = 5
LOCK = timedelta(minutes=15)
MEMORY = timedelta(minutes=15)
"""A failure is forgotten when nothing has failed for so long."""

REFUSED = "the e-mail address or the password is wrong"
LOCKED = "too many failed sign-ins for this address; wait 15 minutes or reset the password"


@dataclass(frozen=True, slots=True)
class LockoutState:
    """What is known of one address: failures in a row, when the last was, locked until when."""

    failures: int = 0
    last_failed_at: datetime | None = None
    locked_until: datetime | None = None


CLEAN = LockoutState()
"""After a sign-in, and for whom nothing is stored."""


def is_locked(state: LockoutState, now: datetime) -> bool:
    """Whether sign-in is refused without a look at the password."""
    return state.locked_until is not None and now < state.locked_until


def after_failure(state: LockoutState, now: datetime) -> LockoutState:
    """Return the state after one more failure; while locked, nothing changes or grows longer."""
    if is_locked(state, now):
        return state
    failures = 1 if _is_forgotten(state, now) else state.failures + 1
    locked_until = now + LOCK if failures >= MAX_FAILURES else None
    return LockoutState(failures, now, locked_until)


def wait_of(state: LockoutState, now: datetime) -> timedelta:
    """Return how long sign-in stays refused."""
    if state.locked_until is None:
        return timedelta(0)
    return max(state.locked_until - now, timedelta(0))


def _is_forgotten(state: LockoutState, now: datetime) -> bool:
    if state.locked_until is not None or state.last_failed_at is None:
        return True
    return now - state.last_failed_at >= MEMORY

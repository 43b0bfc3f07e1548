"""What is counted for a tenant, and how near to its limit something is. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from thaiyyal.kernel.errors import Kind, ThaiyyalError

WARN_SHARE = 0.8
"""The part of a limit from which on people are warned; the statements know it too."""
WARNING_HEADER = "X-Quota-Warning"
_LARGEST_WAIT_S = 86_400


class Metric(StrEnum):
    """One thing that plans and quotas limit."""

    EXECUTIONS = "executions"
    ACTIVE_EXECUTIONS = "active_executions"
    WORKFLOWS = "workflows"
    USERS = "users"
    STORAGE_BYTES = "storage_bytes"
    CPU_SECONDS = "cpu_seconds"
    API_CALLS = "api_calls"


STANDING = frozenset(
    {Metric.ACTIVE_EXECUTIONS, Metric.WORKFLOWS, Metric.USERS, Metric.STORAGE_BYTES}
)
"""What is there, and can be given back; the others are used up and start afresh each month."""

_WORDS = {
    Metric.EXECUTIONS: "executions this month",
    Metric.ACTIVE_EXECUTIONS: "executions at the same time",
    Metric.WORKFLOWS: "workflows",
    Metric.USERS: "users",
    Metric.STORAGE_BYTES: "bytes of storage",
    Metric.CPU_SECONDS: "CPU-seconds this month",
    Metric.API_CALLS: "API calls this month",
}
_ADVICE = {
    Metric.ACTIVE_EXECUTIONS: "wait until one has ended",
    Metric.WORKFLOWS: "purge workflows that nobody needs",
    Metric.USERS: "remove members who have left",
    Metric.STORAGE_BYTES: "delete old executions, or shorten how long they are kept",
}


class State(StrEnum):
    """How near to a limit something is."""

    OK = "ok"
    WARNING = "warning"
    EXCEEDED = "exceeded"


@dataclass(frozen=True, slots=True)
class Level:
    """How much of one metric is used. ``limit`` None: as much as one likes."""

    metric: Metric
    used: int
    limit: int | None

    @property
    def share(self) -> float | None:
        """The used part of the limit, 1.0 when nothing is left; None without a limit."""
        if self.limit is None:
            return None
        return self.used / self.limit if self.limit else 1.0

    @property
    def state(self) -> State:
        """Whether people have to be told something."""
        share = self.share
        if share is None or share < WARN_SHARE:
            return State.OK
        return State.WARNING if share < 1 else State.EXCEEDED


class QuotaExceeded(ThaiyyalError):
    """A tenant has used what its plan or quota allows."""

    code = "quota_exceeded"
    kind = Kind.LIMITED

    def __init__(self, level: Level, *, now: datetime) -> None:
        resets_at = resets_at_of(level.metric, now)
        super().__init__(_sentence(level, resets_at))
        self.level = level
        self.retry_after_s = _wait_s(resets_at, now)
        self.extra: dict[str, object] = {
            "metric": level.metric.value,
            "limit": level.limit,
            "used": level.used,
            "resets_at": None if resets_at is None else f"{resets_at:%Y-%m-%dT%H:%M:%S.000Z}",
        }


def resets_at_of(metric: Metric, now: datetime) -> datetime | None:
    """Return when a metric starts afresh: the next month in UTC; None for what stands."""
    if metric in STANDING:
        return None
    at = now.astimezone(UTC)
    return datetime(at.year + at.month // 12, at.month % 12 + 1, 1, tzinfo=UTC)


def warning_headers(*levels: Level, before: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the header that warns of what is nearly used up; none when nothing is.

    ``before``: headers there are already; what they warn of stays.
    """
    near = [level for level in levels if level.state is not State.OK]
    if not near:
        return {}
    parts = [f"{level.metric};used={level.used};limit={level.limit}" for level in near]
    earlier = (before or {}).get(WARNING_HEADER)
    return {WARNING_HEADER: ", ".join([*([earlier] if earlier else []), *parts])}


def _sentence(level: Level, resets_at: datetime | None) -> str:
    limit = f"{level.limit:,}" if level.limit is not None else "no"
    what = f"your tenant may have {limit} {_WORDS[level.metric]} and has {level.used:,}"
    if resets_at is not None:
        return f"{what}; it starts afresh on {resets_at:%Y-%m-%d}, or ask for a larger quota"
    return f"{what}; {_ADVICE[level.metric]}, or ask for a larger quota"


def _wait_s(resets_at: datetime | None, now: datetime) -> int | None:
    if resets_at is None:
        return None
    return max(1, min(_LARGEST_WAIT_S, int((resets_at - now).total_seconds())))

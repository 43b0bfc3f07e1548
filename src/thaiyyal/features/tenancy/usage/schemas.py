"""Shapes of usage, quotas and figures."""

from typing import Annotated

from pydantic import Field

from thaiyyal.features.routing import Moment, Schema, Whole
from thaiyyal.features.tenancy.quotas import Level, Metric, State, resets_at_of

Amount = Annotated[Whole, Field(ge=0, le=2**53 - 1, strict=True)]


class UsageEntry(Schema):
    """How much of one metric is used."""

    metric: Metric
    used: int
    limit: int | None = Field(description="Null: as much as one likes.")
    share: float | None = Field(description="The used part of the limit: 0.8 is four fifths.")
    state: State = Field(description="`warning` from four fifths on, `exceeded` when none is left.")
    resets_at: Moment | None = Field(
        description="When it starts afresh; null for what is there rather than used up."
    )


class UsageMonth(Schema):
    """What was used up in one month."""

    month: str = Field(examples=["2026-01"])
    used: dict[str, int] = Field(description="Metric -> amount.")


class Usage(Schema):
    """What the tenant uses, and the last twelve months of what is used up."""

    plan: str
    items: list[UsageEntry]
    history: list[UsageMonth]


class Quotas(Schema):
    """Limits that differ from those of the plan; metrics that are not named have the plan's."""

    quotas: dict[Metric, Amount | None] = Field(
        description="Metric -> amount; null lifts the limit.", examples=[{"workflows": 50}]
    )


class ExecutionCounts(Schema):
    """Executions by their status."""

    queued: int = 0
    running: int = 0
    waiting: int = 0
    succeeded: int = 0
    failed: int = 0
    cancelled: int = 0


class Durations(Schema):
    """How long executions took, of the newest 10,000 of this month."""

    average_ms: float
    p50_ms: float
    p95_ms: float
    sample: int = Field(description="How many were looked at.")


class Figures(Schema):
    """The tenant in numbers. Days and months are those of UTC."""

    at: Moment
    workflows: int
    members: int
    executions_today: ExecutionCounts
    executions_this_month: ExecutionCounts
    success_rate: float | None = Field(
        description="Part of this month's finished executions that succeeded; null without any."
    )
    durations: Durations | None
    usage: list[UsageEntry]


def entry_of(level: Level, resets_at: Moment | None) -> UsageEntry:
    """Return the shape of a level."""
    return UsageEntry(
        metric=level.metric,
        used=level.used,
        limit=level.limit,
        share=level.share,
        state=level.state,
        resets_at=resets_at,
    )


def entries_of(levels: list[Level], now: Moment) -> list[UsageEntry]:
    """Return the shapes of levels, in the order of the metrics."""
    return [entry_of(level, resets_at_of(level.metric, now)) for level in levels]

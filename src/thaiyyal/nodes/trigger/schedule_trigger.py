"""Start a workflow by time: by a cron timetable, or again and again after a fixed time.

The timetable has five fields (minute, hour, day of the month, month, day of the week) or six with
seconds before them, and is read in its time zone. When clocks are set forward, a fixed time that
does not exist comes right after the gap; when they are set back, it comes once. Timetables whose
minute or hour begins with `*` follow real time.

The value is `{"scheduled_for", "schedule_id"}`: the slot as an ISO 8601 text in UTC, before jitter.
"""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from thaiyyal.nodes.trigger.cron_text import MAX_CRON, MAX_ZONE, check_cron, check_zone
from thaiyyal.nodes.trigger.passing import GROUP, passed_on
from thaiyyal.sdk import (
    Duration,
    Example,
    FieldProblem,
    Inputs,
    NodeType,
    NonEmptyText,
    Params,
    PositiveDuration,
    Value,
    hints,
    invalid,
)

LONGEST_JITTER_S = 86_400.0
SHORTEST_EVERY_S = 1.0


def _cron(text: str) -> str:
    try:
        return check_cron(text)
    except ValueError as error:
        raise invalid(str(error)) from error


def _zone(name: str) -> str:
    try:
        return check_zone(name)
    except ValueError as error:
        raise invalid(str(error)) from error


def _every(seconds: float) -> float:
    if seconds < SHORTEST_EVERY_S:
        raise invalid("must be at least 1s")
    return seconds


def _jitter(seconds: float) -> float:
    if seconds > LONGEST_JITTER_S:
        raise invalid("must not be longer than 24h")
    return seconds


class ScheduleTriggerParams(Params):
    cron: Annotated[NonEmptyText, AfterValidator(_cron)] | None = Field(
        None,
        title="Timetable",
        description="When to start, as a cron text such as `30 2 * * *`. Give either a timetable "
        "or a fixed time between starts.",
        json_schema_extra={
            **hints(format="cron", placeholder="0 9 * * 1-5"),
            "maxLength": MAX_CRON,
        },
    )
    every: Annotated[PositiveDuration, AfterValidator(_every)] | None = Field(
        None,
        title="Every",
        description="The time between two starts, at least `1s`, instead of a timetable.",
        json_schema_extra=hints(placeholder="15m"),
    )
    time_zone: Annotated[NonEmptyText, AfterValidator(_zone)] = Field(
        "UTC",
        description="The zone in which the timetable is read.",
        json_schema_extra={
            **hints(format="time-zone", placeholder="Europe/Berlin"),
            "maxLength": MAX_ZONE,
        },
    )
    catch_up: Literal["skip", "once", "all"] = Field(
        "once",
        title="Missed starts",
        description="What to make up for that was missed while nothing ran.",
        json_schema_extra=hints(
            advanced=True,
            labels={
                "skip": "Leave them out",
                "once": "Start once for all of them",
                "all": "Start once for each",
            },
        ),
    )
    jitter: Annotated[Duration, AfterValidator(_jitter)] = Field(
        0.0,
        title="Spread",
        description="Start up to this much later than planned, at random, to spread load; at most "
        "`24h`.",
        json_schema_extra=hints(advanced=True, placeholder="30s"),
    )

    def problems(self) -> Iterator[FieldProblem]:
        if self.cron is None and self.every is None:
            yield FieldProblem("missing_field", "cron", "is required, or every", others=("every",))
        elif self.cron is not None and self.every is not None:
            yield FieldProblem("invalid_field", "every", "cannot be given beside cron")


class ScheduleTrigger(NodeType[ScheduleTriggerParams]):
    type = "schedule_trigger"
    label = "Schedule"
    group = GROUP
    is_trigger = True
    icon = "clock"
    inputs = Inputs.OPTIONAL
    examples = (
        Example(
            title="Every night in Berlin",
            params={"cron": "30 2 * * *", "time_zone": "Europe/Berlin"},
            inputs=[{"scheduled_for": "2026-01-02T01:30:00Z"}],
            out={"scheduled_for": "2026-01-02T01:30:00Z"},
        ),
        Example(
            title="Every five minutes, missed ones are not made up for",
            params={"every": "5m", "catch_up": "skip", "jitter": "20s"},
            out=None,
        ),
        Example(
            title="A day that never comes",
            params={"cron": "0 0 31 2 *"},
            error="invalid_field",
        ),
    )

    def run(self, params: ScheduleTriggerParams, value: Value) -> Value:
        return passed_on(value)

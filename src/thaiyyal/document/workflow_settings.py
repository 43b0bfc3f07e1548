"""Settings of a whole workflow: its input, its limits, what follows a failure."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, PlainValidator, WithJsonSchema

from thaiyyal.kernel.values import Value
from thaiyyal.sdk import Integer, NonEmptyText, Params, PositiveDuration, hints, invalid
from thaiyyal.sdk.json_schema import BadSchema, CompiledSchema, compile_schema

LONGEST_TIME_LIMIT_S = 86_400.0
"""A day. Waiting does not count."""


def _compiled(value: Value) -> CompiledSchema:
    try:
        return compile_schema(value)
    except BadSchema as error:
        raise invalid(str(error)) from error


def _at_most_a_day(seconds: float) -> float:
    if seconds > LONGEST_TIME_LIMIT_S:
        raise invalid("must not be longer than 24h")
    return seconds


def _workflow_id(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError as error:
        raise invalid("must be the id of a workflow") from error


class WorkflowSettings(Params):
    """What a workflow can be told beside its nodes. Durations are seconds."""

    input_schema: (
        Annotated[
            CompiledSchema,
            PlainValidator(_compiled),
            WithJsonSchema({"type": ["object", "boolean"], "format": "json"}),
        ]
        | None
    ) = Field(
        None,
        title="Schema of the input",
        description="The JSON Schema that the input of an execution must fit; any input if it is "
        "left out.",
    )
    time_limit: Annotated[PositiveDuration, AfterValidator(_at_most_a_day)] | None = Field(
        None,
        title="Longest time",
        description="How long an execution may run, at most `24h`; what it waits does not count.",
        json_schema_extra=hints(placeholder="5m"),
    )
    max_concurrency: Annotated[Integer, Field(ge=1)] | None = Field(
        None,
        title="At the same time",
        description="How many executions may run at once; others wait their turn.",
        json_schema_extra=hints(unit="executions"),
    )
    durability: Literal["durable", "ephemeral"] = Field(
        "durable",
        title="Recording",
        description="Whether executions are stored.",
        json_schema_extra=hints(
            advanced=True,
            labels={
                "durable": "Recorded; they survive the end of a process",
                "ephemeral": "Nothing is stored",
            },
        ),
    )
    on_error_workflow: Annotated[NonEmptyText, AfterValidator(_workflow_id)] | None = Field(
        None,
        title="When it fails",
        description="The workflow that is executed when an execution fails.",
        json_schema_extra=hints(format="workflow"),
    )
    result_cache_ttl: PositiveDuration | None = Field(
        None,
        title="Keep results for",
        description="How long the result of an input is given again without executing.",
        json_schema_extra=hints(advanced=True, placeholder="10m"),
    )


DEFAULT_WORKFLOW_SETTINGS = WorkflowSettings()

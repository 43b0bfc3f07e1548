"""Settings of a whole workflow: its input, its limits, what follows a failure."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, PlainValidator, WithJsonSchema

from thaiyyal.kernel.values import Value
from thaiyyal.sdk import Integer, NonEmptyText, Params, PositiveDuration, invalid
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
    """The ``settings`` of a document. Durations are seconds; None is the platform's default."""

    input_schema: (
        Annotated[
            CompiledSchema,
            PlainValidator(_compiled),
            WithJsonSchema({"type": ["object", "boolean"], "format": "json"}),
        ]
        | None
    ) = Field(None, description="The JSON Schema that the input of an execution must fit.")
    time_limit: Annotated[PositiveDuration, AfterValidator(_at_most_a_day)] | None = Field(
        None, description="How long an execution may run; what it waits does not count."
    )
    max_concurrency: Annotated[Integer, Field(ge=1)] | None = Field(
        None, description="How many executions may run at the same time; others wait."
    )
    durability: Literal["durable", "ephemeral"] = Field(
        "durable", description="Whether executions are recorded, and survive the end of a process."
    )
    on_error_workflow: Annotated[NonEmptyText, AfterValidator(_workflow_id)] | None = Field(
        None, description="The workflow that is executed when an execution fails."
    )
    result_cache_ttl: PositiveDuration | None = Field(
        None, description="How long the result of an input is given again without executing."
    )


DEFAULT_WORKFLOW_SETTINGS = WorkflowSettings()

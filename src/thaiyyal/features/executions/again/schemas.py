"""Shapes of retries."""

from uuid import UUID

from pydantic import Field

from thaiyyal.features.routing import Flag, Schema

MOST_RETRIED = 100


class Retry(Schema):
    """How to retry."""

    repeat_unknown: Flag = Field(
        default=False,
        description="Whether effects that were begun, and may have happened, are done again.",
    )


class RetryMany(Schema):
    """Which dead executions to retry."""

    ids: list[UUID] = Field(
        min_length=1,
        max_length=MOST_RETRIED,
        examples=[["0198c0de-7a1e-7000-8000-000000000003"]],
    )
    repeat_unknown: Flag = Field(default=False, description="As for one.")


class Retried(Schema):
    """What became of one of them: the new execution, or why there is none."""

    id: UUID
    execution_id: UUID | None = Field(description="The new execution.")
    code: str | None = Field(None, description="The code of the error, if it was not retried.")
    message: str | None = None


class RetriedMany(Schema):
    """What became of each."""

    items: list[Retried]

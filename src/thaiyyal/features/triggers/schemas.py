"""Shapes of triggers in the API."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from thaiyyal.features.routing import Moment, Schema
from thaiyyal.features.routing.schema import Whole
from thaiyyal.nodes.trigger.cron_text import MAX_CRON, MAX_ZONE

MOST_PREVIEWED = 100
_PLAIN = r"^[\x21-\x7e]+$"


class Schedule(Schema):
    """A schedule of the published version."""

    id: UUID
    node_id: str
    cron: str | None = Field(description="The timetable; null when there is a period.")
    every_ms: int | None = Field(description="The period in milliseconds.")
    time_zone: str
    catch_up: Literal["skip", "once", "all"]
    jitter_ms: int
    paused_at: Moment | None = Field(description="Since when it is paused; null: it is not.")
    next_slots: list[Moment] = Field(description="The next slots, before jitter.")
    last_slot: Moment | None = Field(description="The last slot that was started.")
    last_execution_id: UUID | None = Field(description="The execution of that slot.")
    last_error: str | None = Field(description="Why that slot could not be started.")


class Webhook(Schema):
    """A webhook of the published version, or of the draft."""

    id: UUID
    node_id: str
    is_published: bool = Field(description="Whether the published version has it.")
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
    path: str | None = Field(
        description="Where requests execute the published version, once it is published; null for "
        "those who may not change the workflow."
    )
    test_path: str | None = Field(description="Where requests execute the draft.")
    has_secret: bool
    secret_at: Moment | None = Field(description="When the secret was made.")


class Triggers(Schema):
    """What starts executions of a workflow by itself."""

    schedules: list[Schedule]
    webhooks: list[Webhook]


class ChangeAddress(Schema):
    """Which address is to be another."""

    which: Literal["production", "test"] = "production"


class ChangeSecret(Schema):
    """The secret that the other side wants; without one it is drawn."""

    secret: (
        Annotated[
            str,
            StringConstraints(min_length=8, max_length=500, pattern=_PLAIN),
        ]
        | None
    ) = None


class NewSecret(Schema):
    """A secret, which is shown this once."""

    webhook: Webhook
    secret: str


class PreviewSchedule(Schema):
    """A timetable to try."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"cron": "30 2 * * *", "time_zone": "Europe/Berlin"}]}
    )

    cron: Annotated[str, StringConstraints(min_length=1, max_length=MAX_CRON)]
    time_zone: Annotated[str, StringConstraints(min_length=1, max_length=MAX_ZONE)] = "UTC"
    count: Annotated[Whole, Field(ge=1, le=MOST_PREVIEWED)] = 10


class Preview(Schema):
    """When a timetable comes next."""

    slots: list[Moment]

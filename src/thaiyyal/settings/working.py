"""Settings of the worker, and of every process that runs executions."""

from typing import Annotated

from pydantic import Field

from thaiyyal.settings.kinds import Seconds, Text, Whole
from thaiyyal.settings.serving import Group


class WorkerSettings(Group):
    """How executions are taken from the queue, and when a process counts as dead."""

    concurrency: Annotated[Whole, Field(ge=0, le=1_000)] = Field(
        20,
        description="Jobs that a worker does at once, up to 20 executions each; 0: `serve` runs no "
        "worker inside.",
    )
    lease_s: Seconds = Field(
        6.0,
        description="How long a process may be silent until others take over what it runs.",
    )
    heartbeat_s: Seconds = Field(2.0, description="How often a process says that it is alive.")
    sweep_s: Seconds = Field(1.0, description="How often a process looks for dead ones.")
    wake_s: Seconds = Field(
        0.5, description="How often a process looks for executions whose time has come."
    )
    drain_s: Seconds = Field(
        30.0,
        description="How long executions may still run after the order to stop; then others go on "
        "with them.",
    )
    health_host: Text = Field(
        "127.0.0.1",
        description="The address at which a worker answers `/health`, `/ready` and `/metrics`.",
    )
    health_port: Annotated[Whole, Field(ge=0, le=65_535)] = Field(
        8463, description="The port of that address; 0 takes any that is free."
    )
    max_crashes: Annotated[Whole, Field(ge=1, le=1_000)] = Field(
        5, description="Deaths of its process after which an execution is tried no more."
    )
    suspect_after: Annotated[Whole, Field(ge=1, le=1_000)] = Field(
        2, description="Deaths of its process after which an execution is tried alone."
    )

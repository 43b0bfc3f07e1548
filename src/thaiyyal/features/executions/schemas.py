"""Shapes of executions and steps in the API."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator

from thaiyyal.features.routing import Flag, Moment, Schema, Whole
from thaiyyal.features.workflows.schemas import LARGEST_VERSION, Document, Person

Status = Literal["queued", "running", "waiting", "succeeded", "failed", "cancelled"]
Trigger = Literal["api", "manual", "schedule", "webhook", "workflow", "error", "retry"]
WaitingFor = Literal["time", "signal", "approval", "workflow", "outcome_unknown"]
MOST_PINNED = 1_000


class From(Schema):
    """Where an execution begins, and where what was before comes from."""

    execution_id: UUID = Field(description="An earlier execution of the same workflow.")
    node_id: Annotated[str, Field(min_length=1, max_length=10_000)] = Field(
        description="The first node that runs; one outside of containers."
    )


class StartExecution(Schema):
    """What to execute a workflow with. Without `input` its first nodes get none."""

    input: Any = Field(None, description="Any JSON, 100 deep at most.", examples=[{"age": 25}])
    version: Whole | None = Field(
        None, ge=1, le=LARGEST_VERSION, description="The latest published one if left out."
    )
    draft: Flag = Field(default=False, description="Executes the draft instead of a version.")
    priority: Literal["low", "normal", "high"] = Field(
        "normal", description="Which of the tenant's queued executions comes first."
    )
    time_limit_s: Annotated[float, Field(gt=0, le=86_400)] | None = Field(
        None, description="How long it may run; what it waits does not count."
    )
    delay_s: Annotated[float, Field(ge=0, le=31_536_000)] = Field(
        0.0, description="How long to wait before it begins."
    )
    pinned: dict[Annotated[str, Field(max_length=200)], Any] | None = Field(
        None,
        max_length=MOST_PINNED,
        description="Outputs that are given: node id to value; these nodes do not run. For a "
        "draft.",
    )
    to: Annotated[str, Field(min_length=1, max_length=10_000)] | None = Field(
        None,
        description="Runs only what this node needs, and it; the output is its value. Of one in "
        "containers: what the outermost of them makes of it.",
    )
    source: From | None = Field(
        None,
        alias="from",
        description="Runs a node and what is behind it, with the data of an earlier execution.",
    )

    @model_validator(mode="after")
    def _names_one_document(self) -> "StartExecution":
        if self.draft and self.version is not None:
            raise ValueError("name either a version or the draft")
        if self.pinned is not None and not self.draft:
            raise ValueError("outputs can be pinned only when the draft is executed")
        return self


class ExecutionError(Schema):
    """Why an execution or a step did not succeed."""

    code: str
    message: str
    node: str | None = Field(None, description="The innermost node that failed.")


class ExecutionItem(Schema):
    """An execution without its input and output."""

    id: UUID
    workflow_id: UUID
    workflow_name: str | None = Field(description="Null when the workflow was purged.")
    version: int | None = Field(description="Null when it was the draft.")
    status: Status
    trigger: Trigger
    started_by: Person | None
    error: ExecutionError | None
    created_at: Moment
    started_at: Moment | None = Field(description="Null while it waits for its turn.")
    finished_at: Moment | None
    duration_ms: float | None = Field(description="From start to end; null before.")
    cpu_ms: int = Field(description="What its nodes have computed, in milliseconds.")
    cancel_requested_at: Moment | None
    waiting_for: WaitingFor | None = Field(
        None, description="What a waiting one waits for; `outcome_unknown` for a decision."
    )
    wake_at: Moment | None = Field(None, description="When it goes on, or begins, by itself.")
    attempt: int = Field(0, description="How often it was begun or gone on with.")
    retried_from: UUID | None = Field(None, description="The execution that this one repeats.")
    parent_id: UUID | None = Field(None, description="The execution that called this one.")
    dead_at: Moment | None = Field(
        None, description="When it was given up because the processes that ran it died."
    )


_EXAMPLE: dict[str, Any] = {
    "id": "0198c0de-7a1e-7000-8000-000000000003",
    "workflow_id": "0198c0de-7a1e-7000-8000-000000000001",
    "workflow_name": "Age check",
    "version": 1,
    "status": "succeeded",
    "trigger": "api",
    "started_by": {"id": "0198c0de-7a1e-7000-8000-000000000002", "name": "Ada Lovelace"},
    "error": None,
    "created_at": "2026-01-31T12:00:00.000Z",
    "started_at": "2026-01-31T12:00:00.001Z",
    "finished_at": "2026-01-31T12:00:00.004Z",
    "duration_ms": 3.2,
    "cpu_ms": 1,
    "cancel_requested_at": None,
    "waiting_for": None,
    "wake_at": None,
    "attempt": 1,
    "retried_from": None,
    "parent_id": None,
    "dead_at": None,
    "input": {"age": 25},
    "output": True,
}


class ExecutionDetail(ExecutionItem):
    """An execution with its whole input and output."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    input: Any
    output: Any


class StepItem(Schema):
    """What one node did, with its last run where it is inside a container."""

    seq: int = Field(description="Its place in the record.")
    node_id: str
    path: str = Field(description="Which run of which containers; empty outside of them.")
    type: str
    status: Literal["succeeded", "failed", "skipped", "running", "interrupted"] = Field(
        description="`interrupted`: it was begun, and nobody knows what became of it."
    )
    port: str | None
    output: Any
    is_preview: bool = Field(description="Whether `output` is only the beginning of the value.")
    error: ExecutionError | None
    attempt: int
    started_at: Moment | None
    duration_ms: float | None
    meta: dict[str, Any]


class ExecutionCount(Schema):
    """How many executions there are of one status."""

    status: Status
    count: int


class StepOutput(Schema):
    """The output of one step, as much of it as was kept."""

    output: Any
    is_preview: bool = Field(description="Whether it is only the beginning of the value.")


class ExecutedDocument(Schema):
    """What an execution executes."""

    version: int | None = Field(description="None: a draft.")
    document: Document


class StatusCounts(Schema):
    """How many executions there are of each status; those that there are none of are left out."""

    items: list[ExecutionCount]


class NodeGroup(Schema):
    """A group of node types in the palette."""

    name: str
    colour: str


class SettingsForms(Schema):
    """What nodes and workflows have in common beside their parameters, as JSON Schemas."""

    node: dict[str, Any]
    workflow: dict[str, Any]


class NodeTypes(Schema):
    """The catalogue of node types: the built-in ones and those of plugins, in one order."""

    items: list[dict[str, Any]]
    groups: list[NodeGroup] = Field(description="The groups of the palette, in its order.")
    settings: SettingsForms
    next_cursor: None = None

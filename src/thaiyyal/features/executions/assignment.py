"""What passes between who starts an execution, who runs it and who records it. Frozen values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from thaiyyal.engine import ExecutionResult, Plan
from thaiyyal.features.executions.payloads import Blob
from thaiyyal.features.executions.sealing import Whole
from thaiyyal.features.executions.writes import NewExecution
from thaiyyal.kernel.actor import SYSTEM, Actor, TenantScope
from thaiyyal.kernel.ids import ExecutionId, TenantId, WorkflowId
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import Emit, StepFailure
from thaiyyal.sdk.shared_cache import Found
from thaiyyal.store.transaction import Row

FINAL = frozenset({"succeeded", "failed", "cancelled"})


@dataclass(frozen=True, slots=True)
class Assignment:
    """A segment of an execution that has to be run: ``inputs`` is one value, or nothing.

    ``new``: its row, when it is to be recorded by who runs it. ``attempt``: the fence. ``journal``:
    the rows of earlier segments. ``key_root``: the first of the executions that it is a retry of,
    by which services know its requests. ``signals``: how many it has been sent. ``target_node``:
    the node for which alone it runs. ``secrets``: what is to be masked; ``wholes``: what ``new``
    shows masked, to be sealed.
    """

    id: ExecutionId
    tenant_id: TenantId
    workflow_id: WorkflowId
    plan: Plan
    inputs: Sequence[Value]
    started_by: UUID | None
    trigger: str = "api"
    content_hash: str = ""
    attempt: int = 1
    seed: int = 0
    key_root: UUID | None = None
    actor: Actor = SYSTEM
    new: NewExecution | None = None
    blobs: Sequence[Blob] = ()
    journal: Sequence[Row] = ()
    started_at: datetime | None = None
    time_limit_s: float | None = None
    active_s: float = 0.0
    depth: int = 0
    signals: int = 0
    trigger_node: str | None = None
    target_node: str | None = None
    pinned: Mapping[str, Value | Emit] = field(default_factory=dict)
    is_cancelled: bool = False
    secrets: Sequence[str] = field(default=(), repr=False)
    wholes: Sequence[Whole] = field(default=(), repr=False)

    @property
    def scope(self) -> TenantScope:
        """What the transactions about it may see."""
        return TenantScope(self.tenant_id)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of running: ``result`` is None when nothing ran.

    ``began_s``: `perf_counter` at ``started_at``, the zero of the steps' times. ``kept``: the
    output of an earlier execution with the same input, which was not done again.
    """

    status: str
    error: StepFailure | None
    started_at: datetime | None
    began_s: float
    finished_at: datetime
    result: ExecutionResult | None = None
    kept: Found | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """An execution as it was recorded; ``output`` and ``error`` are JSON texts.

    One that waits has no ``finished_at``. ``responded``: what its first respond node gave.
    """

    status: str
    output: bytes | None
    error: bytes | None
    started_at: datetime | None
    finished_at: datetime | None
    cpu_ms: int
    responded: dict[str, Value] | None = None

"""What passes between who starts an execution, who runs it and who records it. Frozen values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from thaiyyal.engine import ExecutionResult, Plan
from thaiyyal.kernel.actor import TenantScope
from thaiyyal.kernel.ids import ExecutionId, TenantId, WorkflowId
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import StepFailure

FINAL = frozenset({"succeeded", "failed", "cancelled"})


@dataclass(frozen=True, slots=True)
class Assignment:
    """An execution that is recorded and has to be run: ``inputs`` is one value, or nothing."""

    id: ExecutionId
    tenant_id: TenantId
    workflow_id: WorkflowId
    plan: Plan
    inputs: Sequence[Value]
    started_by: UUID | None

    @property
    def scope(self) -> TenantScope:
        """What the transactions about it may see."""
        return TenantScope(self.tenant_id)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of running: ``result`` is None when nothing ran.

    ``began_s``: `perf_counter` at ``started_at``, the zero of the steps' times.
    """

    status: str
    error: StepFailure | None
    started_at: datetime | None
    began_s: float
    finished_at: datetime
    result: ExecutionResult | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """An execution as it was recorded; ``output`` and ``error`` are JSON texts."""

    status: str
    output: bytes | None
    error: bytes | None
    started_at: datetime | None
    finished_at: datetime
    cpu_ms: int

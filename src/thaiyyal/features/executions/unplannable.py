"""Ends executions that were claimed and cannot be planned: their document is gone or not valid."""

from collections.abc import Awaitable, Callable
from typing import Any

from thaiyyal.features.executions.group import Written
from thaiyyal.features.executions.records import error_text
from thaiyyal.features.executions.writes import Ending, Write
from thaiyyal.kernel.clock import Now, utc_now
from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.kernel.ids import ExecutionId, TenantId, WorkflowId
from thaiyyal.sdk import StepFailure
from thaiyyal.store.transaction import Row

Send = Callable[[Write], Awaitable[Written]]


class Unplannable:
    """Records why there is no plan."""

    def __init__(self, *, now: Now = utc_now) -> None:
        self._now = now
        self.send: Send | None = None

    async def end(self, tenant_id: TenantId, row: Row, error: Exception) -> None:
        """End an execution that this process has claimed."""
        assert self.send is not None
        await self.send(self._write(tenant_id, row, error))

    def _write(self, tenant_id: TenantId, row: Row, error: Exception) -> Write:
        facts: dict[str, Any] = {"code": "document_gone", "message": str(error)}
        if isinstance(error, ThaiyyalError):
            facts = {"code": error.code, "message": error.message}
        ending = Ending(
            "failed", None, None, error_text(StepFailure(**facts)), 0, 0, self._now(), 0, None,
            None, row["signals"],
        )  # fmt: skip
        return Write(
            tenant_id,
            ExecutionId(row["id"]),
            WorkflowId(row["workflow_id"]),
            row["attempt"],
            started_by=row["started_by"],
            ending=ending,
        )

"""Ends executions that were claimed and cannot be planned, or puts them off for a moment."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from thaiyyal.features.executions.group import Written
from thaiyyal.features.executions.records import error_text
from thaiyyal.features.executions.writes import Ending, Write
from thaiyyal.kernel.clock import Now, utc_now
from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.kernel.ids import ExecutionId, TenantId, WorkflowId
from thaiyyal.sdk import StepFailure
from thaiyyal.store.transaction import Row

_PUT_OFF = timedelta(seconds=10)
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

    async def put_off(self, tenant_id: TenantId, row: Row) -> None:
        """Let an execution wait: what opens its values cannot be reached now."""
        assert self.send is not None
        await self.send(self._of(tenant_id, row, Ending(
            "waiting", None, None, None, 0, 0, None, 0, "time", self._now() + _PUT_OFF,
            row["signals"],
        )))  # fmt: skip

    def _write(self, tenant_id: TenantId, row: Row, error: Exception) -> Write:
        facts: dict[str, Any] = {"code": "document_gone", "message": str(error)}
        if isinstance(error, ThaiyyalError):
            facts = {"code": error.code, "message": error.message}
        ending = Ending(
            "failed", None, None, error_text(StepFailure(**facts)), 0, 0, self._now(), 0, None,
            None, row["signals"],
        )  # fmt: skip
        return self._of(tenant_id, row, ending)

    def _of(self, tenant_id: TenantId, row: Row, ending: Ending) -> Write:
        return Write(
            tenant_id,
            ExecutionId(row["id"]),
            WorkflowId(row["workflow_id"]),
            row["attempt"],
            started_by=row["started_by"],
            ending=ending,
        )

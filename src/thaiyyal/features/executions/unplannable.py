"""Ends executions that were claimed and cannot be run, or puts them off for a moment."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from thaiyyal.features.executions.followers import Failed, Followers
from thaiyyal.features.executions.group import Written
from thaiyyal.features.executions.records import error_text
from thaiyyal.features.executions.writes import Ending, Write
from thaiyyal.features.workflows.checker import document_from
from thaiyyal.kernel.clock import Now, utc_now
from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.kernel.ids import ExecutionId, TenantId, WorkflowId
from thaiyyal.sdk import StepFailure
from thaiyyal.store.transaction import Row

_PUT_OFF = timedelta(seconds=10)
Send = Callable[[Write], Awaitable[Written]]


class Unplannable:
    """Records why nothing is run. ``followers``: what a failure brings about."""

    def __init__(self, followers: Followers, *, now: Now = utc_now) -> None:
        self._followers = followers
        self._now = now
        self.send: Send | None = None

    async def end(
        self, tenant_id: TenantId, row: Row, error: Exception, *, follower: str | None
    ) -> None:
        """End an execution that this process has claimed; its failure may have a follower."""
        assert self.send is not None
        write = self._write(tenant_id, row, error)
        assert write.ending is not None
        failed = Failed(
            tenant_id, write.id, write.workflow_id, row["trigger"], row["depth"], write.ending.error
        )
        write.also = await self._followers.of_failure(failed, follower)
        await self.send(write)

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


def follower_in(stored: bytes) -> str | None:
    """Return the workflow for failures that a stored document names; it may have any shape."""
    settings = document_from(stored).get("settings")
    named = settings.get("on_error_workflow") if isinstance(settings, dict) else None
    try:
        return None if named is None else str(UUID(str(named)))
    except ValueError:
        return None

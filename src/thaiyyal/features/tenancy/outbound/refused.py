"""The audit log's entries of requests that the rules refused; a loop cannot flood it."""

from collections import OrderedDict
from dataclasses import dataclass, replace

import structlog

from thaiyyal.features.audit import Change, record_refusal
from thaiyyal.kernel.actor import Actor
from thaiyyal.kernel.ids import ExecutionId, TenantId, WorkflowId
from thaiyyal.kernel.values import Value
from thaiyyal.outbound import Refusal
from thaiyyal.store.errors import DatabaseUnavailable
from thaiyyal.store.unit_of_work import Database

_log = structlog.get_logger("thaiyyal.tenancy")

MOST_ENTRIES = 20
"""Entries that one execution may have."""

_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose request was refused."""

    tenant_id: TenantId
    workflow_id: WorkflowId
    execution_id: ExecutionId
    actor: Actor


class RefusedRequests:
    """Writes an entry for every refusal, up to a number for each execution in this process."""

    def __init__(self, database: Database, *, most: int = MOST_ENTRIES) -> None:
        self._database = database
        self._most = most
        self._counts: OrderedDict[ExecutionId, int] = OrderedDict()

    async def tell(self, sender: Sender, refusal: Refusal) -> None:
        """Write an entry in a transaction of its own; the last one says that it is the last.

        When the database is away the log of the process has it instead: refused it stays.
        """
        count = self._count(sender.execution_id)
        if count > self._most:
            return
        details: dict[str, Value] = {
            "host": refusal.host,
            "reason": refusal.reason,
            "execution": str(sender.execution_id),
        }
        if count == self._most:
            details["further_ones_are_not_told"] = True
        change = Change(
            "outbound.refused", "workflow", sender.workflow_id, details=details, succeeded=False
        )
        actor = replace(sender.actor, tenant_id=sender.tenant_id)
        try:
            await record_refusal(self._database, actor, change)
        except DatabaseUnavailable as error:
            _log.error("refusal_not_recorded", execution=details["execution"], code=error.code)

    def _count(self, execution_id: ExecutionId) -> int:
        count = self._counts.pop(execution_id, 0) + 1
        self._counts[execution_id] = count
        if len(self._counts) > _REMEMBERED:
            self._counts.popitem(last=False)
        return count

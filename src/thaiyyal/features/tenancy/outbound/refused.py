"""The audit log's entries of requests that the rules refused; a loop cannot flood it."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace

import structlog

from thaiyyal.features.audit import Change, record_refusal
from thaiyyal.kernel.actor import SYSTEM, Actor
from thaiyyal.kernel.ids import ExecutionId, TenantId, WorkflowId
from thaiyyal.kernel.values import Value
from thaiyyal.outbound import Refusal
from thaiyyal.store.errors import DatabaseUnavailable
from thaiyyal.store.unit_of_work import Database

_log = structlog.get_logger("thaiyyal.tenancy")

MOST_ENTRIES = 20
"""Entries that one execution may have, or a minute of what a tenant asks without one."""

_REMEMBERED = 10_000
_MINUTE_S = 60.0


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose request was refused; without a workflow it was the platform's for the tenant."""

    tenant_id: TenantId
    workflow_id: WorkflowId | None = None
    execution_id: ExecutionId | None = None
    actor: Actor = SYSTEM


class RefusedRequests:
    """Writes an entry for every refusal, up to a number for each execution in this process."""

    def __init__(
        self,
        database: Database,
        *,
        most: int = MOST_ENTRIES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._most = most
        self._clock = clock
        self._counts: OrderedDict[Hashable, int] = OrderedDict()

    async def tell(self, sender: Sender, refusal: Refusal) -> None:
        """Write an entry in a transaction of its own; the last one says that it is the last.

        When the database is away the log of the process has it instead: refused it stays.
        """
        minute = int(self._clock() / _MINUTE_S)
        count = self._count(sender.execution_id or (sender.tenant_id, minute))
        if count > self._most:
            return
        change = _change(sender, refusal, is_last=count == self._most)
        actor = replace(sender.actor, tenant_id=sender.tenant_id)
        try:
            await record_refusal(self._database, actor, change)
        except DatabaseUnavailable as error:
            _log.error("refusal_not_recorded", execution=str(sender.execution_id), code=error.code)

    def _count(self, key: Hashable) -> int:
        count = self._counts.pop(key, 0) + 1
        self._counts[key] = count
        if len(self._counts) > _REMEMBERED:
            self._counts.popitem(last=False)
        return count


def _change(sender: Sender, refusal: Refusal, *, is_last: bool) -> Change:
    details: dict[str, Value] = {"host": refusal.host, "reason": refusal.reason}
    if sender.execution_id is not None:
        details["execution_id"] = str(sender.execution_id)
    if is_last:
        details["further_ones_are_not_told"] = True
    kind = "tenant" if sender.workflow_id is None else "workflow"
    id_ = sender.workflow_id or sender.tenant_id
    return Change("outbound.refused", kind, id_, details=details, succeeded=False)

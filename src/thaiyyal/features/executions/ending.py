"""What every end of an execution does besides: an audit entry, and what was used."""

from uuid import UUID

import orjson

from thaiyyal.features.audit import Change, record
from thaiyyal.features.executions.assignment import Assignment, Finished
from thaiyyal.features.tenancy.quotas import Metric, add, give_back
from thaiyyal.kernel.actor import SYSTEM
from thaiyyal.kernel.values import Value
from thaiyyal.store.transaction import Transaction


async def record_end(
    tx: Transaction,
    assignment: Assignment,
    finished: Finished,
    *,
    cpu_seconds: int,
    stored_bytes: int,
) -> None:
    """Record an end in its transaction.

    Usage is counted in the order of the metrics' names, as when executions start, so that no two
    transactions wait for each other.
    """
    change = finished_change(
        assignment.id,
        status=finished.status,
        workflow_id=assignment.workflow_id,
        started_by=assignment.started_by,
        error=finished.error,
    )
    await record(tx, SYSTEM, change)
    await give_back(tx, Metric.ACTIVE_EXECUTIONS)
    if cpu_seconds:
        await add(tx, Metric.CPU_SECONDS, cpu_seconds)
    if stored_bytes:
        await add(tx, Metric.STORAGE_BYTES, stored_bytes)


def finished_change(
    id_: UUID, *, status: str, workflow_id: UUID, started_by: UUID | None, error: bytes | None
) -> Change:
    """Return the audit entry of an end; of an error, its code and its node."""
    details: dict[str, Value] = {
        "workflow_id": str(workflow_id),
        "started_by": None if started_by is None else str(started_by),
    }
    if error is not None:
        told = orjson.loads(error)
        details["error"] = {key: told[key] for key in ("code", "node") if key in told}
    return Change(
        "execution.finished",
        "execution",
        id_,
        after={"status": status},
        details=details,
        succeeded=status == "succeeded",
    )

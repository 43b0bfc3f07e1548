"""Upkeep of executions: those whose process is gone have failed."""

from collections import defaultdict
from uuid import UUID

from thaiyyal.features.audit import record
from thaiyyal.features.executions import record_queries
from thaiyyal.features.executions.ending import finished_change
from thaiyyal.features.executions.records import error_text
from thaiyyal.features.tenancy.quotas import Metric, give_back
from thaiyyal.kernel.actor import SYSTEM, TenantScope
from thaiyyal.kernel.ids import TenantId
from thaiyyal.sdk import StepFailure
from thaiyyal.store.unit_of_work import Database

_BATCH = 500
_LOST = error_text(
    StepFailure(
        "process_lost",
        "the process that ran this execution ended without recording it, so what it has done "
        "outside is not known; look there before you execute the workflow again",
    )
)


async def fail_lost_executions(database: Database) -> int:
    """Mark as failed what no process renews the lease of; return how many those were.

    Safe in any number of processes: each ends what no other has ended.
    """
    failed = 0
    while True:
        async with database.begin() as tx:
            rows = await record_queries.list_expired(tx, most=_BATCH)
        of_tenant: dict[TenantId, list[UUID]] = defaultdict(list)
        for row in rows:
            of_tenant[TenantId(row["tenant_id"])].append(row["execution_id"])
        failed += sum([await _fail(database, *one) for one in of_tenant.items()])
        if len(rows) < _BATCH:
            return failed


async def _fail(database: Database, tenant_id: TenantId, ids: list[UUID]) -> int:
    async with database.begin(TenantScope(tenant_id)) as tx:
        lost = await record_queries.fail_lost(tx, ids, error=_LOST)
        for row in lost:
            change = finished_change(
                row["id"],
                status="failed",
                workflow_id=row["workflow_id"],
                started_by=row["started_by"],
                error=_LOST,
            )
            await record(tx, SYSTEM, change)
        if lost:
            await give_back(tx, Metric.ACTIVE_EXECUTIONS, len(lost))
    return len(lost)

"""Upkeep of executions: those whose process is gone have failed, old ones are forgotten."""

from collections import defaultdict
from uuid import UUID

from thaiyyal.features.audit import Change, record
from thaiyyal.features.executions import record_queries
from thaiyyal.features.executions.ending import finished_change
from thaiyyal.features.executions.records import error_text
from thaiyyal.features.tenancy.quotas import Metric, give_back
from thaiyyal.kernel.actor import SYSTEM, TenantScope
from thaiyyal.kernel.ids import PLATFORM, TenantId
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import StepFailure
from thaiyyal.store.unit_of_work import Database

_LOST_BATCH = 500
_OLD_BATCH = 200
_LOST = error_text(
    StepFailure(
        "process_lost",
        "the process that ran this execution ended without recording it, so what it has done "
        "outside is not known; look there before you execute the workflow again",
    )
)


class LostExecutions:
    """Looks for executions that no process renews the lease of, again and again.

    Only what was found at two looks in a row is lost: after an outage of the database every lease
    is over, and whoever is alive needs a moment to renew.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._suspected: frozenset[UUID] = frozenset()

    async def look(self) -> int:
        """Mark as failed what is lost; return how many executions that were.

        Safe in any number of processes: each ends what no other has ended.
        """
        async with self._database.begin() as tx:
            rows = await record_queries.list_expired(tx, most=_LOST_BATCH)
        of_tenant: dict[TenantId, list[UUID]] = defaultdict(list)
        for row in rows:
            if row["execution_id"] in self._suspected:
                of_tenant[TenantId(row["tenant_id"])].append(row["execution_id"])
        self._suspected = frozenset(row["execution_id"] for row in rows)
        return sum([await _fail(self._database, *one) for one in of_tenant.items()])


async def forget_executions(database: Database, *, default_days: int) -> int:
    """Delete ended executions that are older than their tenant keeps them; return how many."""
    async with database.begin(TenantScope(PLATFORM)) as tx:
        tenants = await record_queries.retention_days(tx, default_days=default_days)
    forgotten = sum([await _forget(database, *one) for one in tenants.items()])
    async with database.begin() as tx:
        await record_queries.drop_empty_months(tx)
    return forgotten


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


async def _forget(database: Database, tenant_id: TenantId, days: int) -> int:
    """Delete in small transactions, so that nobody waits for them."""
    forgotten, is_more = 0, True
    while is_more:
        async with database.begin(TenantScope(tenant_id)) as tx:
            sizes = await record_queries.delete_old(tx, days=days, most=_OLD_BATCH)
            is_more = len(sizes) == _OLD_BATCH
            if sizes:
                told: Value = {"executions": len(sizes), "days": days}
                await record(tx, SYSTEM, Change("execution.forgotten", "tenant", details=told))
                await give_back(tx, Metric.STORAGE_BYTES, sum(sizes))
        forgotten += len(sizes)
    return forgotten

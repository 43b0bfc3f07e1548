"""Upkeep of executions: old ones are forgotten."""

from thaiyyal.features.audit import Change, record
from thaiyyal.features.executions import retention_queries
from thaiyyal.features.executions.approvals import queries as approvals
from thaiyyal.features.tenancy.quotas import Metric, give_back
from thaiyyal.kernel.actor import SYSTEM, TenantScope
from thaiyyal.kernel.ids import PLATFORM, TenantId
from thaiyyal.kernel.values import Value
from thaiyyal.store.unit_of_work import Database

_OLD_BATCH = 200


async def forget_executions(database: Database, *, default_days: int) -> int:
    """Delete ended executions that are older than their tenant keeps them; return how many."""
    async with database.begin(TenantScope(PLATFORM)) as tx:
        tenants = await retention_queries.retention_days(tx, default_days=default_days)
    forgotten = sum([await _forget(database, *one) for one in tenants.items()])
    async with database.begin() as tx:
        await retention_queries.drop_empty_months(tx)
    return forgotten


async def _forget(database: Database, tenant_id: TenantId, days: int) -> int:
    """Delete in small transactions, so that nobody waits for them."""
    forgotten, is_more = 0, True
    while is_more:
        async with database.begin(TenantScope(tenant_id)) as tx:
            sizes = await retention_queries.delete_old(tx, days=days, most=_OLD_BATCH)
            is_more = len(sizes) == _OLD_BATCH
            if sizes:
                told: Value = {"executions": len(sizes), "days": days}
                await record(tx, SYSTEM, Change("execution.forgotten", "tenant", details=told))
                await give_back(tx, Metric.STORAGE_BYTES, sum(sizes))
        forgotten += len(sizes)
    return forgotten


async def close_approvals(database: Database) -> int:
    """Close approvals that expired, and those that no execution waits for; return how many."""
    async with database.begin() as tx:
        return await approvals.close_approvals(tx)

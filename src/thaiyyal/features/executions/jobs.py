"""Upkeep of executions: old ones are forgotten, approvals closed that nobody waits for."""

from thaiyyal.features.audit import Change, record
from thaiyyal.features.executions import retention_queries
from thaiyyal.features.executions.approvals import queries as approvals
from thaiyyal.features.executions.retention_queries import Kept
from thaiyyal.features.tenancy.quotas import Metric, give_back
from thaiyyal.kernel.actor import SYSTEM, TenantScope
from thaiyyal.kernel.ids import PLATFORM, TenantId
from thaiyyal.kernel.values import Value
from thaiyyal.store.transaction import Transaction
from thaiyyal.store.unit_of_work import Database

_OLD_BATCH = 200


async def forget_executions(
    database: Database, *, default_days: int, default_count: int = 0
) -> int:
    """Delete ended executions that are older, or more, than their tenant keeps; return how many."""
    default = Kept(default_days, default_count)
    async with database.begin(TenantScope(PLATFORM)) as tx:
        tenants = await retention_queries.kept_by_tenants(tx, default)
    forgotten = sum([await _forget(database, *one) for one in tenants.items()])
    async with database.begin() as tx:
        await retention_queries.drop_empty_months(tx)
    return forgotten


async def _forget(database: Database, tenant_id: TenantId, kept: Kept) -> int:
    """Delete in small transactions, so that nobody waits for them."""
    async with database.begin(TenantScope(tenant_id)) as tx:
        below = await retention_queries.oldest_kept(tx, kept)
    forgotten, is_more = 0, True
    while is_more:
        async with database.begin(TenantScope(tenant_id)) as tx:
            sizes = await retention_queries.delete_old(tx, below=below, most=_OLD_BATCH)
            is_more = len(sizes) == _OLD_BATCH
            if sizes:
                await _tell(tx, kept, sizes)
        forgotten += len(sizes)
    return forgotten


async def _tell(tx: Transaction, kept: Kept, sizes: list[int]) -> None:
    told: dict[str, Value] = {"executions": len(sizes), "days": kept.days}
    if kept.count:
        told["count"] = kept.count
    await record(tx, SYSTEM, Change("execution.forgotten", "tenant", details=told))
    await give_back(tx, Metric.STORAGE_BYTES, sum(sizes))


async def close_approvals(database: Database) -> int:
    """Close approvals that expired, and those that no execution waits for; return how many."""
    async with database.begin() as tx:
        return await approvals.close_approvals(tx)

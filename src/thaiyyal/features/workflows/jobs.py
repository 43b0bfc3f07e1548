"""Upkeep of workflows: what has been in the trash for long goes for good."""

from datetime import timedelta

from thaiyyal.features.workflows import queries, service
from thaiyyal.kernel.actor import SYSTEM, TenantScope
from thaiyyal.kernel.ids import TenantId
from thaiyyal.store.unit_of_work import Database

KEPT = timedelta(days=30)
"""How long the trash keeps a workflow."""
_BATCH = 100


async def purge_trash(database: Database, *, kept: timedelta = KEPT) -> int:
    """Purge the workflows of all tenants that were deleted longer ago than ``kept``.

    Safe in any number of processes: each takes what no other has taken. Returns how many went.
    """
    async with database.begin() as tx:
        tenants = await queries.all_tenants(tx)
    return sum([await _purge_of(database, tenant_id, kept) for tenant_id in tenants])


async def _purge_of(database: Database, tenant_id: TenantId, kept: timedelta) -> int:
    purged = 0
    while True:
        async with database.begin(TenantScope(tenant_id)) as tx:
            rows = await queries.lock_expired(tx, kept=kept, limit=_BATCH)
            for row in rows:
                await service.purge_workflow(tx, SYSTEM, row)
        purged += len(rows)
        if len(rows) < _BATCH:
            return purged

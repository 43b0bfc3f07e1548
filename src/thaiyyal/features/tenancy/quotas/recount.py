"""Sets counters of what stands to what is there: whatever went wrong is right again by tomorrow."""

import structlog

from thaiyyal.features.tenancy.quotas import queries
from thaiyyal.features.tenancy.tenants.queries import list_active_ids
from thaiyyal.kernel.actor import TenantScope
from thaiyyal.kernel.ids import PLATFORM, TenantId
from thaiyyal.store.unit_of_work import Database

_log = structlog.get_logger("thaiyyal.tenancy")


async def recount_usage(database: Database) -> int:
    """Recount users, workflows and active executions of every tenant; return how many were wrong.

    A counter stays locked while it is set, so that nothing taken meanwhile is lost.
    """
    async with database.begin(TenantScope(PLATFORM)) as tx:
        tenants = await list_active_ids(tx)
    return sum([await _recount(database, tenant_id) for tenant_id in tenants])


async def _recount(database: Database, tenant_id: TenantId) -> int:
    async with database.begin(TenantScope(tenant_id)) as tx:
        wrong = await queries.recount_standing(tx)
    if wrong:
        _log.warning("usage_recounted", tenant_id=str(tenant_id), metrics=wrong)
    return len(wrong)

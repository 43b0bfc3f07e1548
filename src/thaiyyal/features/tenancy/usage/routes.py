"""Routes of usage, quotas and figures."""

from uuid import UUID

from thaiyyal.features.routing import Call, CallContext, Routes
from thaiyyal.features.tenancy.quotas.overrides import set_quotas
from thaiyyal.features.tenancy.tenants.platform import change_tenant
from thaiyyal.features.tenancy.usage.schemas import Figures, Quotas, Usage
from thaiyyal.features.tenancy.usage.service import figures_of, usage_of
from thaiyyal.kernel.actor import TenantScope
from thaiyyal.kernel.ids import TenantId
from thaiyyal.kernel.permissions import Access, Permission
from thaiyyal.kernel.values import Value
from thaiyyal.store.transaction import Row, Transaction

routes = Routes("usage")


@routes.route("GET", "/usage", permission=Permission.USAGE_READ, errors=(404,))
async def get_usage(call: Call) -> Usage:
    """Show what the tenant uses, its limits, and the last twelve months."""
    return await usage_of(call.tx)


@routes.route("GET", "/metrics", permission=Permission.USAGE_READ, errors=(404,))
async def get_figures(call: Call) -> Figures:
    """Show the tenant in numbers: workflows, members, executions, how long they take."""
    return await figures_of(call.tx)


@routes.route(
    "GET", "/tenants/{tenant_id}/usage", permission=Access.PLATFORM, opens_transactions=True
)
async def get_usage_of_tenant(call: Call, tenant_id: UUID) -> Usage:
    """Show what a tenant uses, and its limits."""
    return await _usage(call, TenantId(tenant_id))


@routes.route(
    "PUT", "/tenants/{tenant_id}/quotas", permission=Access.PLATFORM, opens_transactions=True
)
async def set_quotas_of_tenant(call: Call, tenant_id: UUID, body: Quotas) -> Usage:
    """Give a tenant limits of its own. Metrics that are not named have the limits of the plan."""

    async def change(tx: Transaction, before: Row) -> Row:
        await set_quotas(tx, call.actor, body.quotas)
        return before

    wanted = TenantId(tenant_id)
    details: Value = {metric.value: amount for metric, amount in body.quotas.items()}
    await change_tenant(call.database, call.actor, wanted, "quota.changed", change, details=details)
    return await _usage(call, wanted)


async def _usage(call: CallContext, tenant_id: TenantId) -> Usage:
    async with call.database.begin(TenantScope(tenant_id, call.actor.user_id)) as tx:
        return await usage_of(tx)

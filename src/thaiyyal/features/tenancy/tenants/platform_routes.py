"""Routes of the platform's owner: all tenants, their plans, quotas and fate."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from thaiyyal.features.routing import Call, Cursor, CursorSigner, Limit, Line, Page, Routes
from thaiyyal.features.tenancy.tenants import platform, queries, service
from thaiyyal.features.tenancy.tenants.schemas import (
    Deletion,
    Plan,
    PlanChoice,
    Status,
    Tenant,
    tenant_from_row,
)
from thaiyyal.kernel.ids import TenantId
from thaiyyal.kernel.permissions import Access
from thaiyyal.store.transaction import Row, Transaction

routes = Routes("platform")

Search = Annotated[Line | None, Query(description="Part of a name or short name.")]
StatusFilter = Annotated[Status | None, Query(description="Only those of this status.")]
PlanFilter = Annotated[Line | None, Query(description="Name of a plan.")]


@routes.route("GET", "/plans", permission=Access.PLATFORM)
async def list_plans(call: Call) -> Page[Plan]:
    """List the plans with their limits."""
    return Page[Plan](items=[Plan.model_validate(row) for row in await queries.list_plans(call.tx)])


@routes.route("GET", "/tenants", permission=Access.PLATFORM, opens_transactions=True)
async def list_tenants(
    call: Call,
    *,
    q: Search = None,
    status: StatusFilter = None,
    plan: PlanFilter = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[Tenant]:
    """List all tenants by short name."""
    purpose, signer = f"tenants {q} {status} {plan}", call.service(CursorSigner)
    after = str(signer.read(purpose, cursor)[0]) if cursor else None
    async with call.database.begin(platform.platform_scope(call.actor)) as tx:
        rows = await queries.list_tenants(
            tx, q=q, status=status, plan=plan, after=after, limit=limit + 1
        )
    following = [rows[limit - 1]["slug"]] if len(rows) > limit else None
    return Page[Tenant](
        items=[tenant_from_row(row) for row in rows[:limit]],
        next_cursor=signer.write(purpose, following) if following else None,
    )


@routes.route("GET", "/tenants/{tenant_id}", permission=Access.PLATFORM, opens_transactions=True)
async def get_any_tenant(call: Call, tenant_id: UUID) -> Tenant:
    """Show a tenant."""
    async with call.database.begin(platform.platform_scope(call.actor)) as tx:
        return tenant_from_row(await platform.get_tenant(tx, TenantId(tenant_id)))


@routes.route(
    "POST", "/tenants/{tenant_id}/suspend", permission=Access.PLATFORM, opens_transactions=True
)
async def suspend_tenant(call: Call, tenant_id: UUID) -> Tenant:
    """Close a tenant for the time being: nobody can act in it, nothing is lost."""
    row = await platform.suspend_tenant(call.database, call.actor, TenantId(tenant_id))
    return tenant_from_row(row)


@routes.route(
    "POST", "/tenants/{tenant_id}/resume", permission=Access.PLATFORM, opens_transactions=True
)
async def resume_tenant(call: Call, tenant_id: UUID) -> Tenant:
    """Open a tenant again that was suspended, or deleted less than a day ago."""
    row = await platform.resume_tenant(call.database, call.actor, TenantId(tenant_id))
    return tenant_from_row(row)


@routes.route(
    "PUT", "/tenants/{tenant_id}/plan", permission=Access.PLATFORM, opens_transactions=True
)
async def change_plan(call: Call, tenant_id: UUID, body: PlanChoice) -> Tenant:
    """Give a tenant another plan. What it has beyond the new limits stays."""

    async def change(tx: Transaction, before: Row) -> Row:
        return await platform.set_plan(tx, call.actor, body.plan, before=before)

    return await _changed(call, tenant_id, "tenant.plan_changed", change)


@routes.route(
    "DELETE",
    "/tenants/{tenant_id}",
    permission=Access.PLATFORM,
    status=202,
    opens_transactions=True,
    errors=(408, 413, 415),
)
async def delete_any_tenant(call: Call, tenant_id: UUID, body: Deletion) -> Tenant:
    """Delete a tenant with everything in it; a day later it is erased for good."""

    async def delete(tx: Transaction, before: Row) -> Row:
        return await service.close_tenant(tx, call.actor, confirm=body.confirm)

    return await _changed(call, tenant_id, "tenant.deletion_started", delete)


async def _changed(call: Call, tenant_id: UUID, action: str, work: platform.Work) -> Tenant:
    row = await platform.change_tenant(call.database, call.actor, TenantId(tenant_id), action, work)
    return tenant_from_row(row)

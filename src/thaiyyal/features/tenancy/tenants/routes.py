"""Routes of one's own tenant."""

from thaiyyal.features.audit import Change
from thaiyyal.features.routing import Call, CallContext, Routes, etag, require_match
from thaiyyal.features.tenancy.tenants import service
from thaiyyal.features.tenancy.tenants.platform import tell_platform
from thaiyyal.features.tenancy.tenants.schemas import (
    Deletion,
    Tenant,
    TenantChange,
    tenant_from_row,
)
from thaiyyal.kernel.permissions import Permission
from thaiyyal.store.transaction import Row

routes = Routes("tenant")


@routes.route("GET", "/tenant", permission=Permission.TENANT_READ)
async def get_tenant(call: Call) -> Tenant:
    """Show the tenant one acts in."""
    return _tagged(call, await service.get_own_tenant(call.tx))


@routes.route("PUT", "/tenant", permission=Permission.TENANT_UPDATE, errors=(404, 412, 428))
async def update_tenant(call: Call, body: TenantChange) -> Tenant:
    """Change the name and the settings of the tenant. Needs `If-Match`."""
    before = await service.get_own_tenant(call.tx)
    require_match(call, before["revision"])
    row = await service.update_own_tenant(
        call.tx, call.actor, before, name=body.name, settings=body.settings.model_dump()
    )
    return _tagged(call, row)


@routes.route(
    "DELETE",
    "/tenant",
    permission=Permission.TENANT_DELETE,
    status=202,
    errors=(404, 408, 413, 415, 422),
)
async def delete_tenant(call: Call, body: Deletion) -> Tenant:
    """Delete the tenant with everything in it.

    At once nobody can act in it any more. A day later everything is erased, for good; until then
    the owner of the platform can take the deletion back.
    """
    row = await service.close_tenant(call.tx, call.actor, confirm=body.confirm)
    database, actor = call.database, call.actor
    change = Change("tenant.deletion_started", "tenant", row["id"], before=service.shown(row))

    async def tell() -> None:
        await tell_platform(database, actor, change)

    call.tx.after_commit.append(tell)
    return tenant_from_row(row)


def _tagged(call: CallContext, row: Row) -> Tenant:
    call.headers["ETag"] = etag(row["revision"])
    return tenant_from_row(row)

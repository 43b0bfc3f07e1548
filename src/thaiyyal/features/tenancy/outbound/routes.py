"""Routes of the rules that say where a tenant's workflows may go."""

from thaiyyal.features.routing import Call, CallContext, Routes, etag, require_match
from thaiyyal.features.tenancy.outbound import service
from thaiyyal.features.tenancy.outbound.schemas import OutboundLists, OutboundRules
from thaiyyal.kernel.permissions import Permission
from thaiyyal.store.transaction import Row

routes = Routes("tenant")
_MAX_BODY_BYTES = 1_048_576  # four full lists have 600 kB


@routes.route("GET", "/tenant/outbound-rules", permission=Permission.TENANT_READ)
async def get_outbound_rules(call: Call) -> OutboundRules:
    """Show where the tenant's workflows may go."""
    return _tagged(call, await service.get_rules(call.tx))


@routes.route(
    "PUT",
    "/tenant/outbound-rules",
    permission=Permission.TENANT_UPDATE,
    errors=(412, 428),
    max_body_bytes=_MAX_BODY_BYTES,
)
async def update_outbound_rules(call: Call, body: OutboundLists) -> OutboundRules:
    """Say where the tenant's workflows may go; within a second it holds. Needs `If-Match`.

    The rules can only narrow what the platform allows.
    """
    before = await service.get_rules(call.tx)
    require_match(call, before["revision"])
    return _tagged(call, await service.update_rules(call.tx, call.actor, before, body))


def _tagged(call: CallContext, row: Row) -> OutboundRules:
    call.headers["ETag"] = etag(row["revision"])
    return OutboundRules.model_validate({key: row[key] for key in OutboundRules.model_fields})

"""The route that exports a tenant."""

from starlette.responses import Response, StreamingResponse

from thaiyyal.features.routing import Call, Routes
from thaiyyal.features.tenancy.export.lines import begin_export, export_lines
from thaiyyal.kernel.permissions import Permission

routes = Routes("tenant")
MEDIA_TYPE = "application/jsonl"


@routes.route(
    "GET",
    "/tenant/export",
    permission=Permission.TENANT_EXPORT,
    opens_transactions=True,
    media_type=MEDIA_TYPE,
    errors=(404,),
)
async def export_tenant(call: Call) -> Response:
    """Download everything the tenant has as JSON Lines; no secrets are in it.

    Each line has a `kind`. The last one is `end` with the number of lines of each kind; a file
    without it is not whole. The download is recorded.
    """
    scope = call.actor.scope
    tenant = await begin_export(call.database, scope, call.actor)
    name = f"tenant-{tenant['slug']}.jsonl"
    return StreamingResponse(
        export_lines(call.database, scope, tenant),
        media_type=MEDIA_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )

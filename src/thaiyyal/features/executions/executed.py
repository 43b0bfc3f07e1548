"""The route of what an execution executed: a version, or a draft that may have changed since."""

from uuid import UUID

from starlette.responses import Response

from thaiyyal.features.executions.documents import executed_document
from thaiyyal.features.executions.inspection import found
from thaiyyal.features.executions.schemas import ExecutedDocument
from thaiyyal.features.routing import Call, Routes
from thaiyyal.features.workflows.views import with_document
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.kernel.permissions import Permission

routes = Routes("executions")
_READ = Permission.WORKFLOWS_READ


@routes.route(
    "GET",
    "/executions/{execution_id}/document",
    permission=_READ,
    resource=True,
    response=ExecutedDocument,
)
async def get_executed_document(call: Call, execution_id: UUID) -> Response:
    """Get the document that an execution executes, also when the workflow has changed since.

    404 when it is gone: with a purged workflow, or with what retention took of an old execution.
    """
    row = await found(call, _READ, execution_id)
    stored = await executed_document(call.tx, row)
    if stored is None:
        raise NotFound("what this execution executed is gone")
    return with_document({"version": row["version"]}, stored)

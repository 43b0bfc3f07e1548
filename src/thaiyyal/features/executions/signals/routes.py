"""The route by which signals are sent."""

from uuid import UUID

from thaiyyal.features.executions.inspection import found
from thaiyyal.features.executions.signals.schemas import NewSignal, SentSignal
from thaiyyal.features.executions.signals.service import send_signal
from thaiyyal.features.routing import Call, Routes
from thaiyyal.kernel.permissions import Permission

routes = Routes("executions")


@routes.route(
    "POST",
    "/workflows/{workflow_id}/executions/{execution_id}/signals",
    permission=Permission.WORKFLOWS_EXECUTE,
    status=202,
    resource=True,
    creates=True,
    errors=(409,),
)
async def send_execution_signal(
    call: Call, workflow_id: UUID, execution_id: UUID, body: NewSignal
) -> SentSignal:
    """Send a signal to an execution.

    The step that waits for a signal of this name goes on with the payload; one that comes early is
    kept. No two steps get the same signal.
    """
    permission = Permission.WORKFLOWS_EXECUTE
    row = await found(call, permission, execution_id, workflow_id=workflow_id)
    sent = await send_signal(call, row, body.name, body.payload)
    return SentSignal(execution_id=execution_id, seq=sent["seq"], name=body.name, at=sent["at"])

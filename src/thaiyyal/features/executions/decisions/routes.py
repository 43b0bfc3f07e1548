"""The route by which people decide about steps whose outcome is unknown."""

from typing import Annotated
from uuid import UUID

from fastapi import Path
from starlette.responses import Response

from thaiyyal.features.executions.decisions.schemas import StepDecision
from thaiyyal.features.executions.decisions.service import decide_step
from thaiyyal.features.executions.inspection import found
from thaiyyal.features.executions.schemas import ExecutionItem
from thaiyyal.features.executions.views import item_from, json_answer
from thaiyyal.features.routing import Call, Routes
from thaiyyal.kernel.permissions import Permission

routes = Routes("executions")
Seq = Annotated[int, Path(ge=1, le=2_147_483_647, description="The `seq` of a step.")]


@routes.route(
    "POST",
    "/workflows/{workflow_id}/executions/{execution_id}/steps/{seq}/decide",
    permission=Permission.WORKFLOWS_EXECUTE,
    status=202,
    resource=True,
    errors=(409,),
    response=ExecutionItem,
)
async def decide_step_outcome(
    call: Call, workflow_id: UUID, execution_id: UUID, seq: Seq, body: StepDecision
) -> Response:
    """Say what became of a step whose outcome is unknown.

    For an execution that waits for `outcome_unknown`: a step with an effect was begun when the
    program was interrupted, and is not repeated by itself.
    """
    permission = Permission.WORKFLOWS_EXECUTE
    row = await found(call, permission, execution_id, workflow_id=workflow_id)
    await decide_step(call, row, seq, body)
    row = await found(call, permission, execution_id, workflow_id=workflow_id)
    return json_answer(item_from(row), status=202)

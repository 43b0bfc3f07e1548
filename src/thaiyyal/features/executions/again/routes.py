"""Routes of retries: one execution, and many that were given up."""

from uuid import UUID

from starlette.responses import Response

from thaiyyal.features.executions.again.many import retry_dead
from thaiyyal.features.executions.again.retry import retry_execution
from thaiyyal.features.executions.again.schemas import RetriedMany, Retry, RetryMany
from thaiyyal.features.executions.inspection import found
from thaiyyal.features.executions.schemas import ExecutionDetail
from thaiyyal.features.executions.views import address_of, detail_from, json_answer
from thaiyyal.features.routing import Call, Routes
from thaiyyal.kernel.permissions import Permission

routes = Routes("executions")
_EXECUTE = Permission.WORKFLOWS_EXECUTE
_CAREFULLY = Retry()


@routes.route(
    "POST",
    "/workflows/{workflow_id}/executions/{execution_id}/retry",
    permission=_EXECUTE,
    status=202,
    resource=True,
    creates=True,
    errors=(409,),
    response=ExecutionDetail,
)
async def retry_failed_execution(
    call: Call, workflow_id: UUID, execution_id: UUID, body: Retry = _CAREFULLY
) -> Response:
    """Retry an execution that failed or was cancelled, from what failed on.

    A new execution of the same version with the same input. What has succeeded is not done again.
    When an effect may have happened, the answer is 409 and says which, unless `repeat_unknown`.
    """
    row = await found(call, _EXECUTE, execution_id, workflow_id=workflow_id)
    id_ = await retry_execution(call, row, repeat_unknown=body.repeat_unknown)
    made = await found(call, _EXECUTE, id_, with_values=True)
    call.headers["Location"] = address_of(workflow_id, id_)
    return json_answer(detail_from(made), status=202)


@routes.route(
    "POST",
    "/executions/dead/retry",
    permission=_EXECUTE,
    opens_transactions=True,
)
async def retry_dead_executions(call: Call, body: RetryMany) -> RetriedMany:
    """Retry executions that were given up because the processes that ran them died.

    Each by itself: the answer says of each which execution it has become, or why none.
    """
    return RetriedMany(items=await retry_dead(call, body))

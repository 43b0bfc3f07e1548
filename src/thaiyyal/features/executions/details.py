"""Routes of one execution: the whole of it, its steps, a step's output, stopping it."""

from typing import Annotated
from uuid import UUID

from fastapi import Path
from starlette.responses import Response

from thaiyyal.features.executions import queries
from thaiyyal.features.executions.again.outputs import whole_output
from thaiyyal.features.executions.assignment import FINAL
from thaiyyal.features.executions.cancelling import cancel
from thaiyyal.features.executions.errors import AlreadyEnded
from thaiyyal.features.executions.inspection import found
from thaiyyal.features.executions.schemas import (
    ExecutionDetail,
    ExecutionItem,
    StepItem,
    StepOutput,
)
from thaiyyal.features.executions.views import (
    detail_from,
    item_from,
    json_answer,
    step_from,
)
from thaiyyal.features.routing import (
    BadCursor,
    Call,
    CallContext,
    Cursor,
    CursorSigner,
    Limit,
    Page,
    Routes,
)
from thaiyyal.kernel.permissions import Permission

routes = Routes("executions")
_READ = Permission.EXECUTIONS_READ
Seq = Annotated[int, Path(ge=1, le=2_147_483_647, description="The `seq` of a step.")]


@routes.route(
    "GET",
    "/executions/{execution_id}",
    permission=_READ,
    resource=True,
    response=ExecutionDetail,
)
async def get_execution(call: Call, execution_id: UUID) -> Response:
    """Get an execution with its whole input and output."""
    return json_answer(detail_from(await found(call, _READ, execution_id, with_values=True)))


@routes.route(
    "GET",
    "/workflows/{workflow_id}/executions/{execution_id}",
    permission=_READ,
    resource=True,
    response=ExecutionDetail,
)
async def get_workflow_execution(call: Call, workflow_id: UUID, execution_id: UUID) -> Response:
    """Get an execution of a workflow with its whole input and output."""
    row = await found(call, _READ, execution_id, workflow_id=workflow_id, with_values=True)
    return json_answer(detail_from(row))


@routes.route(
    "GET",
    "/executions/{execution_id}/steps",
    permission=_READ,
    resource=True,
    response=Page[StepItem],
)
async def list_steps(
    call: Call, execution_id: UUID, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """List what the nodes of an execution did, in the order in which it was recorded.

    Of one that goes on, what has happened so far. Outputs that were computed are shown as far as
    4 KiB, what came from outside and what the workflow ends with as far as 64 KiB.
    """
    await found(call, _READ, execution_id)
    return await _steps(call, execution_id, limit, cursor)


@routes.route(
    "GET",
    "/workflows/{workflow_id}/executions/{execution_id}/steps",
    permission=_READ,
    resource=True,
    response=Page[StepItem],
)
async def list_workflow_execution_steps(
    call: Call,
    workflow_id: UUID,
    execution_id: UUID,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """List what the nodes of an execution did, in the order in which it was recorded."""
    await found(call, _READ, execution_id, workflow_id=workflow_id)
    return await _steps(call, execution_id, limit, cursor)


@routes.route(
    "GET",
    "/executions/{execution_id}/steps/{seq}/output",
    permission=_READ,
    resource=True,
    opens_transactions=True,
    response=StepOutput,
)
async def get_step_output(call: Call, execution_id: UUID, seq: Seq) -> Response:
    """Get the whole output of one step.

    What was not kept whole is computed again, from what is recorded of the execution. When that is
    not possible, the beginning of the value comes with `is_preview`.
    """
    return json_answer(await whole_output(call, execution_id, seq))


@routes.route(
    "POST",
    "/workflows/{workflow_id}/executions/{execution_id}/cancel",
    permission=Permission.EXECUTIONS_CANCEL,
    status=202,
    resource=True,
    response=ExecutionItem,
)
async def cancel_execution(call: Call, workflow_id: UUID, execution_id: UUID) -> Response:
    """Stop an execution.

    The answer is the execution as it stands; it is `cancelled` a moment later, or within two
    seconds when another process runs it. What has happened outside is not undone.
    """
    permission = Permission.EXECUTIONS_CANCEL
    row = await found(call, permission, execution_id, workflow_id=workflow_id)
    if row["status"] in FINAL:
        raise AlreadyEnded(row["status"])
    if row["cancel_requested_at"] is None:
        await cancel(call, row)
        row = await found(call, permission, execution_id, workflow_id=workflow_id)
    return json_answer(item_from(row), status=202)


async def _steps(call: CallContext, execution_id: UUID, limit: int, cursor: str | None) -> Response:
    signer, purpose = call.service(CursorSigner), f"steps {execution_id}"
    after = 0 if cursor is None else _seq_in(signer.read(purpose, cursor))
    rows = await queries.list_steps(call.tx, execution_id, after=after, limit=limit + 1)
    more = len(rows) > limit
    last = signer.write(purpose, [rows[limit - 1]["seq"]]) if more else None
    return json_answer({"items": [step_from(row) for row in rows[:limit]], "next_cursor": last})


def _seq_in(place: list[str | int | None]) -> int:
    seq = place[0] if place else None
    if not isinstance(seq, int):
        raise BadCursor
    return seq

"""Routes of approvals: a list, one, its decision."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from thaiyyal.features.executions.approvals import queries
from thaiyyal.features.executions.approvals.schemas import (
    Approval,
    ApprovalFilters,
    Decision,
    approval_from,
)
from thaiyyal.features.executions.approvals.service import approver_of, decide, found_approval
from thaiyyal.features.executions.inspection import seen_by
from thaiyyal.features.routing import BadCursor, Call, CursorSigner, Page, Routes
from thaiyyal.kernel.permissions import Permission

routes = Routes("approvals")
_READ, _EXECUTE = Permission.EXECUTIONS_READ, Permission.WORKFLOWS_EXECUTE
_LARGEST = UUID(int=2**128 - 1)


@routes.route("GET", "/approvals", permission=_READ, resource=True)
async def list_approvals(
    call: Call, filters: Annotated[ApprovalFilters, Query()]
) -> Page[Approval]:
    """List the approvals that the caller may decide or see, newest first."""
    approver, seen = await approver_of(call, _READ), seen_by(call.actor)
    call.authorized.add(_READ)
    signer, purpose = call.service(CursorSigner), f"approvals {filters.status}"
    below = _LARGEST
    if filters.cursor is not None:
        below = _id_in(signer.read(purpose, filters.cursor))
    limit = filters.limit
    rows = await queries.list_approvals(
        call.tx,
        call.actor,
        seen,
        approver.names,
        status=filters.status,
        below=below,
        limit=limit + 1,
    )
    more = len(rows) > limit
    return Page(
        items=[approval_from(row, may_decide=approver.may_decide(row)) for row in rows[:limit]],
        next_cursor=signer.write(purpose, [str(rows[limit - 1]["id"])]) if more else None,
    )


@routes.route("GET", "/approvals/{approval_id}", permission=_READ, resource=True)
async def get_approval(call: Call, approval_id: UUID) -> Approval:
    """Get an approval: what is to be decided, by whom, and what was decided."""
    approver = await approver_of(call, _READ)
    row = await found_approval(call, approver, approval_id, _READ)
    return approval_from(row, may_decide=approver.may_decide(row))


@routes.route(
    "POST",
    "/approvals/{approval_id}/decide",
    permission=_EXECUTE,
    resource=True,
    errors=(409,),
)
async def decide_approval(call: Call, approval_id: UUID, body: Decision) -> Approval:
    """Approve or reject.

    For those whom the approval names, by their address or by a role; where it names nobody, for
    those who may execute the workflow. The execution goes on with the decision.
    """
    approver = await approver_of(call, _EXECUTE)
    row = await found_approval(call, approver, approval_id, _EXECUTE)
    await decide(call, approver, row, body)
    row = await found_approval(call, approver, approval_id, _EXECUTE)
    return approval_from(row, may_decide=False)


def _id_in(place: list[str | int | None]) -> UUID:
    id_ = place[0] if place else None
    if not isinstance(id_, str):
        raise BadCursor
    return UUID(id_)

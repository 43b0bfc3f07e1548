"""Routes of lists and counts of executions, newest first."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, get_args
from uuid import UUID

import orjson
from fastapi import Query
from pydantic import ConfigDict, Field
from starlette.responses import Response

from thaiyyal.features.audit.filters import first_id_at
from thaiyyal.features.executions import list_queries
from thaiyyal.features.executions.inspection import seen_by
from thaiyyal.features.executions.list_queries import Seen, Wanted
from thaiyyal.features.executions.schemas import (
    ExecutionCount,
    ExecutionItem,
    Status,
    StatusCounts,
    Trigger,
    WaitingFor,
)
from thaiyyal.features.executions.views import item_from, json_answer
from thaiyyal.features.routing import (
    BadCursor,
    Call,
    CallContext,
    CursorSigner,
    GivenMoment,
    Page,
    Routes,
    Schema,
)
from thaiyyal.features.workflows import find_workflow
from thaiyyal.features.workflows.service import allowed
from thaiyyal.kernel.clock import utc_now
from thaiyyal.kernel.permissions import Permission

routes = Routes("executions")
_LARGEST = UUID(int=2**128 - 1)
_SMALLEST = UUID(int=0)
_COUNTED = timedelta(days=30)
_ALL = Seen(of_tenant=True, private_too=True)


class Span(Schema):
    """Between when. Parameters that are not known are ignored, as elsewhere."""

    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)

    since: GivenMoment | None = Field(None, alias="from", description="Made at or after it.")
    until: GivenMoment | None = Field(None, alias="to", description="Made before it.")


class ExecutionFilters(Span):
    """Which executions, and which page of them."""

    status: Status | None = Field(None, description="Only those of this status.")
    trigger: Trigger | None = Field(None, description="What started them.")
    waiting_for: WaitingFor | None = Field(None, description="Only those that wait for this.")
    retried_from: UUID | None = Field(None, description="Only retries of this execution.")
    parent_id: UUID | None = Field(None, description="Only those that this execution called.")
    dead: bool = Field(
        default=False,
        description="Only those that were given up because the processes that ran them died.",
    )
    limit: int = Field(50, ge=1, le=200, description="How many items at most.")
    cursor: str | None = Field(
        None, max_length=1_000, description="The `next_cursor` of the page before this one."
    )


class AllFilters(ExecutionFilters):
    """Which executions of which workflow, and which page of them."""

    workflow_id: UUID | None = Field(None, description="Only those of this workflow.")


@routes.route(
    "GET",
    "/executions",
    permission=Permission.EXECUTIONS_READ,
    resource=True,
    response=Page[ExecutionItem],
)
async def list_executions(call: Call, filters: Annotated[AllFilters, Query()]) -> Response:
    """List the executions that the caller may see, without their inputs and outputs."""
    seen = seen_by(call.actor)
    call.authorized.add(Permission.EXECUTIONS_READ)
    return await _page(call, seen, filters, filters.workflow_id)


@routes.route("GET", "/executions/counts", permission=Permission.EXECUTIONS_READ, resource=True)
async def count_executions(call: Call, span: Annotated[Span, Query()]) -> StatusCounts:
    """Count the executions that the caller may see, of the last 30 days if nothing is asked."""
    seen = seen_by(call.actor)
    call.authorized.add(Permission.EXECUTIONS_READ)
    return await _counts(call, seen, span, None)


@routes.route(
    "GET",
    "/workflows/{workflow_id}/executions",
    permission=Permission.EXECUTIONS_READ,
    resource=True,
    response=Page[ExecutionItem],
)
async def list_workflow_executions(
    call: Call, workflow_id: UUID, filters: Annotated[ExecutionFilters, Query()]
) -> Response:
    """List the executions of a workflow, without their inputs and outputs."""
    await _check(call, workflow_id)
    return await _page(call, _ALL, filters, workflow_id)


@routes.route(
    "GET",
    "/workflows/{workflow_id}/executions/counts",
    permission=Permission.EXECUTIONS_READ,
    resource=True,
)
async def count_workflow_executions(
    call: Call, workflow_id: UUID, span: Annotated[Span, Query()]
) -> StatusCounts:
    """Count the executions of a workflow, of the last 30 days if nothing is asked."""
    await _check(call, workflow_id)
    return await _counts(call, _ALL, span, workflow_id)


async def _check(call: CallContext, workflow_id: UUID) -> None:
    row = await find_workflow(call.tx, call.actor, workflow_id)
    allowed(call, Permission.EXECUTIONS_READ, row)


async def _page(
    call: CallContext, seen: Seen, filters: ExecutionFilters, workflow_id: UUID | None
) -> Response:
    signer, purpose = call.service(CursorSigner), _purpose(filters, workflow_id)
    below = _below(filters.until)
    if filters.cursor is not None:
        below = min(below, _id_in(signer.read(purpose, filters.cursor)))
    wanted = Wanted(
        lowest=_lowest(filters.since),
        below=below,
        workflow_id=workflow_id,
        status=filters.status,
        trigger=filters.trigger,
        waiting_for=filters.waiting_for,
        retried_from=filters.retried_from,
        parent_id=filters.parent_id,
        is_dead=filters.dead or None,
    )
    limit = filters.limit
    rows = await list_queries.list_executions(call.tx, call.actor, seen, wanted, limit=limit + 1)
    more = len(rows) > limit
    last = signer.write(purpose, [str(rows[limit - 1]["id"])]) if more else None
    return json_answer({"items": [item_from(row) for row in rows[:limit]], "next_cursor": last})


async def _counts(
    call: CallContext, seen: Seen, span: Span, workflow_id: UUID | None
) -> StatusCounts:
    since = span.since
    if since is None:
        since = (span.until or utc_now()).astimezone(UTC) - _COUNTED
    wanted = Wanted(lowest=_lowest(since), below=_below(span.until), workflow_id=workflow_id)
    counts = await list_queries.count_executions(call.tx, call.actor, seen, wanted)
    return StatusCounts(
        items=[
            ExecutionCount(status=status, count=counts[status])
            for status in get_args(Status)
            if status in counts
        ]
    )


def _lowest(since: datetime | None) -> UUID:
    return _SMALLEST if since is None else first_id_at(since)


def _below(until: datetime | None) -> UUID:
    return _LARGEST if until is None else first_id_at(until)


def _purpose(filters: ExecutionFilters, workflow_id: UUID | None) -> str:
    asked = filters.model_dump(mode="json", exclude={"limit", "cursor"})
    return f"executions {workflow_id} {orjson.dumps(asked).decode()}"


def _id_in(place: list[str | int | None]) -> UUID:
    id_ = place[0] if place else None
    if not isinstance(id_, str):
        raise BadCursor
    return UUID(id_)

"""The route that executes a workflow: at once, or waiting for its end."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Header, Query
from pydantic import TypeAdapter
from starlette.responses import Response

from thaiyyal.features.executions.again.onwards import wish_from
from thaiyyal.features.executions.assignment import FINAL, Finished
from thaiyyal.features.executions.definitions import Chosen
from thaiyyal.features.executions.errors import NotRecorded
from thaiyyal.features.executions.schemas import ExecutionDetail, StartExecution
from thaiyyal.features.executions.settings import ExecutionSettings
from thaiyyal.features.executions.start import Started, Wish, start_execution
from thaiyyal.features.executions.views import address_of, detail_from, json_answer
from thaiyyal.features.executions.waiting import (
    WAIT_PATTERN,
    preferences_of,
    row_after,
    seconds_of,
)
from thaiyyal.features.routing import Allowance, Call, CallContext, Routes
from thaiyyal.features.routing.raw import (
    DOCUMENTED_ONLY,
    body_as,
    id_in_path,
    in_header,
    in_query,
)
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.kernel.permissions import Permission
from thaiyyal.store.transaction import Row

routes = Routes("executions")
_WITHOUT_INPUT = StartExecution()
_PRIORITIES = {"low": -1, "normal": 0, "high": 1}
Wait = Annotated[
    str,
    Query(
        pattern=WAIT_PATTERN,
        max_length=10,
        description="How many seconds to wait for the end: `30s` or `30`, 120 at most.",
        examples=["30s"],
    ),
]
Prefer = Annotated[
    str | None,
    Header(
        max_length=200,
        description="`respond-async` asks not to wait, `respond-async, wait=10` to wait so long.",
        examples=["respond-async"],
    ),
]


_WAIT, _PREFER = TypeAdapter[str](Wait), TypeAdapter[str | None](Prefer)


@routes.route(
    "POST",
    "/workflows/{workflow_id}/execute",
    permission=Permission.WORKFLOWS_EXECUTE,
    status=202,
    also=(200,),
    response=ExecutionDetail,
    resource=True,
    creates=True,
    opens_transactions=True,
    allowance=Allowance.NONE,
    raw=True,
    request=StartExecution | None,
)
async def execute_workflow(
    call: Call, workflow_id: UUID = DOCUMENTED_ONLY, wait: Wait = "0", prefer: Prefer = None
) -> Response:
    """Execute a workflow.

    Without `wait` the answer is 202 with the execution as it is queued, and `Location` says where
    to look at it. With `?wait=30s` it is 200 with the finished execution when it ends in that time,
    whether it succeeded or not, else 202; it goes on after that.
    """
    workflow_id = id_in_path(call, "workflow_id")
    wait = in_query(call, "wait", _WAIT, wait)
    prefer = in_header(call, "prefer", _PREFER, prefer)
    body = await body_as(call, StartExecution, _WITHOUT_INPUT)
    seconds = seconds_of(wait, prefer, most=call.service(ExecutionSettings).longest_wait_s)
    wish = _wish(workflow_id, body, seconds)
    if body.source is not None:
        wish = await wish_from(call, wish, body.source)
    started = await start_execution(call, wish)
    if prefer is not None and "respond-async" in preferences_of(prefer):
        call.headers["Preference-Applied"] = "respond-async"
    return _answer(call, await _row(call, started, seconds))


def _wish(workflow_id: UUID, body: StartExecution, seconds: int) -> Wish:
    return Wish(
        Chosen(workflow_id, body.version, body.draft),
        (body.input,) if "input" in body.model_fields_set else (),
        wait_s=seconds,
        priority=_PRIORITIES[body.priority],
        time_limit_s=body.time_limit_s,
        pinned=body.pinned,
        target=body.to,
        delay_s=body.delay_s,
    )


async def _row(call: CallContext, started: Started, seconds: int) -> Row:
    """Return the execution after waiting; one that ended here needs no look into the database."""
    if started.row is None:
        call.headers["Idempotent-Replayed"] = "true"
    elif started.finished is not None and started.finished.status in FINAL:
        return {**started.row, **_ended(started.finished)}
    elif not seconds:
        return started.row
    row = await row_after(call, started.id, 0 if _was_here(started) else seconds)
    if row is None and started.row is not None:
        raise NotRecorded  # it was begun here, and nothing of it has arrived
    if row is None:
        raise NotFound("this execution is gone already")
    return row


def _was_here(started: Started) -> bool:
    """Whether the wait is over already: it ran here, and did not end in time."""
    return started.row is not None and started.row["status"] == "running"


def _ended(finished: Finished) -> dict[str, Any]:
    return {
        "status": finished.status,
        "output": finished.output,
        "error": finished.error,
        "started_at": finished.started_at,
        "finished_at": finished.finished_at,
        "cpu_ms": finished.cpu_ms,
        "attempt": 1,
    }


def _answer(call: CallContext, row: Row) -> Response:
    call.headers["Location"] = address_of(row["workflow_id"], row["id"])
    return json_answer(detail_from(row), status=200 if row["status"] in FINAL else 202)

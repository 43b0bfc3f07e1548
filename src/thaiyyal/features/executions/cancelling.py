"""Stopping executions, with those that they have called. What has happened outside stays so."""

from functools import partial
from uuid import UUID

from thaiyyal.features.audit import Change, record
from thaiyyal.features.executions import group_queries, queries
from thaiyyal.features.executions.admissions import Admissions
from thaiyyal.features.executions.assignment import FINAL
from thaiyyal.features.executions.records import error_text
from thaiyyal.features.executions.runner import Runner
from thaiyyal.features.executions.signals.service import NO_SECRETS, deliver
from thaiyyal.features.routing import CallContext
from thaiyyal.features.tenancy.quotas import Metric, give_back
from thaiyyal.kernel.values import Value, dump_json
from thaiyyal.sdk import StepFailure
from thaiyyal.store.transaction import Row

_CANCELLED = error_text(StepFailure("cancelled", "the execution was cancelled"))
_DEEPEST = 100


async def cancel(call: CallContext, row: Row) -> None:
    """Stop an execution that has not ended, and all that it has called.

    One that nobody runs has ended at once; whoever runs it is told.
    """
    tx, status = call.tx, row["status"]
    asked = await queries.request_cancel(tx, row["id"], error=_CANCELLED)
    if asked is None:
        return
    stopped, freed = [row["id"]], int(asked["frees"])
    level = [row["id"]]
    for _ in range(_DEEPEST):
        level = await queries.list_children(tx, level)
        if not level:
            break
        for id_ in level:
            child = await queries.request_cancel(tx, id_, error=_CANCELLED)
            freed += int(child is not None and child["frees"])
        stopped += level
    change = Change("execution.cancel_requested", "execution", row["id"], before={"status": status})
    await record(tx, call.actor, change)
    if asked["status"] in FINAL:
        ended = Change(
            "execution.finished",
            "execution",
            row["id"],
            after={"status": asked["status"]},
            details={"workflow_id": str(row["workflow_id"]), "error": {"code": "cancelled"}},
            succeeded=False,
        )
        await record(tx, call.actor, ended)
    if asked["status"] in FINAL and asked["parent_id"] is not None:
        await _tell_caller(call, row, asked)
    if freed:
        await give_back(tx, Metric.ACTIVE_EXECUTIONS, freed)
        call.service(Admissions).after(tx)
    await group_queries.notify_addressed(tx, stopped)
    tx.after_commit.append(partial(_stop, call.service(Runner), stopped))


async def _tell_caller(call: CallContext, row: Row, asked: Row) -> None:
    """Tell the execution that called this one, which waits for its end."""
    told: Value = {"execution_id": str(row["id"]), "status": asked["status"]}
    name = f"workflow:{asked['parent_key']}"
    payload = told, dump_json(told).encode()
    await deliver(call, asked["parent_id"], name, payload, NO_SECRETS, by_platform=True)


async def _stop(runner: Runner, ids: list[UUID]) -> None:
    for id_ in ids:
        runner.cancel(id_)

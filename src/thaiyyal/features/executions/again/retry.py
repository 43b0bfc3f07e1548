"""Retrying: a new execution that begins where an earlier one failed.

What has succeeded is not done again: the new journal begins with the part of the old one that holds
it. A failure that was computed is computed again.
"""

from uuid import UUID

import orjson

from thaiyyal.features.audit import Change, record
from thaiyyal.features.executions import group_queries
from thaiyyal.features.executions.admissions import Admissions
from thaiyyal.features.executions.again import queries
from thaiyyal.features.executions.again.kept import Kept, kept_of
from thaiyyal.features.executions.errors import OutcomeUnknown, StillLive
from thaiyyal.features.executions.making import draft_digest
from thaiyyal.features.executions.records import ROW_BYTES
from thaiyyal.features.executions.sealing import OUTPUT, step_place, whole_again
from thaiyyal.features.executions.secrecy import load_parts, seal_in
from thaiyyal.features.routing import CallContext
from thaiyyal.features.tenancy.quotas import Metric, check, take_all
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.kernel.ids import ExecutionId, new_id
from thaiyyal.kernel.values import Value
from thaiyyal.store.transaction import Row

_RETRIABLE = frozenset({"failed", "cancelled"})


async def retry_execution(call: CallContext, row: Row, *, repeat_unknown: bool) -> ExecutionId:
    """Queue an execution once more, from what failed on; the caller's rights are checked.

    Raises:
        StillLive: It has not failed, and was not cancelled.
        OutcomeUnknown: An effect may have happened, and ``repeat_unknown`` does not allow for it.
        NotFound: Its workflow is in the trash.
        QuotaExceeded: The tenant has no execution left.
    """
    if row["status"] not in _RETRIABLE:
        raise StillLive(row["status"])
    earlier = await queries.load_earlier(call.tx, row["id"])
    assert earlier is not None
    kept = kept_of(await queries.load_outline(call.tx, row["id"]), _failed_node(earlier))
    if kept.unknown and not repeat_unknown:
        raise OutcomeUnknown(list(kept.unknown))
    id_ = ExecutionId(new_id())
    made = await queries.copy_execution(
        call.tx,
        row["id"],
        seqs=kept.seqs,
        signals=kept.signals,
        blobs=_blobs_of(earlier),
        new={"id": id_, "started_by": call.actor.user_id, "row_bytes": ROW_BYTES},
    )
    if made is None:
        raise NotFound("the workflow of this execution is in the trash; restore it first")
    await _seal(call, earlier, id_, kept)
    await _count(call, int(made["stored_bytes"]))
    await _tell(call, id_, made, row["id"])
    return id_


async def _seal(call: CallContext, earlier: Row, id_: ExecutionId, kept: Kept) -> None:
    """Seal what was sealed of the earlier execution for the new one, at its new places."""
    parts = await load_parts(call.tx, call.services, earlier)
    places = {step_place(seq): step_place(at) for at, seq in enumerate(sorted(kept.seqs), start=1)}
    wholes = [
        whole_again(places.get(place, place), one)
        for place, one in parts.opened.items()
        if place in places or not place.startswith((step_place(0)[:-1], OUTPUT))
    ]
    await seal_in(call.tx, call.services, id_, wholes)


async def _count(call: CallContext, stored_bytes: int) -> None:
    await check(call.tx, Metric.CPU_SECONDS, 0)
    await take_all(call.tx, {Metric.EXECUTIONS: 1, Metric.STORAGE_BYTES: stored_bytes})
    call.service(Admissions).after(call.tx)


async def _tell(call: CallContext, id_: ExecutionId, made: Row, earlier: UUID) -> None:
    after: dict[str, Value] = {
        "workflow_id": str(made["workflow_id"]),
        "version": made["version"],
        "content_hash": made["content_hash"],
        "trigger": "retry",
    }
    told: Value = {"retried_from": str(earlier)}
    change = Change("execution.started", "execution", id_, after=after, details=told)
    await record(call.tx, call.actor, change)
    await group_queries.notify(call.tx, [id_])


def _failed_node(earlier: Row) -> str | None:
    if earlier["error"] is None:
        return None
    node: str | None = orjson.loads(earlier["error"]).get("node")
    return node


def _blobs_of(earlier: Row) -> list[bytes]:
    """Return what is stored beside the row: a large input, and a draft."""
    found = [] if earlier["input_blob"] is None else [earlier["input_blob"]]
    if earlier["version"] is None:
        found.append(draft_digest(earlier["content_hash"]))
    return found

"""What the audit log is told of a group: one entry where the same happened many times. Pure.

A lone execution has an entry of its own; of many that one actor started at once, or that ended
alike, the entry of their workflow names all.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

import orjson

from thaiyyal.features.audit import Change
from thaiyyal.features.executions.writes import Write
from thaiyyal.kernel.actor import SYSTEM, Actor
from thaiyyal.kernel.ids import TenantId
from thaiyyal.kernel.values import Value

Told = dict[TenantId, list[tuple[Actor, Change]]]
_FINAL = frozenset({"succeeded", "failed", "cancelled"})


class _Start(NamedTuple):
    tenant_id: TenantId
    user_id: UUID | None
    api_key_id: UUID | None
    address: str | None
    workflow_id: UUID
    version: int | None
    trigger: str


class _End(NamedTuple):
    tenant_id: TenantId
    workflow_id: UUID
    status: str
    error: bytes | None


def changes_of(new: Sequence[Write], freed: Sequence[Write]) -> Told:
    """Return what is to be told, by tenant."""
    starts: dict[_Start, list[Write]] = defaultdict(list)
    ends: dict[_End, list[Write]] = defaultdict(list)
    for write in new:
        starts[_start_of(write)].append(write)
        if write.new is not None and write.new.status in _FINAL:
            row = write.new
            ends[_End(write.tenant_id, row.workflow_id, row.status, row.error)].append(write)
    for write in freed:
        if write.ending is not None and write.ending.status in _FINAL:
            ending = write.ending
            key = _End(write.tenant_id, write.workflow_id, ending.status, ending.error)
            ends[key].append(write)
    told: Told = defaultdict(list)
    for start, writes in starts.items():
        told[start.tenant_id].append((writes[0].actor, _started(start, writes)))
    for end, writes in ends.items():
        told[end.tenant_id].append((SYSTEM, _ended(end, writes)))
    return told


def _start_of(write: Write) -> _Start:
    row, actor = write.new, write.actor
    assert row is not None
    return _Start(
        write.tenant_id,
        actor.user_id,
        actor.api_key_id,
        actor.origin.address,
        row.workflow_id,
        row.version,
        row.trigger,
    )


def _started(start: _Start, writes: list[Write]) -> Change:
    row = writes[0].new
    assert row is not None
    after: dict[str, Value] = {
        "workflow_id": str(start.workflow_id),
        "version": start.version,
        "content_hash": row.content_hash,
        "trigger": start.trigger,
    }
    return _change("execution.started", start.workflow_id, writes, after=after)


def _ended(end: _End, writes: list[Write]) -> Change:
    details: dict[str, Value] = {"workflow_id": str(end.workflow_id)}
    if len(writes) == 1:
        by = writes[0].started_by
        details["started_by"] = None if by is None else str(by)
    if end.error is not None:
        told = orjson.loads(end.error)
        details["error"] = {key: told[key] for key in ("code", "node") if key in told}
    return _change(
        "execution.finished",
        end.workflow_id,
        writes,
        after={"status": end.status},
        details=details,
        succeeded=end.status == "succeeded",
    )


def _change(action: str, workflow_id: UUID, writes: list[Write], **facts: Any) -> Change:
    if len(writes) == 1:
        return Change(action, "execution", writes[0].id, **facts)
    details = {**(facts.pop("details", None) or {}), "executions": [str(w.id) for w in writes]}
    return Change(action, "workflow", workflow_id, details=details, **facts)

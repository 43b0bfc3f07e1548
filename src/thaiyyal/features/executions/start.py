"""Who starts: decides whether a workflow may be executed now, and records that it is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from thaiyyal.engine import Plan
from thaiyyal.features.audit import Change, record
from thaiyyal.features.executions import queries
from thaiyyal.features.executions.assignment import Assignment
from thaiyyal.features.executions.errors import NotPublished
from thaiyyal.features.executions.payloads import INLINE_BYTES, Payload, payload_of
from thaiyyal.features.executions.plans import Plans
from thaiyyal.features.executions.runner import Runner
from thaiyyal.features.executions.turns import Turn
from thaiyyal.features.executions.views import address_of
from thaiyyal.features.routing import CallContext, claim
from thaiyyal.features.tenancy.quotas import Metric, take_all
from thaiyyal.features.workflows import DocumentChecker, allowed
from thaiyyal.features.workflows.drafts import NoDraft
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.kernel.clock import utc_now
from thaiyyal.kernel.ids import ExecutionId, TenantId, WorkflowId, new_id
from thaiyyal.kernel.permissions import Permission
from thaiyyal.kernel.values import Value, check_depth, dump_json
from thaiyyal.store.transaction import Row, Transaction

_TRIES = 4


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to be executed: ``inputs`` is one value, or nothing."""

    workflow_id: UUID
    inputs: Sequence[Value] = ()
    version: int | None = None
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class Started:
    """An execution, with its row as it was recorded; without one an earlier request started it."""

    id: ExecutionId
    row: Row | None = None


@dataclass(slots=True)
class _Starting:
    """One wish on its way. ``made``: plans made for it, which no cache can lose."""

    call: CallContext
    wish: Wish
    turn: Turn
    payload: Payload | None
    made: dict[str, Plan] = field(default_factory=dict)


class _NoPlanYet(Exception):
    def __init__(self, content_hash: str, stored: bytes) -> None:
        super().__init__(content_hash)
        self.content_hash, self.stored = content_hash, stored


async def start_execution(call: CallContext, wish: Wish) -> Started:
    """Record an execution, and submit it when that is committed.

    Raises:
        NotFound, Forbidden: The workflow, or its version, is not there or not for the caller.
        NotPublished, NoDraft: There is nothing to execute.
        InvalidDocument: The draft, or what became of an old version, cannot run.
        LimitExceeded: The input is nested too deeply.
        QuotaExceeded: The tenant has no execution left.
        Busy, ShuttingDown: This process takes none.
    """
    payload = await _packed(call, wish.inputs)
    runner = call.service(Runner)
    turn = runner.reserve()
    try:
        started = await _started(_Starting(call, wish, turn, payload))
    except BaseException:
        runner.release(turn)
        raise
    if started.row is None:
        runner.release(turn)
    return started


async def _started(start: _Starting) -> Started:
    """Begin again with a plan when there is none: compiling holds no transaction open."""
    call = start.call
    for _ in range(_TRIES):
        try:
            return await call.database.repeat(call.actor.scope, partial(_start_in, start))
        except _NoPlanYet as cold:
            plan = await call.service(Plans).make(cold.content_hash, cold.stored)
            start.made[cold.content_hash] = plan
    raise NotFound("the workflow changes faster than it can be read; try again")


async def _start_in(start: _Starting, tx: Transaction) -> Started:
    call, wish = start.call, start.wish
    row = await queries.load_startable(tx, call.actor, wish.workflow_id, wish.version)
    row = allowed(call, Permission.WORKFLOWS_EXECUTE, row)
    claimed = await claim(call, tx)
    if claimed is not None and claimed.stored is not None:
        return Started(ExecutionId(UUID(claimed.stored.body.decode())))
    version, content_hash = _chosen(row, wish)
    plan = await _plan(tx, start, version, content_hash)
    new = _new_row(start, row, version, content_hash)
    await _record(tx, start, new)
    if claimed is not None:
        place = {"location": address_of(new["workflow_id"], new["id"])}
        await claimed.keep(tx, 202, str(new["id"]).encode(), place)
    tx.after_commit.append(partial(_submit, start, new, plan))
    return Started(new["id"], new)


def _chosen(row: Row, wish: Wish) -> tuple[int | None, str]:
    """Return the version, None for the draft, and the hash of what is to be executed."""
    if wish.is_draft:
        if row["draft_hash"] is None:
            raise NoDraft("this workflow has no draft: everything is published")
        return None, row["draft_hash"]
    if row["latest_version"] is None:
        raise NotPublished
    if row["chosen_version"] is None:
        raise NotFound(f"this workflow has no version {wish.version}")
    return row["chosen_version"], row["content_hash"]


async def _plan(tx: Transaction, start: _Starting, version: int | None, content_hash: str) -> Plan:
    plan = start.made.get(content_hash) or start.call.service(Plans).find(content_hash)
    if plan is not None:
        return plan
    found = await queries.load_document(tx, start.wish.workflow_id, version)
    if found is None:
        raise NoDraft("the draft was published or deleted just now; try again")
    raise _NoPlanYet(found["content_hash"], found["document"])


def _new_row(start: _Starting, row: Row, version: int | None, content_hash: str) -> Row:
    """Return the execution's row, with what an answer shows besides."""
    now, has_turn = utc_now(), start.turn.has_come
    payload = start.payload
    return {
        "id": ExecutionId(new_id()),
        "workflow_id": WorkflowId(row["id"]),
        "workflow_name": row["name"],
        "version": version,
        "content_hash": content_hash,
        "status": "running" if has_turn else "queued",
        "trigger": "api",
        "started_by": start.call.actor.user_id,
        "started_by_name": row["actor_name"],
        "payload": payload,
        "input": None if payload is None else payload.stored,
        "input_blob": None if payload is None else payload.digest,
        "stored_bytes": 0 if payload is None else payload.size_bytes,
        "output": None,
        "error": None,
        "cpu_ms": 0,
        "created_at": now,
        "started_at": now if has_turn else None,
        "finished_at": None,
        "cancel_requested_at": None,
    }


async def _packed(call: CallContext, inputs: Sequence[Value]) -> Payload | None:
    """Return the stored form of the input; a large one is compressed beside the event loop."""
    if not inputs:
        return None
    value = inputs[0]
    check_depth(value)
    text = dump_json(value).encode()
    return await call.service(DocumentChecker).beside(
        lambda: payload_of(value, text), is_large=len(text) > INLINE_BYTES
    )


async def _record(tx: Transaction, start: _Starting, new: Row) -> None:
    """Write the execution, its audit entry and what it uses; the counters come last."""
    call, payload = start.call, new["payload"]
    settings = call.service(Runner).settings
    owner = call.service(Runner).owner
    await queries.insert_execution(tx, new, lease_owner=owner, lease=settings.lease)
    if payload is not None and payload.blob is not None:
        await queries.insert_blobs(tx, new["id"], (payload.blob,))
    after: Value = {
        "workflow_id": str(new["workflow_id"]),
        "version": new["version"],
        "content_hash": new["content_hash"],
        "trigger": new["trigger"],
    }
    await record(tx, call.actor, Change("execution.started", "execution", new["id"], after=after))
    await take_all(
        tx,
        {
            Metric.ACTIVE_EXECUTIONS: 1,
            Metric.CPU_SECONDS: 0,
            Metric.EXECUTIONS: 1,
            Metric.STORAGE_BYTES: new["stored_bytes"],
        },
    )
    call.headers.update(tx.told)


async def _submit(start: _Starting, new: Row, plan: Plan) -> None:
    tenant_id = start.call.actor.tenant_id
    assert tenant_id is not None
    assignment = Assignment(
        id=new["id"],
        tenant_id=TenantId(tenant_id),
        workflow_id=new["workflow_id"],
        plan=plan,
        inputs=start.wish.inputs,
        started_by=new["started_by"],
    )
    start.call.service(Runner).submit(assignment, start.turn)

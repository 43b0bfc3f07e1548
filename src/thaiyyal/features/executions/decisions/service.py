"""A person says what became of a step; the journal gets that as its outcome."""

from uuid import UUID

from thaiyyal.engine import Outcome, Repeat
from thaiyyal.features.audit import Change, record
from thaiyyal.features.executions.decisions import queries
from thaiyyal.features.executions.decisions.schemas import StepDecision
from thaiyyal.features.executions.entries import Writer, entry_of, key_of
from thaiyyal.features.executions.errors import NothingToDecide
from thaiyyal.features.executions.records import ROW_BYTES
from thaiyyal.features.executions.secrecy import load_secrets, seal_in
from thaiyyal.features.executions.settings import ExecutionSettings
from thaiyyal.features.executions.signals.queries import lock_execution
from thaiyyal.features.executions.signals.service import go_on
from thaiyyal.features.executions.writes import JournalRow
from thaiyyal.features.routing import CallContext
from thaiyyal.features.tenancy.quotas import Metric, add
from thaiyyal.kernel.clock import utc_now
from thaiyyal.kernel.values import check_depth
from thaiyyal.sdk import StepFailure
from thaiyyal.store.transaction import Row

DECLARED_FAILED = "declared_failed"


async def decide_step(call: CallContext, row: Row, seq: int, body: StepDecision) -> None:
    """Record what became of a step of a waiting execution, and let the execution go on.

    Raises:
        NothingToDecide: It does not wait for that.
        LimitExceeded: The value is too large or too deep.
    """
    check_depth(body.value)
    tx, id_ = call.tx, row["id"]
    locked = await lock_execution(tx, id_)
    if locked is None or locked["waiting_for"] != "outcome_unknown":
        raise NothingToDecide
    intent = await queries.load_open_intent(tx, id_, seq)
    if intent is None:
        raise NothingToDecide
    writer = _writer_after(intent, most_bytes=call.service(ExecutionSettings).value_bytes)
    writer.secrets = await load_secrets(tx, call.services, id_)
    decided = writer.row_of(_entry(intent, body), utc_now())
    stored = await _store(call, id_, decided, writer)
    await queries.requeue(tx, id_, stored_bytes=stored)
    await add(tx, Metric.STORAGE_BYTES, stored)
    change = Change(
        "execution.decided",
        "execution",
        id_,
        after={"decision": body.decision},
        details={"node": intent["node_id"], "path": intent["path"], "seq": seq},
    )
    await record(tx, call.actor, change)
    await go_on(call, id_, is_queued=True)


async def _store(call: CallContext, id_: UUID, decided: JournalRow, writer: Writer) -> int:
    await queries.insert_row(call.tx, id_, decided)
    await seal_in(call.tx, call.services, id_, writer.wholes)
    for blob in writer.blobs:
        facts = {"sha256": blob.sha256, "size_bytes": blob.size_bytes, "content": blob.content}
        await queries.insert_blob(call.tx, id_, facts)
    size = sum(len(blob.content) for blob in writer.blobs)
    return ROW_BYTES + len(decided.output or b"") + size


def _writer_after(intent: Row, *, most_bytes: int) -> Writer:
    """Return what writes the row behind the last one of the journal."""
    key, begun = key_of(intent["key"]), entry_of(intent)
    writer = Writer({key[1]: intent["type"]}, most_bytes, seq=intent["last"])
    writer.began[key] = getattr(begun, "at_ms", 0)
    return writer


def _entry(intent: Row, body: StepDecision) -> Outcome | Repeat:
    key = key_of(intent["key"])
    match body.decision:
        case "succeeded":
            return Outcome(key, body.value)
        case "repeat":
            return Repeat(key)
        case _:
            message = body.message or "somebody declared that this step failed"
            failure = StepFailure(DECLARED_FAILED, message, key[1], is_terminal=True)
            return Outcome(key, failure=failure)

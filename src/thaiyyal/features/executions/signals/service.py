"""Sending signals: stored and told in one transaction, whether the execution runs or waits."""

from uuid import UUID

from thaiyyal.features.audit import Change, record
from thaiyyal.features.executions import group_queries
from thaiyyal.features.executions.admissions import Admissions
from thaiyyal.features.executions.errors import AlreadyEnded, ReservedSignal
from thaiyyal.features.executions.payloads import json_text, masked_text
from thaiyyal.features.executions.sealing import signal_place, whole_of
from thaiyyal.features.executions.secrecy import load_secrets, seal_in
from thaiyyal.features.executions.signals import queries
from thaiyyal.features.routing import CallContext
from thaiyyal.kernel.errors import LimitExceeded
from thaiyyal.kernel.redaction import SecretValues
from thaiyyal.kernel.values import Value, check_depth
from thaiyyal.nodes.waiting.wait_signal import RESERVED
from thaiyyal.store.payload import pack_json
from thaiyyal.store.transaction import Row

MOST_SIGNALS = 1_000
MOST_BYTES = 1024 * 1024
NO_SECRETS = SecretValues()


async def send_signal(call: CallContext, row: Row, name: str, payload: Value) -> Row:
    """Send a signal to an execution that the caller may execute; return its seq and time.

    Raises:
        ReservedSignal: The platform itself uses such names.
        LimitExceeded: The payload is too large or deep, or the execution has too many signals.
        AlreadyEnded: Nobody is there to get it.
    """
    if name.startswith(RESERVED):
        raise ReservedSignal
    check_depth(payload)
    text = json_text(payload, most=MOST_BYTES, what="the payload of the signal")
    secrets = await load_secrets(call.tx, call.services, row["id"])
    locked = await queries.lock_execution(call.tx, row["id"])
    if locked is not None and await queries.count_sent(call.tx, row["id"]) >= MOST_SIGNALS:
        raise LimitExceeded(f"an execution can be sent {MOST_SIGNALS} signals at most")
    sent = await deliver(call, row["id"], name, (payload, text), secrets)
    if sent is None:
        raise AlreadyEnded(row["status"] if locked is None else locked["status"])
    told: Value = {"name": name, "seq": sent["seq"]}
    change = Change("execution.signalled", "execution", row["id"], details=told)
    await record(call.tx, call.actor, change)
    return sent


async def deliver(
    call: CallContext,
    id_: UUID,
    name: str,
    payload: tuple[Value, bytes],
    secrets: SecretValues,
    *,
    by_platform: bool = False,
) -> Row | None:
    """Store a signal and let the execution go on; None when it has ended.

    ``payload``: a value and its JSON. With a secret in it the execution gets it whole all the same.
    """
    _, shown = masked_text(*payload, secrets)
    sent_by = None if by_platform else call.actor.user_id
    signal = {"name": name, "payload": pack_json(shown), "sent_by": sent_by}
    sent = await queries.insert_signal(call.tx, id_, signal)
    if sent is not None:
        if secrets.is_in(payload[1]):
            whole = whole_of(signal_place(sent["seq"]), payload[1], secrets)
            await seal_in(call.tx, call.services, id_, [whole])
        await go_on(call, id_, is_queued=sent["status"] == "queued")
    return sent


async def go_on(call: CallContext, id_: UUID, *, is_queued: bool) -> None:
    """Give an execution that is queued now to the queue, once that is committed; tell of it."""
    if is_queued:
        call.service(Admissions).after(call.tx)
    await group_queries.notify_addressed(call.tx, [id_])

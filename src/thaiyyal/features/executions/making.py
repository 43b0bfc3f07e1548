"""The row of a new execution: its input in stored form, its limits, its seed."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Any
from uuid import UUID

from thaiyyal.engine import Plan
from thaiyyal.features.executions.definitions import Definition
from thaiyyal.features.executions.inputs import check_input
from thaiyyal.features.executions.known_secrets import KnownSecrets
from thaiyyal.features.executions.payloads import (
    INLINE_BYTES,
    Blob,
    Payload,
    masked_text,
    payload_of,
)
from thaiyyal.features.executions.sealing import INPUT, PINNED, Whole, whole_of
from thaiyyal.features.executions.writes import NewExecution
from thaiyyal.features.routing import Services
from thaiyyal.features.workflows import DocumentChecker
from thaiyyal.kernel.clock import utc_now
from thaiyyal.kernel.ids import TenantId, WorkflowId
from thaiyyal.kernel.redaction import SecretValues
from thaiyyal.kernel.values import Value, check_depth, dump_json
from thaiyyal.sdk import Emit
from thaiyyal.store.payload import pack_json, unpack
from thaiyyal.store.transaction import Transaction

_draw = SystemRandom().getrandbits


def draw_seed() -> int:
    """Return what the random numbers of an execution come from."""
    return _draw(53)


@dataclass(frozen=True, slots=True)
class Given:
    """An input: ``payload`` is what is shown of it, ``wholes`` what is to be sealed."""

    payload: Payload | None
    secrets: SecretValues = field(default_factory=SecretValues, repr=False)
    wholes: tuple[Whole, ...] = field(default=(), repr=False)


async def given_input(
    services: Services,
    inputs: Sequence[Value],
    plan: Plan,
    *,
    tenant_id: UUID,
    workflow_id: UUID,
    secrets: Iterable[str] = (),
    tx: Transaction | None = None,
    is_masked: bool = False,
) -> Given:
    """Return the stored form of the input; a large one is compressed beside the event loop.

    ``secrets``: what it may hold besides those that the workflow tells of. ``tx``, ``is_masked``:
    as ``KnownSecrets.of`` takes them.

    Raises:
        SecretsNotKnown: Secrets that it may hold cannot be known now.
        LimitExceeded: It is nested too deeply.
        InvalidInput: It is not what the workflow declares.
    """
    if inputs:
        check_depth(inputs[0])
    known = services.get(KnownSecrets)
    found = await known.of(
        TenantId(tenant_id), workflow_id, plan, inputs, more=secrets, tx=tx, is_masked=is_masked
    )
    values = SecretValues(found)
    check_input(plan, inputs, values)
    if not inputs:
        return Given(None, values)
    value = inputs[0]
    text = dump_json(value).encode()
    wholes = (whole_of(INPUT, text, values),) if values.is_in(text) else ()
    shown, shown_text = masked_text(value, text, values)
    if len(shown_text) <= INLINE_BYTES:
        return Given(payload_of(shown, shown_text), values, wholes)
    payload = await services.get(DocumentChecker).beside(
        lambda: payload_of(shown, shown_text), is_large=True
    )
    return Given(payload, values, wholes)


def new_execution(
    definition: Definition,
    payload: Payload | None,
    *,
    status: str,
    trigger: str,
    started_by: UUID | None,
    durability: str = "durable",
    wake_at: datetime | None = None,
    priority: int = 0,
    seed: int | None = None,
    time_limit_s: float | None = None,
    delay_s: float = 0.0,
) -> NewExecution:
    """Return the row of an execution that begins now, or is queued."""
    settings, now = definition.plan.workflow.settings, utc_now()
    limit_s = time_limit_s or settings.time_limit
    if delay_s:
        wake_at = now + timedelta(seconds=delay_s)
    return NewExecution(
        workflow_id=WorkflowId(definition.row["id"]),
        version=definition.version,
        latest=definition.latest,
        content_hash=definition.content_hash,
        status=status,
        trigger=trigger,
        started_by=started_by,
        durability=durability,
        input=None if payload is None else payload.stored,
        input_blob=None if payload is None else payload.digest,
        output=None,
        output_blob=None,
        error=None,
        cpu_ms=0,
        stored_bytes=0 if payload is None else payload.size_bytes,
        created_at=now,
        started_at=now if status == "running" else None,
        finished_at=None,
        seed=draw_seed() if seed is None else seed,
        priority=priority,
        workflow_limit=settings.max_concurrency,
        wake_at=wake_at,
        time_limit_ms=None if limit_s is None else max(1, round(limit_s * 1e3)),
    )


def blobs_of(payload: Payload | None, definition: Definition) -> tuple[Blob, ...]:
    """Return what is stored beside the row: a large input, and a draft, which may change."""
    found = () if payload is None or payload.blob is None else (payload.blob,)
    if definition.document is None or definition.version is not None:
        return found
    draft = definition.document
    return (*found, Blob(draft_digest(definition.content_hash), len(draft), draft))


def draft_digest(content_hash: str) -> bytes:
    """Return under which digest the document of an executed draft is stored."""
    return hashlib.sha256(f"draft {content_hash}".encode()).digest()


def packed_pins(
    pinned: Mapping[str, Value | Emit], secrets: SecretValues
) -> tuple[bytes | None, Sequence[Whole]]:
    """Return given outputs as they are stored: the values, and of some their ports.

    With a secret in it that is masked, and the whole is to be sealed.
    """
    if not pinned:
        return None, ()
    values: dict[str, Value] = {}
    ports: dict[str, Value] = {}
    for id_, pin in pinned.items():
        values[id_] = pin.value if isinstance(pin, Emit) else pin
        if isinstance(pin, Emit):
            ports[id_] = {"port": pin.port, "parts": None if pin.ports is None else dict(pin.ports)}
    value: Value = {"values": values, "ports": ports}
    text = dump_json(value).encode()
    if not secrets.is_in(text):
        return pack_json(text), ()
    _, shown = masked_text(value, text, secrets)
    return pack_json(shown), (whole_of(PINNED, text, secrets),)


def unpacked_pins(stored: bytes) -> dict[str, Value | Emit]:
    """Return given outputs as they were before they were stored."""
    found: Any = unpack(stored)
    return pins_of(found)


def pins_of(found: Mapping[str, Any]) -> dict[str, Value | Emit]:
    """Return given outputs from their JSON."""
    pins: dict[str, Value | Emit] = dict(found["values"])
    for id_, one in found["ports"].items():
        pins[id_] = Emit(found["values"][id_], one["port"], one["parts"])
    return pins


def shown_row(new: Mapping[str, Any], definition: Definition) -> dict[str, Any]:
    """Return a new execution as answers show it, without its id."""
    return {
        **new,
        "attempt": 0 if new["status"] == "queued" else 1,
        "workflow_name": definition.row["name"],
        "started_by_name": definition.row["actor_name"],
        "cancel_requested_at": None,
    }

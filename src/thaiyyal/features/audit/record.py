"""Writing the audit log. A change and its entry are one transaction; a refusal has its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from thaiyyal.features.audit import queries
from thaiyyal.features.audit.text import clean, clean_address, json_text
from thaiyyal.kernel.actor import Actor, TenantScope
from thaiyyal.kernel.ids import PLATFORM, TenantId, new_id
from thaiyyal.kernel.values import Value
from thaiyyal.store.transaction import Transaction
from thaiyyal.store.unit_of_work import Database

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one thing. ``before`` and ``after`` show it; never with secrets in them.

    ``action`` is ``thing.verb``, one of those in ``actions.py``. Each value is kept as far as its
    JSON has 64 KiB, of a larger one only size and digest.
    """

    action: str
    resource_type: str
    resource_id: UUID | str | None = None
    before: Value = None
    after: Value = None
    details: Value = None
    succeeded: bool = True


async def record(tx: Transaction, actor: Actor, change: Change) -> None:
    """Write an entry into the log of the transaction's tenant, or of the platform."""
    await queries.insert_entry(tx, _entry(actor, change, tx.scope.tenant_id or PLATFORM))


async def record_all(tx: Transaction, changes: Sequence[tuple[Actor, Change]]) -> None:
    """As ``record``, for several entries in one round trip."""
    tenant_id = tx.scope.tenant_id or PLATFORM
    await queries.insert_entries(tx, [_entry(*one, tenant_id) for one in changes])


async def record_refusal(database: Database, actor: Actor, change: Change) -> None:
    """Write an entry in a transaction of its own: what it tells of was rolled back or never was."""
    tenant_id = actor.tenant_id or PLATFORM
    async with database.begin(TenantScope(tenant_id, actor.user_id)) as tx:
        await queries.insert_entry(tx, _entry(actor, change, tenant_id))


def time_of(id_: UUID) -> datetime:
    """Return the time that a UUIDv7 carries, to the millisecond.

    >>> time_of(UUID("018cc251-f400-7000-8000-000000000000")).isoformat()
    '2024-01-01T00:00:00+00:00'
    """
    return _EPOCH + timedelta(milliseconds=id_.int >> 80)


def _entry(actor: Actor, change: Change, tenant_id: TenantId) -> dict[str, Any]:
    id_, origin = new_id(), actor.origin
    return {
        "tenant_id": tenant_id,
        "id": id_,
        "at": time_of(id_),
        "actor_kind": actor.kind.value,
        "user_id": actor.user_id,
        "api_key_id": actor.api_key_id,
        "action": change.action,
        "resource_type": change.resource_type,
        "resource_id": clean(_text(change.resource_id), most=255),
        "status": "success" if change.succeeded else "failure",
        "address": clean_address(origin.address),
        "user_agent": clean(origin.user_agent, most=500),
        "request_id": clean(origin.request_id, most=64),
        "before": _json(change.before),
        "after": _json(change.after),
        "details": _json(change.details),
    }


def _text(id_: UUID | str | None) -> str | None:
    return None if id_ is None else str(id_)


def _json(value: Value) -> bytes | None:
    return None if value is None else json_text(value)

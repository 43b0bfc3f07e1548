"""Writing the audit log. A change and its entry are one transaction; a refusal has its own."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from thaiyyal.features.audit import queries
from thaiyyal.kernel.actor import Actor, TenantScope
from thaiyyal.kernel.ids import PLATFORM, TenantId, new_id
from thaiyyal.kernel.values import Value
from thaiyyal.store.payload import pack
from thaiyyal.store.transaction import Transaction
from thaiyyal.store.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one thing. ``before`` and ``after`` show it; never with secrets in them.

    ``action`` is ``thing.verb``, as listed in the reference of the audit log.
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


async def record_refusal(database: Database, actor: Actor, change: Change) -> None:
    """Write an entry in a transaction of its own: what it tells of was rolled back or never was."""
    tenant_id = actor.tenant_id or PLATFORM
    async with database.begin(TenantScope(tenant_id, actor.user_id)) as tx:
        await queries.insert_entry(tx, _entry(actor, change, tenant_id))


def _entry(actor: Actor, change: Change, tenant_id: TenantId) -> dict[str, Any]:
    origin = actor.origin
    return {
        "tenant_id": tenant_id,
        "id": new_id(),
        "actor_kind": actor.kind.value,
        "user_id": actor.user_id,
        "api_key_id": actor.api_key_id,
        "action": change.action,
        "resource_type": change.resource_type,
        "resource_id": None if change.resource_id is None else str(change.resource_id)[:255],
        "status": "success" if change.succeeded else "failure",
        "address": origin.address,
        "user_agent": (origin.user_agent or "")[:500].replace("\0", ""),
        "request_id": origin.request_id,
        "before": None if change.before is None else pack(change.before),
        "after": None if change.after is None else pack(change.after),
        "details": None if change.details is None else pack(change.details),
    }

"""What people do with triggers: look at them, pause and resume, change addresses and secrets."""

from dataclasses import dataclass
from uuid import UUID

from thaiyyal.features.accounts.key_holder import SealingKeys
from thaiyyal.features.audit import Change, record
from thaiyyal.features.triggers import queries, webhook_queries
from thaiyyal.features.triggers.addresses import (
    digest_of,
    new_address,
    new_secret,
    open_secret,
    seal_secret,
)
from thaiyyal.features.triggers.found import (
    drafted_params,
    drafted_webhooks,
    timetable_of_row,
    webhook_params,
)
from thaiyyal.features.workflows import versions_queries
from thaiyyal.features.workflows.checker import document_from
from thaiyyal.kernel.actor import Actor
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.kernel.clock import utc_now
from thaiyyal.nodes.trigger.webhook_trigger import WebhookTriggerParams
from thaiyyal.store.payload import unpack
from thaiyyal.store.transaction import Row, Transaction


@dataclass(frozen=True, slots=True)
class Webhook:
    """A webhook as whoever listens needs it; ``secret`` is None when none was made.

    ``version``: what to execute; None: the draft.
    """

    id: UUID
    workflow_id: UUID
    node_id: str
    version: int | None
    params: WebhookTriggerParams
    secret: str | None


async def pause_schedule(tx: Transaction, actor: Actor, workflow_id: UUID, id_: UUID) -> Row:
    """Let no slot of a schedule come; pausing what is paused changes nothing."""
    row = await _schedule(tx, workflow_id, id_)
    if row["paused_at"] is not None:
        return row
    now = utc_now()
    await queries.set_paused(tx, id_, paused_at=now, next_at=None)
    await record(tx, actor, _change("schedule.paused", "schedule", row))
    return {**row, "paused_at": now, "next_at": None}


async def resume_schedule(tx: Transaction, actor: Actor, workflow_id: UUID, id_: UUID) -> Row:
    """Let slots come again, from now on: those of the pause were not missed."""
    row = await _schedule(tx, workflow_id, id_)
    if row["paused_at"] is None:
        return row
    next_at = timetable_of_row(row).after(utc_now())
    await queries.set_paused(tx, id_, paused_at=None, next_at=next_at)
    await record(tx, actor, _change("schedule.resumed", "schedule", row))
    return {**row, "paused_at": None, "next_at": next_at}


async def change_address(
    tx: Transaction, actor: Actor, workflow_id: UUID, id_: UUID, *, is_test: bool
) -> Row:
    """Give a webhook a new address; the old one is closed at once."""
    row = await _webhook(tx, workflow_id, id_)
    address = new_address()
    await webhook_queries.set_address(
        tx, id_, address=address, digest=digest_of(address), is_test=is_test
    )
    change = _change("webhook.address_changed", "webhook", row, which=_which(is_test=is_test))
    await record(tx, actor, change)
    return {**row, ("test_address" if is_test else "address"): address}


async def change_secret(
    tx: Transaction,
    actor: Actor,
    workflow_id: UUID,
    id_: UUID,
    *,
    keys: SealingKeys,
    given: str | None,
) -> tuple[Row, str]:
    """Give a webhook another secret, ``given`` or drawn; return it, for it is shown once."""
    row = await _webhook(tx, workflow_id, id_)
    secret = given or new_secret()
    tenant_id = tx.scope.tenant_id
    assert tenant_id is not None
    sealed = seal_secret(keys, secret, tenant_id=tenant_id, id_=id_)
    secret_at = await webhook_queries.set_secret(tx, id_, sealed)
    await record(tx, actor, _change("webhook.secret_changed", "webhook", row))
    return {**row, "has_secret": True, "secret_at": secret_at}, secret


async def list_webhooks(tx: Transaction, workflow_id: UUID) -> list[Row]:
    """Return the webhooks of the published version and those of the draft."""
    rows = await webhook_queries.list_webhooks(tx, workflow_id)
    if all(row["enabled"] for row in rows):
        return rows
    draft = await versions_queries.load_draft(tx, workflow_id)
    found = [] if draft is None else drafted_webhooks(document_from(draft["draft"]))
    drafted = {one.node_id for one in found}
    return [row for row in rows if row["enabled"] or row["node_id"] in drafted]


async def load_webhook(
    tx: Transaction, id_: UUID, *, keys: SealingKeys, is_test: bool = False
) -> Webhook | None:
    """Return what a listener needs of a webhook that ``find_webhook`` named.

    For a test address that is what the draft says, if there is one. None: there is no such node.

    Raises:
        UnreadableSecret: Its key is not here.
    """
    row = await webhook_queries.load_webhook(tx, id_)
    if row is None:
        return None
    draft = await versions_queries.load_draft(tx, row["workflow_id"]) if is_test else None
    if draft is not None:
        params = drafted_params(document_from(draft["draft"]), row["node_id"])
    else:
        params = webhook_params(unpack(bytes(row["params"]))) if row["enabled"] else None
    if params is None:
        return None
    tenant_id = tx.scope.tenant_id
    assert tenant_id is not None
    return Webhook(
        row["id"],
        row["workflow_id"],
        row["node_id"],
        row["version"] if draft is None else None,
        params,
        open_secret(keys, row["sealed_secret"], tenant_id=tenant_id, id_=id_),
    )


async def _schedule(tx: Transaction, workflow_id: UUID, id_: UUID) -> Row:
    row = await queries.lock_schedule(tx, workflow_id, id_)
    if row is None:
        raise NotFound("this workflow has no such schedule")
    return row


async def _webhook(tx: Transaction, workflow_id: UUID, id_: UUID) -> Row:
    row = await webhook_queries.lock_webhook(tx, workflow_id, id_)
    if row is None:
        raise NotFound("this workflow has no such webhook")
    return row


def _which(*, is_test: bool) -> str:
    return "test" if is_test else "production"


def _change(action: str, kind: str, row: Row, **details: str) -> Change:
    told = {"workflow_id": str(row["workflow_id"]), "node_id": row["node_id"], **details}
    return Change(action, kind, row["id"], details={**told})

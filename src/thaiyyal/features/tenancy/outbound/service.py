"""Reading and changing where the workflows of one's tenant may go."""

from typing import Any

from thaiyyal.features.audit import Change, record
from thaiyyal.features.routing import StaleRevision
from thaiyyal.features.tenancy.outbound import queries
from thaiyyal.features.tenancy.outbound.schemas import OutboundLists
from thaiyyal.kernel.actor import Actor
from thaiyyal.kernel.values import Value
from thaiyyal.store.transaction import Row, Transaction

NONE: Row = {
    "allow_domains": [],
    "deny_domains": [],
    "allow_networks": [],
    "deny_networks": [],
    "revision": 0,
    "updated_at": None,
}
"""The rules of a tenant that has made none."""


async def get_rules(tx: Transaction) -> Row:
    """Return the rules of the transaction's tenant."""
    return await queries.load_rules(tx) or NONE


async def update_rules(tx: Transaction, actor: Actor, before: Row, lists: OutboundLists) -> Row:
    """Replace the rules that were read as ``before``.

    Raises:
        StaleRevision: Somebody changed them in the meantime.
    """
    wanted, revision = lists.model_dump(), before["revision"]
    if revision:
        after = await queries.update_rules(tx, wanted, revision=revision)
    else:
        after = await queries.insert_rules(tx, wanted)
    if after is None:
        raise StaleRevision("the rules were changed since you read them; read them again")
    change = Change(
        "outbound_rules.updated",
        "tenant",
        actor.tenant_id,
        before=_shown(before),
        after=_shown(after),
    )
    await record(tx, actor, change)
    return after


def _shown(row: Row) -> Value:
    found: dict[str, Any] = {name: row[name] for name in OutboundLists.model_fields}
    return found

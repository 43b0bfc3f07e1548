"""One's own tenant: reading, changing, deleting it."""

from thaiyyal.features.audit import Change, record
from thaiyyal.features.routing import StaleRevision
from thaiyyal.features.tenancy.tenants import queries
from thaiyyal.kernel.actor import Actor
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.kernel.values import Value
from thaiyyal.store.transaction import Row, Transaction


class NotConfirmed(ThaiyyalError):
    """What was typed to confirm is not the short name of the tenant."""

    code = "not_confirmed"


class TenantDeleting(ThaiyyalError):
    """The tenant is about to be deleted."""

    code = "tenant_deleting"
    kind = Kind.CONFLICT


async def get_own_tenant(tx: Transaction) -> Row:
    """Return the tenant of the transaction's scope.

    Raises:
        NotFound: It is gone.
    """
    row = await queries.load_own(tx)
    if row is None:
        raise NotFound("there is no such tenant")
    return row


async def update_own_tenant(
    tx: Transaction, actor: Actor, before: Row, *, name: str, settings: dict[str, object]
) -> Row:
    """Change name and settings of what was read as ``before``.

    Raises:
        StaleRevision: Somebody changed it in the meantime.
    """
    revision: int = before["revision"]
    if not await queries.update_own(tx, name=name, settings=settings, revision=revision):
        raise StaleRevision("the tenant was changed since you read it; read it again")
    after = await get_own_tenant(tx)
    change = Change(
        "tenant.updated", "tenant", after["id"], before=shown(before), after=shown(after)
    )
    await record(tx, actor, change)
    return after


async def close_tenant(tx: Transaction, actor: Actor, *, confirm: str) -> Row:
    """Mark the transaction's tenant for deletion: at once nobody can act in it any more.

    Raises:
        NotConfirmed: ``confirm`` is not its short name.
    """
    before = await get_own_tenant(tx)
    if confirm != before["slug"]:
        raise NotConfirmed('to delete this tenant, send its short name as "confirm"')
    return await set_status(tx, actor, "deleting", before=before)


async def set_status(tx: Transaction, actor: Actor, status: str, *, before: Row) -> Row:
    """Give the transaction's tenant a status, and record what that means."""
    if not await queries.set_status(tx, status):
        return before
    after = await get_own_tenant(tx)
    action = {
        "active": "tenant.resumed",
        "suspended": "tenant.suspended",
        "deleting": "tenant.deletion_started",
    }[status]
    change = Change(action, "tenant", after["id"], before=shown(before), after=shown(after))
    await record(tx, actor, change)
    return after


def shown(row: Row) -> Value:
    """Return what the audit log shows of a tenant."""
    return {
        "slug": row["slug"],
        "name": row["name"],
        "plan": row["plan"],
        "status": row["status"],
        "settings": row["settings"],
    }

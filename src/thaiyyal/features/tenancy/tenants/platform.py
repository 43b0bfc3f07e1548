"""What the platform's owner does to a tenant; the tenant's log and the platform's both tell it.

Each change is one transaction of the tenant, which may be repeated; the platform's entry follows
in one of its own.
"""

from collections.abc import AsyncIterator, Awaitable, Callable

from thaiyyal.features.audit import Change, record
from thaiyyal.features.tenancy import queries as tenancy
from thaiyyal.features.tenancy.quotas.queries import forget_warnings
from thaiyyal.features.tenancy.tenants import queries
from thaiyyal.features.tenancy.tenants.service import (
    TenantDeleting,
    get_own_tenant,
    set_status,
    shown,
)
from thaiyyal.kernel.actor import Actor, TenantScope
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.kernel.ids import PLATFORM, TenantId
from thaiyyal.kernel.values import Value
from thaiyyal.store.transaction import Row, Transaction
from thaiyyal.store.unit_of_work import Database

_PAGE = 500
Work = Callable[[Transaction, Row], Awaitable[Row]]


class UnknownPlan(ThaiyyalError):
    """There is no plan of this name."""

    code = "plan_unknown"


def platform_scope(actor: Actor) -> TenantScope:
    """Return the scope in which the platform's owner sees all tenants, and nothing inside them."""
    return TenantScope(PLATFORM, actor.user_id)


async def change_tenant(
    database: Database,
    actor: Actor,
    tenant_id: TenantId,
    action: str,
    work: Work,
    *,
    details: Value = None,
) -> Row:
    """Do ``work`` in a tenant, then tell the platform's log; return the tenant as it is then.

    Raises:
        NotFound: There is no such tenant.
    """

    async def inside(tx: Transaction) -> tuple[Row, Row]:
        await tenancy.lock_tenant(tx)
        before = await get_own_tenant(tx)
        return before, await work(tx, before)

    before, after = await database.repeat(TenantScope(tenant_id, actor.user_id), inside)
    change = Change(
        action, "tenant", tenant_id, before=shown(before), after=shown(after), details=details
    )
    await tell_platform(database, actor, change)
    return after


async def suspend_tenant(database: Database, actor: Actor, tenant_id: TenantId) -> Row:
    """Close a tenant for the time being.

    Raises:
        NotFound: There is no such tenant.
        TenantDeleting: It is about to be deleted.
    """

    async def suspend(tx: Transaction, before: Row) -> Row:
        require_not_deleting(before)
        return await set_status(tx, actor, "suspended", before=before)

    return await change_tenant(database, actor, tenant_id, "tenant.suspended", suspend)


async def resume_tenant(database: Database, actor: Actor, tenant_id: TenantId) -> Row:
    """Open a tenant again that was suspended, or is not erased yet; raises ``NotFound``."""

    async def resume(tx: Transaction, before: Row) -> Row:
        return await set_status(tx, actor, "active", before=before)

    return await change_tenant(database, actor, tenant_id, "tenant.resumed", resume)


async def tell_platform(database: Database, actor: Actor, change: Change) -> None:
    """Write an entry into the platform's own log."""
    async with database.begin(platform_scope(actor)) as tx:
        await record(tx, actor, change)


async def get_tenant(tx: Transaction, tenant_id: TenantId) -> Row:
    """Return any tenant, in a transaction of the platform.

    Raises:
        NotFound: There is no such tenant.
    """
    row = await queries.load_tenant(tx, tenant_id)
    if row is None:
        raise NotFound("there is no such tenant")
    return row


async def every_tenant(database: Database) -> AsyncIterator[Row]:
    """Yield all tenants by short name."""
    after = None
    while True:
        async with database.begin(TenantScope(PLATFORM)) as tx:
            rows = await queries.list_tenants(
                tx, q=None, status=None, plan=None, after=after, limit=_PAGE
            )
        for row in rows:
            yield row
        if len(rows) < _PAGE:
            return
        after = rows[-1]["slug"]


async def find_tenant(database: Database, slug: str) -> Row:
    """Return the tenant of a short name; raises ``NotFound``."""
    async with database.begin(TenantScope(PLATFORM)) as tx:
        row = await queries.load_by_slug(tx, slug)
    if row is None:
        raise NotFound(f'there is no tenant with the short name "{slug}"')
    return row


async def set_plan(tx: Transaction, actor: Actor, plan: str, *, before: Row) -> Row:
    """Give the transaction's tenant another plan. What it uses beyond that stays.

    Raises:
        UnknownPlan: There is no such plan.
    """
    await require_plan(tx, plan)
    if not await queries.set_plan(tx, plan):
        return before
    await forget_warnings(tx)
    after = await get_own_tenant(tx)
    change = Change(
        "tenant.plan_changed", "tenant", after["id"], before=shown(before), after=shown(after)
    )
    await record(tx, actor, change)
    return after


async def require_plan(tx: Transaction, plan: str) -> None:
    """Do nothing when there is such a plan.

    Raises:
        UnknownPlan: There is not.
    """
    if not await queries.plan_exists(tx, plan):
        raise UnknownPlan(f'there is no plan "{plan}"; GET /plans lists those there are')


def require_not_deleting(row: Row) -> None:
    """Do nothing unless a tenant is about to be deleted.

    Raises:
        TenantDeleting: It is.
    """
    if row["status"] == "deleting":
        raise TenantDeleting("this tenant is about to be deleted; resume it to keep it")

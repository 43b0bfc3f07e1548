"""Opening a tenant for somebody: its owner is who has an account, or is invited to make one."""

from dataclasses import dataclass
from datetime import timedelta

from thaiyyal.features.accounts.emails import Email
from thaiyyal.features.accounts.invitations import Made, insert_invitation
from thaiyyal.features.accounts.invitations.service import LIFETIME
from thaiyyal.features.accounts.openings import queries
from thaiyyal.features.audit import Change
from thaiyyal.features.tenancy.founding import found_tenant
from thaiyyal.features.tenancy.queries import role_by_name
from thaiyyal.features.tenancy.tenants.platform import require_plan, tell_platform
from thaiyyal.features.tenancy.tenants.service import get_own_tenant, shown
from thaiyyal.kernel.actor import Actor, TenantScope
from thaiyyal.kernel.ids import TenantId, new_id
from thaiyyal.store.transaction import Row, Transaction
from thaiyyal.store.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Opening:
    """What a new tenant is to be. ``owner_email`` is normalised; ``invitation``: its lifetime."""

    name: str
    slug: str
    plan: str
    owner_email: Email
    invitation: timedelta = LIFETIME


async def open_tenant(
    database: Database, actor: Actor, opening: Opening
) -> tuple[Row, Made | None]:
    """Make a tenant; return it, and the invitation of its owner when they have no account yet.

    Raises:
        SlugTaken, UnknownPlan: As they say.
    """
    tenant_id = TenantId(new_id())
    async with database.begin(TenantScope(tenant_id, actor.user_id)) as tx:
        invitation = await _found(tx, actor, opening)
        row = await get_own_tenant(tx)
    await tell_platform(
        database, actor, Change("tenant.created", "tenant", tenant_id, after=shown(row))
    )
    return row, invitation


async def _found(tx: Transaction, actor: Actor, opening: Opening) -> Made | None:
    await require_plan(tx, opening.plan)
    owner_id = await queries.find_user(tx, opening.owner_email)
    await found_tenant(
        tx,
        actor,
        name=opening.name,
        slug=opening.slug,
        plan=opening.plan,
        owner_id=owner_id,
    )
    if owner_id is not None:
        return None
    role_id = await role_by_name(tx, "owner")
    assert role_id is not None
    return await insert_invitation(
        tx, actor, email=opening.owner_email, role_id=role_id, lasts=opening.invitation
    )

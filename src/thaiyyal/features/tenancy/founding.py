"""How a tenant begins: the row, its built-in roles, its first member."""

from thaiyyal.features.audit import Change, record
from thaiyyal.features.tenancy import queries
from thaiyyal.features.tenancy.quotas import Metric, add
from thaiyyal.kernel.actor import Actor
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.kernel.ids import RoleId, TenantId, UserId, new_id
from thaiyyal.kernel.permissions import BUILT_IN_ROLES
from thaiyyal.kernel.values import Value
from thaiyyal.store.transaction import Row, Transaction

_DESCRIPTIONS = {
    "owner": "May do everything, also delete the tenant.",
    "admin": "May do everything but delete the tenant.",
    "editor": "Makes, changes, shares and runs workflows.",
    "viewer": "Sees workflows and executions, changes nothing.",
}


class SlugTaken(ThaiyyalError):
    """Another tenant has this short name."""

    code = "slug_taken"
    kind = Kind.CONFLICT


async def found_tenant(
    tx: Transaction, actor: Actor, *, name: str, slug: str, plan: str, owner_id: UserId | None
) -> Row:
    """Make a tenant with its roles and its owner. The transaction's scope is the new tenant's.

    ``owner_id`` None: the owner is somebody who has to be invited first.

    Raises:
        SlugTaken: The short name is in use.
    """
    tenant_id = tx.scope.tenant_id
    if tenant_id is None:
        raise ValueError("the transaction has to be opened for the tenant that is to be")
    row = await queries.insert_tenant(tx, id_=TenantId(tenant_id), slug=slug, name=name, plan=plan)
    if row is None:
        raise SlugTaken(f'the short name "{slug}" is taken; choose another one')
    roles = await _insert_built_in_roles(tx)
    if owner_id is not None:
        await queries.insert_member(tx, owner_id)
        await queries.grant_role(tx, user_id=owner_id, role_id=roles["owner"])
        await add(tx, Metric.USERS, 1)
    owner = None if owner_id is None else str(owner_id)
    after: Value = {"name": name, "slug": slug, "plan": plan, "owner_id": owner}
    await record(tx, actor, Change("tenant.created", "tenant", tenant_id, after=after))
    return row


async def _insert_built_in_roles(tx: Transaction) -> dict[str, RoleId]:
    made: dict[str, RoleId] = {}
    for name, permissions in BUILT_IN_ROLES.items():
        made[name] = role_id = RoleId(new_id())
        await queries.insert_role(
            tx, id_=role_id, name=name, description=_DESCRIPTIONS[name], is_built_in=True
        )
        await queries.grant_permissions(tx, role_id, permissions)
    return made

"""Custom roles. Built-in ones stay as they are; nobody makes a role that can do more than they."""

from dataclasses import dataclass
from uuid import UUID

from thaiyyal.features.audit import Change, record
from thaiyyal.features.tenancy import queries as tenancy
from thaiyyal.features.tenancy.members import resolve_roles
from thaiyyal.features.tenancy.rank import require_rank, require_to_hold
from thaiyyal.features.tenancy.roles import queries
from thaiyyal.kernel.actor import Actor
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.kernel.errors import Kind, LimitExceeded, ThaiyyalError
from thaiyyal.kernel.ids import RoleId, new_id
from thaiyyal.kernel.permissions import Permission
from thaiyyal.kernel.values import Value
from thaiyyal.store.transaction import Row, Transaction

MOST_CUSTOM_ROLES = 100


class RoleBuiltIn(ThaiyyalError):
    """Built-in roles cannot be changed or deleted."""

    code = "role_built_in"
    kind = Kind.CONFLICT


class RoleNameTaken(ThaiyyalError):
    """Another role has this name."""

    code = "role_name_taken"
    kind = Kind.CONFLICT


class RoleInUse(ThaiyyalError):
    """Members, open invitations or shares name a role that was to be deleted."""

    code = "role_in_use"
    kind = Kind.CONFLICT


@dataclass(frozen=True, slots=True)
class Content:
    """What a role is called and allows."""

    name: str
    description: str
    permissions: frozenset[Permission]


async def get_role(tx: Transaction, role_id: RoleId) -> Row:
    """Return a role.

    Raises:
        NotFound: The tenant has no such role.
    """
    row = await queries.load_role(tx, role_id)
    if row is None:
        raise NotFound("there is no such role in your tenant")
    return row


async def create_role(tx: Transaction, actor: Actor, content: Content) -> Row:
    """Make a custom role.

    Raises:
        Escalation: It would allow what the actor may not do.
        RoleNameTaken: Another role has this name.
        LimitExceeded: The tenant has as many roles as it may have.
    """
    require_to_hold(actor, content.permissions)
    await tenancy.lock_tenant(tx)
    role_id = RoleId(new_id())
    await _require_free_name(tx, content.name, besides=role_id)
    if await queries.count_custom_roles(tx) >= MOST_CUSTOM_ROLES:
        raise LimitExceeded(
            f"a tenant has at most {MOST_CUSTOM_ROLES} roles of its own; delete one first"
        )
    await tenancy.insert_role(
        tx, id_=role_id, name=content.name, description=content.description, is_built_in=False
    )
    await tenancy.grant_permissions(tx, role_id, content.permissions)
    row = await get_role(tx, role_id)
    await record(tx, actor, Change("role.created", "role", role_id, after=_shown(row)))
    return row


async def update_role(tx: Transaction, actor: Actor, role_id: RoleId, content: Content) -> Row:
    """Replace what a custom role is called and allows.

    Raises:
        NotFound, RoleBuiltIn, RoleNameTaken: As they say.
        Outranked, Escalation: It allows, or would allow, what the actor may not do.
    """
    before = await _lock_custom_role(tx, actor, role_id)
    require_to_hold(actor, content.permissions)
    await _require_free_name(tx, content.name, besides=role_id)
    await queries.update_role(
        tx,
        role_id,
        name=content.name,
        description=content.description,
        permissions=content.permissions,
    )
    after = await get_role(tx, role_id)
    change = Change("role.updated", "role", role_id, before=_shown(before), after=_shown(after))
    await record(tx, actor, change)
    return after


async def delete_role(
    tx: Transaction, actor: Actor, role_id: RoleId, *, reassign_to: UUID | None
) -> None:
    """Delete a custom role; its members and open invitations get another, if one is named.

    Raises:
        NotFound, RoleBuiltIn: As they say.
        RoleInUse: Somebody has it, and no other role was named.
        UnknownRole: The other role does not exist, or is the one that goes.
        Outranked, Escalation: One of the roles allows what the actor may not do.
    """
    before = await _lock_custom_role(tx, actor, role_id)
    uses = await queries.count_uses(tx, role_id)
    if reassign_to is not None:
        await _reassign(tx, actor, role_id, reassign_to)
    elif any(uses.values()):
        raise RoleInUse(
            f'the role "{before["name"]}" is in use ({_counted(uses)}); name another one in '
            "reassign_to, or take it away first"
        )
    await queries.delete_role(tx, role_id)
    details: Value = {
        "reassigned_to": None if reassign_to is None else str(reassign_to),
        **{name: int(count) for name, count in uses.items()},
    }
    change = Change("role.deleted", "role", role_id, before=_shown(before), details=details)
    await record(tx, actor, change)


async def _lock_custom_role(tx: Transaction, actor: Actor, role_id: RoleId) -> Row:
    await tenancy.lock_tenant(tx)
    row = await get_role(tx, role_id)
    if row["is_built_in"]:
        raise RoleBuiltIn(
            f'the role "{row["name"]}" is the same in every tenant; make a role of your own instead'
        )
    require_rank(actor, row["permissions"])
    return row


async def _require_free_name(tx: Transaction, name: str, *, besides: RoleId) -> None:
    if await queries.is_name_used(tx, name, besides=besides):
        raise RoleNameTaken(f'there is a role "{name}" already; choose another name')


async def _reassign(tx: Transaction, actor: Actor, role_id: RoleId, heir: UUID) -> None:
    if heir == role_id:
        raise RoleInUse("reassign_to has to name another role than the one that is deleted")
    (other,) = await resolve_roles(tx, [str(heir)])
    require_to_hold(actor, other["permissions"])
    await queries.reassign_role(tx, role_id, heir=RoleId(heir))


def _counted(uses: Row) -> str:
    return ", ".join(f"{count} {name}" for name, count in uses.items() if count)


def _shown(role: Row) -> Value:
    return {
        "name": role["name"],
        "description": role["description"],
        "permissions": list(role["permissions"]),
    }

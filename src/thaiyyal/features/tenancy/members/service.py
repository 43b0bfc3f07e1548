"""Who is in a tenant, with which roles. All changes of one tenant wait for each other."""

from collections.abc import Sequence

from thaiyyal.features.audit import Change, record
from thaiyyal.features.tenancy import queries as tenancy
from thaiyyal.features.tenancy.members import queries
from thaiyyal.features.tenancy.quotas import Metric, give_back, take
from thaiyyal.features.tenancy.rank import require_rank, require_to_hold
from thaiyyal.kernel.actor import Actor
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.kernel.ids import RoleId, UserId
from thaiyyal.kernel.values import Value
from thaiyyal.store.transaction import Row, Transaction


class LastOwner(ThaiyyalError):
    """A tenant would be left without anybody who can act as its owner."""

    code = "last_owner"
    kind = Kind.CONFLICT


class UnknownRole(ThaiyyalError):
    """There is no role of this name or id."""

    code = "role_unknown"


async def get_member(tx: Transaction, user_id: UserId) -> Row:
    """Return a member.

    Raises:
        NotFound: Nobody with this id is in the tenant.
    """
    row = await queries.load_member(tx, user_id)
    if row is None:
        raise NotFound("there is no such user in your tenant")
    return row


async def resolve_roles(tx: Transaction, names: Sequence[str]) -> list[Row]:
    """Return roles by their names or ids: id, name, is_built_in, permissions.

    Raises:
        UnknownRole: There is no such role.
    """
    rows = await queries.load_roles(tx, names)
    known = {row["name"] for row in rows} | {str(row["id"]) for row in rows}
    unknown = sorted(set(names) - known)
    if unknown:
        raise UnknownRole(
            f"there is no role {', '.join(unknown)}; GET /roles lists those there are"
        )
    return rows


async def require_changeable(tx: Transaction, actor: Actor, user_id: UserId) -> Row:
    """Return a member who has no more rights than the actor.

    Raises:
        NotFound: There is no such member.
        Outranked: The member has more rights.
    """
    row = await get_member(tx, user_id)
    if user_id != actor.user_id or actor.scopes is not None:
        require_rank(actor, await queries.load_permissions(tx, user_id))
    return row


async def change_member(
    tx: Transaction,
    actor: Actor,
    user_id: UserId,
    *,
    roles: Sequence[str] | None,
    status: str | None,
) -> Row:
    """Change the roles or the status of a member; return the member as they are then.

    Raises:
        NotFound, UnknownRole: There is no such member, no such role.
        Outranked, Escalation: The member, or a role that is given, has more rights than the actor.
        LastOwner: Nobody would be left to act as owner.
    """
    before = await _lock_member(tx, actor, user_id)
    if roles is not None:
        await _change_roles(tx, actor, before, roles)
        await queries.end_password_resets(tx, user_id)
    if status is not None and status != before["status"]:
        await queries.set_status(tx, user_id, status)
    await _keep_an_owner(tx, before)
    after = await get_member(tx, user_id)
    await _record_change(tx, actor, before, after)
    if _has_less(before, after):
        await _end_invitations(tx, actor, user_id)
    return after


async def remove_member(tx: Transaction, actor: Actor, user_id: UserId) -> None:
    """End a membership. Workflows and credentials of that person pass to the actor.

    Raises:
        NotFound: There is no such member.
        Outranked: The member has more rights than the actor.
        LastOwner: Nobody would be left to act as owner.
    """
    before = await _lock_member(tx, actor, user_id)
    passed = (0, 0)
    if actor.user_id is not None and actor.user_id != user_id:
        passed = await queries.pass_belongings(tx, user_id=user_id, heir=actor.user_id)
    await queries.delete_member(tx, user_id)
    await _keep_an_owner(tx, before)
    await give_back(tx, Metric.USERS)
    await _end_invitations(tx, actor, user_id)
    details: Value = {"workflows_passed": passed[0], "credentials_passed": passed[1]}
    change = Change("user.removed", "user", user_id, before=_shown(before), details=details)
    await record(tx, actor, change)


async def join_tenant(
    tx: Transaction, actor: Actor, *, user_id: UserId, role_id: RoleId, details: Value = None
) -> bool:
    """Make a user a member with a role, in the transaction's tenant; whether they were none.

    Raises:
        QuotaExceeded: The tenant has as many users as it may have.
    """
    is_new = await tenancy.insert_member(tx, user_id)
    if is_new:
        await take(tx, Metric.USERS)
    await tenancy.grant_role(tx, user_id=user_id, role_id=role_id)
    await queries.end_password_resets(tx, user_id)
    after: Value = {"role_id": str(role_id)}
    change = Change("user.joined", "user", user_id, after=after, details=details)
    await record(tx, actor, change)
    return is_new


async def _lock_member(tx: Transaction, actor: Actor, user_id: UserId) -> Row:
    """Return a member whom the actor may change, when nobody else changes members."""
    await tenancy.lock_tenant(tx)
    return await require_changeable(tx, actor, user_id)


async def _change_roles(tx: Transaction, actor: Actor, member: Row, names: Sequence[str]) -> None:
    wanted = await resolve_roles(tx, names)
    had = {role["id"] for role in member["roles"]}
    for role in wanted:
        if str(role["id"]) not in had:
            require_to_hold(actor, role["permissions"])
    await queries.set_roles(tx, UserId(member["id"]), [RoleId(role["id"]) for role in wanted])


async def _keep_an_owner(tx: Transaction, before: Row) -> None:
    was_owner = any(role["name"] == "owner" for role in before["roles"])
    if was_owner and before["status"] == "active" and not await queries.count_active_owners(tx):
        raise LastOwner("this is the last owner of the tenant; make somebody else an owner first")


def _has_less(before: Row, after: Row) -> bool:
    """Whether a member lost a role, or was disabled."""
    kept = {role["id"] for role in after["roles"]}
    lost = any(role["id"] not in kept for role in before["roles"])
    return lost or (before["status"], after["status"]) == ("active", "disabled")


async def _end_invitations(tx: Transaction, actor: Actor, user_id: UserId) -> None:
    """End what a member offered to others, with rights that the member may not have any more."""
    ended = await queries.end_invitations_by(tx, user_id)
    if ended:
        details: Value = {"invited_by": str(user_id), "ended": ended}
        await record(tx, actor, Change("invitation.revoked", "user", user_id, details=details))


async def _record_change(tx: Transaction, actor: Actor, before: Row, after: Row) -> None:
    if before["roles"] != after["roles"]:
        await _record(tx, actor, "user.roles_changed", before, after)
    if before["status"] != after["status"]:
        done = "user.disabled" if after["status"] == "disabled" else "user.enabled"
        await _record(tx, actor, done, before, after)


async def _record(tx: Transaction, actor: Actor, action: str, before: Row, after: Row) -> None:
    change = Change(action, "user", after["id"], before=_shown(before), after=_shown(after))
    await record(tx, actor, change)


def _shown(member: Row) -> Value:
    return {
        "email": member["email"],
        "status": member["status"],
        "roles": [role["name"] for role in member["roles"]],
    }

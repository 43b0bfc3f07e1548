"""SQL of members."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg import sql

from thaiyyal.kernel.ids import RoleId, UserId
from thaiyyal.store.transaction import Row, Transaction

_COLUMNS = sql.SQL("""
SELECT u.id, u.email, u.name, m.status, m.joined_at, u.last_sign_in_at,
  coalesce((SELECT json_agg(json_build_object('id', r.id, 'name', r.name) ORDER BY r.name)
            FROM user_roles ur JOIN roles r ON r.tenant_id = ur.tenant_id AND r.id = ur.role_id
            WHERE ur.tenant_id = m.tenant_id AND ur.user_id = m.user_id), '[]') AS roles
FROM members m JOIN users u ON u.id = m.user_id
WHERE m.tenant_id = current_tenant()
""")
_FILTERS = sql.SQL("""
  AND (%(q)s::text IS NULL OR position(lower(%(q)s) IN lower(u.name || ' ' || u.email)) > 0)
  AND (%(status)s::text IS NULL OR m.status = %(status)s)
  AND (%(role)s::text IS NULL OR EXISTS (
    SELECT FROM user_roles ur JOIN roles r ON r.tenant_id = ur.tenant_id AND r.id = ur.role_id
    WHERE ur.tenant_id = m.tenant_id AND ur.user_id = m.user_id
      AND (r.name = %(role)s OR r.id::text = %(role)s)))
""")
_AFTER_NAME = sql.SQL("AND (%(id)s::uuid IS NULL OR (u.name, u.id) > (%(after)s::text, %(id)s))")
_BEFORE_NAME = sql.SQL("AND (%(id)s::uuid IS NULL OR (u.name, u.id) < (%(after)s::text, %(id)s))")
_AFTER_EMAIL = sql.SQL("AND (%(id)s::uuid IS NULL OR (u.email, u.id) > (%(after)s::text, %(id)s))")
_BEFORE_EMAIL = sql.SQL("AND (%(id)s::uuid IS NULL OR (u.email, u.id) < (%(after)s::text, %(id)s))")
_LATER = sql.SQL(
    "AND (%(id)s::uuid IS NULL OR (m.joined_at, u.id) > (%(after)s::timestamptz, %(id)s))"
)
_EARLIER = sql.SQL(
    "AND (%(id)s::uuid IS NULL OR (m.joined_at, u.id) < (%(after)s::timestamptz, %(id)s))"
)
_SORTS = {
    "name": (_AFTER_NAME, sql.SQL("ORDER BY u.name, u.id")),
    "-name": (_BEFORE_NAME, sql.SQL("ORDER BY u.name DESC, u.id DESC")),
    "email": (_AFTER_EMAIL, sql.SQL("ORDER BY u.email, u.id")),
    "-email": (_BEFORE_EMAIL, sql.SQL("ORDER BY u.email DESC, u.id DESC")),
    "joined_at": (_LATER, sql.SQL("ORDER BY m.joined_at, u.id")),
    "-joined_at": (_EARLIER, sql.SQL("ORDER BY m.joined_at DESC, u.id DESC")),
}
_LIMIT = sql.SQL("LIMIT %(limit)s")
_LIST = {
    name: sql.SQL("\n").join([_COLUMNS, _FILTERS, place, order, _LIMIT])
    for name, (place, order) in _SORTS.items()
}
_ONE = _COLUMNS + sql.SQL("  AND m.user_id = %(user_id)s")
_PERMISSIONS = """
SELECT DISTINCT rp.permission FROM user_roles ur
JOIN role_permissions rp ON rp.tenant_id = ur.tenant_id AND rp.role_id = ur.role_id
WHERE ur.tenant_id = current_tenant() AND ur.user_id = %(user_id)s
"""
_ROLES_NAMED = """
SELECT r.id, r.name, r.is_built_in, ARRAY(
  SELECT rp.permission FROM role_permissions rp
  WHERE rp.tenant_id = r.tenant_id AND rp.role_id = r.id) AS permissions
FROM roles r
WHERE r.tenant_id = current_tenant() AND (r.name = ANY(%(names)s) OR r.id::text = ANY(%(names)s))
ORDER BY r.name
"""
_TAKE_ROLES = """
DELETE FROM user_roles
WHERE tenant_id = current_tenant() AND user_id = %(user_id)s AND role_id <> ALL(%(role_ids)s)
"""
_GIVE_ROLES = """
INSERT INTO user_roles (tenant_id, user_id, role_id)
SELECT current_tenant(), %(user_id)s, unnest(%(role_ids)s::uuid[]) ON CONFLICT DO NOTHING
"""
_SET_STATUS = """
UPDATE members SET status = %(status)s
WHERE tenant_id = current_tenant() AND user_id = %(user_id)s
"""
_ACTIVE_OWNERS = """
SELECT count(*) FROM user_roles ur
JOIN roles r ON r.tenant_id = ur.tenant_id AND r.id = ur.role_id
JOIN members m ON m.tenant_id = ur.tenant_id AND m.user_id = ur.user_id
JOIN users u ON u.id = m.user_id
WHERE ur.tenant_id = current_tenant() AND r.is_built_in AND r.name = 'owner'
  AND m.status = 'active' AND u.disabled_at IS NULL
"""
_BEQUEATH_WORKFLOWS = """
UPDATE workflows SET owner_id = %(heir)s, revision = revision + 1, updated_at = now(),
  updated_by = %(heir)s
WHERE tenant_id = current_tenant() AND owner_id = %(user_id)s
"""
_BEQUEATH_CREDENTIALS = """
UPDATE credentials SET owner_id = %(heir)s, updated_at = now()
WHERE tenant_id = current_tenant() AND owner_id = %(user_id)s
"""
_END_RESETS = "SELECT end_password_resets(%(user_id)s)"
_END_INVITATIONS = """
UPDATE invitations SET revoked_at = now()
WHERE tenant_id = current_tenant() AND invited_by = %(user_id)s
  AND accepted_at IS NULL AND revoked_at IS NULL
"""
_REMOVE = "DELETE FROM members WHERE tenant_id = current_tenant() AND user_id = %(user_id)s"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which members are wanted, None for all: part of name or address, role, status."""

    q: str | None = None
    role: str | None = None
    status: str | None = None


async def list_members(
    tx: Transaction,
    filters: Filters,
    *,
    sort: str,
    after: tuple[str | datetime, UUID] | None,
    limit: int,
) -> list[Row]:
    """Return members in the order of ``sort``, those after a place in it."""
    place, id_ = after or (None, None)
    params = {
        "q": filters.q,
        "role": filters.role,
        "status": filters.status,
        "after": place,
        "id": id_,
        "limit": limit,
    }
    return await tx.rows(_LIST[sort], params)


async def load_member(tx: Transaction, user_id: UserId) -> Row | None:
    """Return one member."""
    return await tx.row(_ONE, {"user_id": user_id})


async def load_permissions(tx: Transaction, user_id: UserId) -> set[str]:
    """Return what the roles of a member allow."""
    return {row["permission"] for row in await tx.rows(_PERMISSIONS, {"user_id": user_id})}


async def load_roles(tx: Transaction, names: Collection[str]) -> list[Row]:
    """Return the roles of these names or ids, with what each allows."""
    return await tx.rows(_ROLES_NAMED, {"names": list(names)})


async def set_roles(tx: Transaction, user_id: UserId, role_ids: Collection[RoleId]) -> None:
    """Let a member have these roles and no others."""
    params = {"user_id": user_id, "role_ids": list(role_ids)}
    await tx.run(_TAKE_ROLES, params)
    await tx.run(_GIVE_ROLES, params)


async def set_status(tx: Transaction, user_id: UserId, status: str) -> None:
    """Disable a member, or let them in again."""
    await tx.run(_SET_STATUS, {"user_id": user_id, "status": status})


async def count_active_owners(tx: Transaction) -> int:
    """Return how many people can act as owner of the tenant."""
    return int(await tx.value(_ACTIVE_OWNERS))


async def pass_belongings(tx: Transaction, *, user_id: UserId, heir: UserId) -> tuple[int, int]:
    """Give a member's workflows and credentials to another; return how many there were."""
    params = {"user_id": user_id, "heir": heir}
    return await tx.run(_BEQUEATH_WORKFLOWS, params), await tx.run(_BEQUEATH_CREDENTIALS, params)


async def end_password_resets(tx: Transaction, user_id: UserId) -> None:
    """End the links that set a user's password: they were made for who had fewer rights."""
    await tx.run(_END_RESETS, {"user_id": user_id})


async def end_invitations_by(tx: Transaction, user_id: UserId) -> int:
    """End the open invitations that a member made; return how many there were."""
    return await tx.run(_END_INVITATIONS, {"user_id": user_id})


async def delete_member(tx: Transaction, user_id: UserId) -> None:
    """End a membership; roles, API keys and shares of that person in the tenant go with it."""
    await tx.run(_REMOVE, {"user_id": user_id})

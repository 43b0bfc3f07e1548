"""SQL of roles."""

from collections.abc import Iterable
from uuid import UUID

from psycopg import sql

from thaiyyal.kernel.ids import RoleId
from thaiyyal.store.transaction import Row, Transaction

_COLUMNS = sql.SQL("""
SELECT r.id, r.name, r.description, r.is_built_in, r.created_at, r.updated_at,
  ARRAY(SELECT rp.permission FROM role_permissions rp
        WHERE rp.tenant_id = r.tenant_id AND rp.role_id = r.id
        ORDER BY rp.permission) AS permissions,
  (SELECT count(*) FROM user_roles ur
   WHERE ur.tenant_id = r.tenant_id AND ur.role_id = r.id) AS members
FROM roles r WHERE r.tenant_id = current_tenant()
""")
_LIST = _COLUMNS + sql.SQL("""
  AND (%(id)s::uuid IS NULL OR (r.name, r.id) > (%(after)s::text, %(id)s))
ORDER BY r.name, r.id LIMIT %(limit)s
""")
_ONE = _COLUMNS + sql.SQL("  AND r.id = %(role_id)s")
_COUNT_CUSTOM = """
SELECT count(*) FROM roles WHERE tenant_id = current_tenant() AND NOT is_built_in
"""
_NAME_IN_USE = """
SELECT EXISTS (SELECT FROM roles WHERE tenant_id = current_tenant()
  AND lower(name) = lower(%(name)s) AND id <> %(role_id)s)
"""
_UPDATE = """
UPDATE roles SET name = %(name)s, description = %(description)s, updated_at = now()
WHERE tenant_id = current_tenant() AND id = %(role_id)s
"""
_TAKE_PERMISSIONS = """
DELETE FROM role_permissions WHERE tenant_id = current_tenant() AND role_id = %(role_id)s
  AND permission <> ALL(%(permissions)s)
"""
_GIVE_PERMISSIONS = """
INSERT INTO role_permissions (tenant_id, role_id, permission)
SELECT current_tenant(), %(role_id)s, unnest(%(permissions)s::text[]) ON CONFLICT DO NOTHING
"""
_USES = """
SELECT
  (SELECT count(*) FROM user_roles
   WHERE tenant_id = current_tenant() AND role_id = %(role_id)s) AS members,
  (SELECT count(*) FROM invitations
   WHERE tenant_id = current_tenant() AND role_id = %(role_id)s
     AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > now()) AS invitations,
  (SELECT count(*) FROM workflow_permissions
   WHERE tenant_id = current_tenant() AND role_id = %(role_id)s) AS shares
"""
_MOVE_MEMBERS = """
INSERT INTO user_roles (tenant_id, user_id, role_id)
SELECT tenant_id, user_id, %(heir)s FROM user_roles
WHERE tenant_id = current_tenant() AND role_id = %(role_id)s ON CONFLICT DO NOTHING
"""
_LEAVE_MEMBERS = """
DELETE FROM user_roles WHERE tenant_id = current_tenant() AND role_id = %(role_id)s
"""
_MOVE_INVITATIONS = """
UPDATE invitations SET role_id = %(heir)s
WHERE tenant_id = current_tenant() AND role_id = %(role_id)s
"""
_DELETE = "DELETE FROM roles WHERE tenant_id = current_tenant() AND id = %(role_id)s"


async def list_roles(tx: Transaction, *, after: tuple[str, UUID] | None, limit: int) -> list[Row]:
    """Return roles by name, those after a place."""
    place, id_ = after or (None, None)
    return await tx.rows(_LIST, {"after": place, "id": id_, "limit": limit})


async def load_role(tx: Transaction, role_id: RoleId) -> Row | None:
    """Return one role with what it allows and how many have it."""
    return await tx.row(_ONE, {"role_id": role_id})


async def count_custom_roles(tx: Transaction) -> int:
    """Return how many roles the tenant made itself."""
    return int(await tx.value(_COUNT_CUSTOM))


async def is_name_used(tx: Transaction, name: str, *, besides: RoleId) -> bool:
    """Whether another role has this name, in whatever case."""
    return bool(await tx.value(_NAME_IN_USE, {"name": name, "role_id": besides}))


async def update_role(
    tx: Transaction, role_id: RoleId, *, name: str, description: str, permissions: Iterable[str]
) -> None:
    """Let a role be called, described and allow what is given."""
    params = {
        "role_id": role_id,
        "name": name,
        "description": description,
        "permissions": sorted(permissions),
    }
    await tx.run(_UPDATE, params)
    await tx.run(_TAKE_PERMISSIONS, params)
    await tx.run(_GIVE_PERMISSIONS, params)


async def count_uses(tx: Transaction, role_id: RoleId) -> Row:
    """Return how many members, open invitations and shares name a role."""
    row = await tx.row(_USES, {"role_id": role_id})
    assert row is not None
    return row


async def reassign_role(tx: Transaction, role_id: RoleId, *, heir: RoleId) -> None:
    """Give another role to those who have or are to get this one."""
    params = {"role_id": role_id, "heir": heir}
    await tx.run(_MOVE_MEMBERS, params)
    await tx.run(_LEAVE_MEMBERS, params)
    await tx.run(_MOVE_INVITATIONS, params)


async def delete_role(tx: Transaction, role_id: RoleId) -> None:
    """Delete a role that nobody has; shares with it and closed invitations go too."""
    await tx.run(_DELETE, {"role_id": role_id})

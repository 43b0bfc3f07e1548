"""SQL of tenants, members and roles."""

from collections.abc import Iterable
from uuid import UUID

from thaiyyal.kernel.ids import RoleId, TenantId, UserId
from thaiyyal.kernel.permissions import Permission
from thaiyyal.store.transaction import Row, Transaction

_INSERT_TENANT = """
INSERT INTO tenants (id, slug, name, plan) VALUES (%(id)s, %(slug)s, %(name)s, %(plan)s)
ON CONFLICT (slug) DO NOTHING
RETURNING id, slug, name, plan, status, revision, created_at, updated_at
"""
_LOCK_TENANT = """
SELECT slug, status FROM tenants WHERE id = current_tenant() FOR NO KEY UPDATE
"""
_INSERT_ROLE = """
INSERT INTO roles (tenant_id, id, name, description, is_built_in)
VALUES (current_tenant(), %(id)s, %(name)s, %(description)s, %(is_built_in)s)
"""
_GRANT_PERMISSIONS = """
INSERT INTO role_permissions (tenant_id, role_id, permission)
SELECT current_tenant(), %(role_id)s, unnest(%(permissions)s::text[])
"""
_INSERT_MEMBER = """
INSERT INTO members (tenant_id, user_id) VALUES (current_tenant(), %(user_id)s)
ON CONFLICT DO NOTHING
"""
_GRANT_ROLE = """
INSERT INTO user_roles (tenant_id, user_id, role_id)
VALUES (current_tenant(), %(user_id)s, %(role_id)s) ON CONFLICT DO NOTHING
"""
_ROLE_BY_NAME = "SELECT id FROM roles WHERE tenant_id = current_tenant() AND name = %(name)s"


async def insert_tenant(
    tx: Transaction, *, id_: TenantId, slug: str, name: str, plan: str
) -> Row | None:
    """Insert a tenant; return its row, or None when the slug is taken."""
    return await tx.row(_INSERT_TENANT, {"id": id_, "slug": slug, "name": name, "plan": plan})


async def lock_tenant(tx: Transaction) -> Row | None:
    """Make others wait who change who is in the tenant and what they may do."""
    return await tx.row(_LOCK_TENANT)


async def insert_role(
    tx: Transaction, *, id_: UUID, name: str, description: str, is_built_in: bool
) -> None:
    """Insert a role that allows nothing yet."""
    params = {"id": id_, "name": name, "description": description, "is_built_in": is_built_in}
    await tx.run(_INSERT_ROLE, params)


async def grant_permissions(
    tx: Transaction, role_id: UUID, permissions: Iterable[Permission]
) -> None:
    """Let a role allow something."""
    names = sorted(str(permission) for permission in permissions)
    await tx.run(_GRANT_PERMISSIONS, {"role_id": role_id, "permissions": names})


async def insert_member(tx: Transaction, user_id: UserId) -> bool:
    """Make a user a member; whether they were none before."""
    return await tx.run(_INSERT_MEMBER, {"user_id": user_id}) > 0


async def grant_role(tx: Transaction, *, user_id: UserId, role_id: RoleId) -> bool:
    """Give a member a role; whether they did not have it before."""
    return await tx.run(_GRANT_ROLE, {"user_id": user_id, "role_id": role_id}) > 0


async def role_by_name(tx: Transaction, name: str) -> RoleId | None:
    """Return the id of a role of the tenant."""
    found = await tx.value(_ROLE_BY_NAME, {"name": name})
    return None if found is None else RoleId(found)

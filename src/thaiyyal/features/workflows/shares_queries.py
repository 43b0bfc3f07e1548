"""SQL of shares: with which users and roles a workflow is shared."""

from typing import Any
from uuid import UUID

from thaiyyal.kernel.ids import new_id
from thaiyyal.kernel.permissions import Level
from thaiyyal.store.transaction import Row, Transaction

_LIST = """
SELECT p.id, p.user_id, u.name AS user_name, p.role_id, r.name AS role_name, p.level,
  p.granted_at, p.granted_by, g.name AS granted_by_name
FROM workflow_permissions p
LEFT JOIN users u ON u.id = p.user_id
LEFT JOIN roles r ON r.tenant_id = p.tenant_id AND r.id = p.role_id
LEFT JOIN users g ON g.id = p.granted_by
WHERE p.tenant_id = current_tenant() AND p.workflow_id = %(workflow_id)s
  AND (%(after)s::uuid IS NULL OR p.id > %(after)s)
ORDER BY p.id LIMIT %(limit)s
"""
_FIND = """
SELECT level FROM workflow_permissions
WHERE tenant_id = current_tenant() AND workflow_id = %(workflow_id)s
  AND (user_id = %(user_id)s OR role_id = %(role_id)s)
"""
_HOLD_USER = """
SELECT m.user_id AS id, m.status, u.name FROM members m LEFT JOIN users u ON u.id = m.user_id
WHERE m.tenant_id = current_tenant() AND m.user_id = %(id)s FOR KEY SHARE OF m
"""
_HOLD_ROLE = """
SELECT r.id, r.name FROM roles r
WHERE r.tenant_id = current_tenant() AND r.id = %(id)s FOR KEY SHARE OF r
"""
_SET_USER = """
INSERT INTO workflow_permissions (tenant_id, workflow_id, id, user_id, level, granted_by)
VALUES (current_tenant(), %(workflow_id)s, %(id)s, %(with)s, %(level)s, %(by)s)
ON CONFLICT (tenant_id, workflow_id, user_id) DO UPDATE
  SET level = EXCLUDED.level, granted_by = EXCLUDED.granted_by, granted_at = now()
RETURNING level, granted_at, granted_by,
  (SELECT name FROM users WHERE users.id = granted_by) AS granted_by_name
"""
_SET_ROLE = """
INSERT INTO workflow_permissions (tenant_id, workflow_id, id, role_id, level, granted_by)
VALUES (current_tenant(), %(workflow_id)s, %(id)s, %(with)s, %(level)s, %(by)s)
ON CONFLICT (tenant_id, workflow_id, role_id) DO UPDATE
  SET level = EXCLUDED.level, granted_by = EXCLUDED.granted_by, granted_at = now()
RETURNING level, granted_at, granted_by,
  (SELECT name FROM users WHERE users.id = granted_by) AS granted_by_name
"""
_DELETE = """
DELETE FROM workflow_permissions
WHERE tenant_id = current_tenant() AND workflow_id = %(workflow_id)s
  AND (user_id = %(user_id)s OR role_id = %(role_id)s)
RETURNING level
"""


async def list_shares(
    tx: Transaction, workflow_id: UUID, *, after: UUID | None, limit: int
) -> list[Row]:
    """Return shares in the order in which they were made."""
    return await tx.rows(_LIST, {"workflow_id": workflow_id, "after": after, "limit": limit})


async def hold_user(tx: Transaction, id_: UUID) -> Row | None:
    """Return a member, who stays one until the transaction ends."""
    return await tx.row(_HOLD_USER, {"id": id_})


async def hold_role(tx: Transaction, id_: UUID) -> Row | None:
    """Return a role, which stays until the transaction ends."""
    return await tx.row(_HOLD_ROLE, {"id": id_})


async def level_of(
    tx: Transaction, workflow_id: UUID, *, user_id: UUID | None, role_id: UUID | None
) -> str | None:
    """Return at which level a workflow is shared with a user or a role."""
    found: str | None = await tx.value(_FIND, _params(workflow_id, user_id, role_id))
    return found


async def set_level(
    tx: Transaction,
    workflow_id: UUID,
    *,
    user_id: UUID | None,
    role_id: UUID | None,
    level: Level,
    by: UUID | None,
) -> Row:
    """Share a workflow with a user or a role, at this level and no other."""
    params = {
        "workflow_id": workflow_id,
        "id": new_id(),
        "with": user_id or role_id,
        "level": level.value,
        "by": by,
    }
    row = await tx.row(_SET_ROLE if user_id is None else _SET_USER, params)
    assert row is not None
    return row


async def delete_share(
    tx: Transaction, workflow_id: UUID, *, user_id: UUID | None, role_id: UUID | None
) -> str | None:
    """Stop sharing with a user or a role; return the level there was."""
    level: str | None = await tx.value(_DELETE, _params(workflow_id, user_id, role_id))
    return level


def _params(workflow_id: UUID, user_id: UUID | None, role_id: UUID | None) -> dict[str, Any]:
    return {"workflow_id": workflow_id, "user_id": user_id, "role_id": role_id}

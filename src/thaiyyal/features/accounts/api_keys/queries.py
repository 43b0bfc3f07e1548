"""SQL of API keys."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from psycopg import sql

from thaiyyal.kernel.ids import ApiKeyId, UserId
from thaiyyal.store.transaction import Row, Transaction

_INSERT = """
INSERT INTO api_keys (tenant_id, id, user_id, name, hint, digest, scopes, expires_at)
VALUES (current_tenant(), %(id)s, current_user_id(), %(name)s, %(hint)s, %(digest)s, %(scopes)s,
  %(expires_at)s)
"""
_COUNT = """
SELECT count(*) FROM api_keys
WHERE tenant_id = current_tenant() AND user_id = current_user_id()
  AND revoked_at IS NULL AND expires_at > now()
"""
_COLUMNS = sql.SQL("""
SELECT k.id, k.name, k.hint, k.scopes, k.user_id, u.email AS user_email, k.created_at,
  k.expires_at, k.last_used_at, k.revoked_at,
  CASE WHEN k.revoked_at IS NOT NULL THEN 'revoked' WHEN k.expires_at <= now() THEN 'expired'
       ELSE 'active' END AS state
FROM api_keys k LEFT JOIN users u ON u.id = k.user_id
WHERE k.tenant_id = current_tenant()
""")
_LIST = _COLUMNS + sql.SQL("""
  AND (%(user_id)s::uuid IS NULL OR k.user_id = %(user_id)s)
  AND (%(after)s::uuid IS NULL OR k.id < %(after)s)
ORDER BY k.id DESC LIMIT %(limit)s
""")
_ONE = _COLUMNS + sql.SQL("  AND k.id = %(id)s")
_REVOKE = """
UPDATE api_keys SET revoked_at = now()
WHERE tenant_id = current_tenant() AND id = %(id)s AND revoked_at IS NULL
"""
_RIGHTS = """
SELECT ARRAY(SELECT DISTINCT rp.permission FROM user_roles ur
  JOIN role_permissions rp ON rp.tenant_id = ur.tenant_id AND rp.role_id = ur.role_id
  WHERE ur.tenant_id = m.tenant_id AND ur.user_id = m.user_id)
FROM members m
WHERE m.tenant_id = current_tenant() AND m.user_id = current_user_id() AND m.status = 'active'
"""


async def load_rights(tx: Transaction) -> list[str] | None:
    """Return what the scope's user may do in the scope's tenant; None: they are not active."""
    found: list[str] | None = await tx.value(_RIGHTS)
    return found


async def insert_key(
    tx: Transaction,
    *,
    id_: ApiKeyId,
    name: str,
    hint: str,
    digest: bytes,
    scopes: Sequence[str],
    expires_at: datetime,
) -> None:
    """Insert a key of the scope's user in the scope's tenant."""
    params = {
        "id": id_,
        "name": name,
        "hint": hint,
        "digest": digest,
        "scopes": list(scopes),
        "expires_at": expires_at,
    }
    await tx.run(_INSERT, params)


async def count_keys(tx: Transaction) -> int:
    """Return how many good keys the scope's user has in the scope's tenant."""
    return int(await tx.value(_COUNT))


async def list_keys(
    tx: Transaction, *, user_id: UserId | None, after: UUID | None, limit: int
) -> list[Row]:
    """Return keys of the tenant, of one person or of all, newest first."""
    return await tx.rows(_LIST, {"user_id": user_id, "after": after, "limit": limit})


async def load_key(tx: Transaction, key_id: ApiKeyId) -> Row | None:
    """Return one key of the tenant."""
    return await tx.row(_ONE, {"id": key_id})


async def revoke_key(tx: Transaction, key_id: ApiKeyId) -> bool:
    """End a key; whether it was not ended before."""
    return await tx.run(_REVOKE, {"id": key_id}) > 0

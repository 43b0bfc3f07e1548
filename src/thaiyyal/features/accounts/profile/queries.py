"""SQL of a person's own account."""

from uuid import UUID

from thaiyyal.store.transaction import Row, Transaction

_ME = """
SELECT u.id, u.email, u.name, u.email_verified, u.created_at, u.last_sign_in_at,
  s.password_hash IS NOT NULL AS has_password, s.totp_enabled_at IS NOT NULL AS has_second_factor,
  (SELECT count(*) FROM recovery_codes c WHERE c.user_id = u.id AND c.used_at IS NULL)
    AS recovery_codes_left,
  EXISTS (SELECT FROM platform_owners p WHERE p.user_id = u.id) AS is_platform_owner
FROM users u JOIN user_secrets s ON s.user_id = u.id
WHERE u.id = current_user_id()
"""
_SECRETS = """
SELECT u.email, u.name, s.password_hash
FROM users u JOIN user_secrets s ON s.user_id = u.id WHERE u.id = current_user_id()
"""
_RENAME = "UPDATE users SET name = %(name)s, updated_at = now() WHERE id = current_user_id()"
_STORE_HASH = """
UPDATE user_secrets SET password_hash = %(new)s, password_changed_at = now()
WHERE user_id = current_user_id() AND password_hash IS NOT DISTINCT FROM %(old)s
"""
_TENANTS = """
SELECT t.id, t.slug, t.name, t.status, m.status AS membership, m.joined_at
FROM members m JOIN tenants t ON t.id = m.tenant_id
WHERE m.user_id = current_user_id()
  AND (%(id)s::uuid IS NULL OR (t.name, t.id) > (%(name)s, %(id)s))
ORDER BY t.name, t.id LIMIT %(limit)s
"""


async def load_me(tx: Transaction) -> Row | None:
    """Return the scope's user as they see themselves."""
    return await tx.row(_ME)


async def load_password(tx: Transaction) -> Row | None:
    """Return the stored password of the scope's user, and what it must not contain."""
    return await tx.row(_SECRETS)


async def rename(tx: Transaction, name: str) -> None:
    """Give the scope's user another name."""
    await tx.run(_RENAME, {"name": name})


async def replace_password(tx: Transaction, *, old: str | None, new: str) -> bool:
    """Store another password, unless it was changed meanwhile."""
    return await tx.run(_STORE_HASH, {"old": old, "new": new}) > 0


async def list_tenants(tx: Transaction, *, after: tuple[str, UUID] | None, limit: int) -> list[Row]:
    """Return the tenants of the scope's user by name, those after a place."""
    name, id_ = after or (None, None)
    return await tx.rows(_TENANTS, {"name": name, "id": id_, "limit": limit})

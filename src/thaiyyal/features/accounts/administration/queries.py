"""SQL of administering accounts, in transactions of the platform and of the user."""

from uuid import UUID

from psycopg import sql

from thaiyyal.kernel.ids import UserId
from thaiyyal.store.transaction import Row, Transaction

_COLUMNS = sql.SQL("""
SELECT u.id, u.email, u.name, u.email_verified, u.disabled_at, u.last_sign_in_at, u.created_at,
  EXISTS (SELECT FROM platform_owners p WHERE p.user_id = u.id) AS is_platform_owner
FROM users u
""")
_LIST = _COLUMNS + sql.SQL("""
WHERE %(after)s::text IS NULL OR u.email > %(after)s
ORDER BY u.email LIMIT %(limit)s
""")
_BY_EMAIL = _COLUMNS + sql.SQL("WHERE u.email = %(email)s")
_DETAILS = """
SELECT s.totp_enabled_at IS NOT NULL AS has_second_factor,
  s.password_hash IS NOT NULL AS has_password,
  (SELECT count(*) FROM recovery_codes c
   WHERE c.user_id = s.user_id AND c.used_at IS NULL) AS recovery_codes,
  (SELECT count(*) FROM sessions n WHERE n.user_id = s.user_id AND n.revoked_at IS NULL
   AND n.expires_at > now()) AS sessions,
  coalesce((SELECT json_agg(json_build_object('slug', t.slug, 'status', m.status) ORDER BY t.slug)
            FROM members m JOIN tenants t ON t.id = m.tenant_id
            WHERE m.user_id = s.user_id), '[]') AS tenants
FROM user_secrets s WHERE s.user_id = current_user_id()
"""
_LOCK_OWNERS = "SELECT pg_advisory_xact_lock(hashtext('thaiyyal.platform_owners'))"
_HAS_OTHER_OWNER = """
SELECT EXISTS (SELECT FROM platform_owners p JOIN users u ON u.id = p.user_id
  WHERE u.disabled_at IS NULL AND u.id <> %(user_id)s)
"""
_DISABLE = """
UPDATE users SET disabled_at = now(), updated_at = now()
WHERE id = current_user_id() AND disabled_at IS NULL
"""
_ENABLE = """
UPDATE users SET disabled_at = NULL, updated_at = now()
WHERE id = current_user_id() AND disabled_at IS NOT NULL
"""
_USER_IDS = """
SELECT id FROM users WHERE %(after)s::uuid IS NULL OR id > %(after)s ORDER BY id LIMIT %(limit)s
"""
_LOAD_TOTP = "SELECT totp_secret FROM user_secrets WHERE user_id = current_user_id()"
_RESEAL = """
UPDATE user_secrets SET totp_secret = %(new)s
WHERE user_id = current_user_id() AND totp_secret = %(old)s
"""


async def list_users(tx: Transaction, *, after: str | None, limit: int) -> list[Row]:
    """Return all users by address, in a transaction of the platform."""
    return await tx.rows(_LIST, {"after": after, "limit": limit})


async def load_user(tx: Transaction, email: str) -> Row | None:
    """Return who has this address, in a transaction of the platform."""
    return await tx.row(_BY_EMAIL, {"email": email})


async def load_details(tx: Transaction) -> Row | None:
    """Return what the scope's user signs in with, and where they are members."""
    return await tx.row(_DETAILS)


async def lock_owners(tx: Transaction) -> None:
    """Make others wait who would take owners from the platform."""
    await tx.run(_LOCK_OWNERS)


async def has_other_owner(tx: Transaction, user_id: UserId) -> bool:
    """Whether somebody else owns the platform and can act, in a transaction of the platform."""
    return bool(await tx.value(_HAS_OTHER_OWNER, {"user_id": user_id}))


async def disable_user(tx: Transaction) -> bool:
    """Close the account of the scope's user; whether it was open."""
    return await tx.run(_DISABLE) > 0


async def enable_user(tx: Transaction) -> bool:
    """Open the account of the scope's user again; whether it was closed."""
    return await tx.run(_ENABLE) > 0


async def list_user_ids(tx: Transaction, *, after: UUID | None, limit: int) -> list[UserId]:
    """Return ids of all users, in a transaction of the platform."""
    rows = await tx.rows(_USER_IDS, {"after": after, "limit": limit})
    return [UserId(row["id"]) for row in rows]


async def load_totp_secret(tx: Transaction) -> bytes | None:
    """Return the sealed secret of the scope's user, prepared or in force."""
    found: bytes | None = await tx.value(_LOAD_TOTP)
    return found


async def replace_totp_secret(tx: Transaction, *, old: bytes, new: bytes) -> bool:
    """Store the scope's user's secret sealed anew; False when it was changed meanwhile."""
    return await tx.run(_RESEAL, {"old": old, "new": new}) > 0

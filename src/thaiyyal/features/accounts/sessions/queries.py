"""SQL of sessions and refresh tokens."""

from datetime import datetime, timedelta
from uuid import UUID

from thaiyyal.features.audit.text import clean, clean_address
from thaiyyal.kernel.actor import Origin
from thaiyyal.kernel.ids import SessionId, TenantId, UserId
from thaiyyal.store.transaction import Row, Transaction

_USER = "SELECT id, email, name FROM users WHERE id = current_user_id()"
_TENANT = """
SELECT t.id, t.slug, t.name,
  ARRAY(SELECT r.name FROM user_roles ur
        JOIN roles r ON r.tenant_id = ur.tenant_id AND r.id = ur.role_id
        WHERE ur.tenant_id = t.id AND ur.user_id = current_user_id() ORDER BY r.name) AS roles,
  ARRAY(SELECT DISTINCT rp.permission FROM user_roles ur
        JOIN role_permissions rp ON rp.tenant_id = ur.tenant_id AND rp.role_id = ur.role_id
        WHERE ur.tenant_id = t.id AND ur.user_id = current_user_id() ORDER BY 1) AS permissions
FROM tenants t
JOIN members m ON m.tenant_id = t.id AND m.user_id = current_user_id() AND m.status = 'active'
WHERE t.id = current_tenant() AND t.status = 'active'
"""
_MEMBERSHIPS = """
SELECT t.id, t.slug, t.name, t.status = 'active' AS is_open, m.status = 'active' AS is_member,
  m.joined_at
FROM members m JOIN tenants t ON t.id = m.tenant_id
WHERE m.user_id = current_user_id()
ORDER BY (SELECT max(s.last_used_at) FROM sessions s
          WHERE s.user_id = m.user_id AND s.tenant_id = t.id) DESC NULLS LAST, m.joined_at
"""
_INSERT_REFRESH = """
INSERT INTO refresh_tokens (digest, session_id, user_id)
VALUES (%(digest)s, %(session_id)s, current_user_id())
"""
_SIGNED_IN = "UPDATE users SET last_sign_in_at = now() WHERE id = current_user_id()"
_FIND_REFRESH = "SELECT * FROM find_refresh_token(%(digest)s)"
_LOCK = """
SELECT s.id, s.tenant_id, s.revoked_at, s.expires_at <= now() AS is_over,
  u.disabled_at IS NOT NULL AS is_disabled, coalesce(m.status = 'active', false) AS is_member,
  coalesce(t.status = 'active', false) AS is_open
FROM sessions s
JOIN users u ON u.id = s.user_id
LEFT JOIN members m ON m.tenant_id = s.tenant_id AND m.user_id = s.user_id
LEFT JOIN tenants t ON t.id = m.tenant_id
WHERE s.id = %(session_id)s AND s.user_id = current_user_id()
FOR UPDATE OF s
"""
_USE_REFRESH = (
    "UPDATE refresh_tokens SET used_at = now() WHERE digest = %(digest)s AND used_at IS NULL"
)
_TOUCH = """
UPDATE sessions SET last_used_at = now(), tenant_id = %(tenant_id)s, address = %(address)s::inet,
  user_agent = %(user_agent)s, expires_at = least(now() + %(lasts)s, created_at + %(at_most)s)
WHERE id = %(session_id)s AND user_id = current_user_id()
RETURNING expires_at
"""
_SWITCH = """
UPDATE sessions SET tenant_id = %(tenant_id)s
WHERE id = %(session_id)s AND user_id = current_user_id() AND revoked_at IS NULL
RETURNING expires_at
"""
_REVOKE = """
UPDATE sessions SET revoked_at = now(), revoked_because = %(because)s
WHERE user_id = current_user_id() AND revoked_at IS NULL AND expires_at > now()
  AND (%(only)s::uuid IS NULL OR id = %(only)s) AND (%(keep)s::uuid IS NULL OR id <> %(keep)s)
"""
_LIST = """
SELECT id, tenant_id, host(address) AS address, user_agent, created_at, last_used_at, expires_at
FROM sessions
WHERE user_id = current_user_id() AND revoked_at IS NULL AND expires_at > now()
  AND (%(after)s::uuid IS NULL OR id < %(after)s)
ORDER BY id DESC LIMIT %(limit)s
"""


async def load_user(tx: Transaction) -> Row | None:
    """Return the scope's user."""
    return await tx.row(_USER)


async def load_tenant(tx: Transaction) -> Row | None:
    """Return the scope's tenant if it is open and the scope's user is an active member."""
    return await tx.row(_TENANT)


async def load_memberships(tx: Transaction) -> list[Row]:
    """Return the tenants of the scope's user, the one used last first."""
    return await tx.rows(_MEMBERSHIPS)


async def note_sign_in(tx: Transaction) -> None:
    """Note when the scope's user has signed in last."""
    await tx.run(_SIGNED_IN)


async def insert_token(tx: Transaction, *, digest: bytes, session_id: SessionId) -> None:
    """Insert a refresh token of a session of the scope's user."""
    await tx.run(_INSERT_REFRESH, {"digest": digest, "session_id": session_id})


async def find_token(tx: Transaction, digest: bytes) -> Row | None:
    """Return the ids of user, session and tenant behind a refresh token, used or not."""
    return await tx.row(_FIND_REFRESH, {"digest": digest})


async def lock_session(tx: Transaction, session_id: SessionId) -> Row | None:
    """Return how a session stands; others who would change it wait."""
    return await tx.row(_LOCK, {"session_id": session_id})


async def use_token(tx: Transaction, digest: bytes) -> bool:
    """Use a refresh token up; whether it was unused."""
    return await tx.run(_USE_REFRESH, {"digest": digest}) > 0


async def touch_session(
    tx: Transaction,
    session_id: SessionId,
    *,
    tenant_id: TenantId | None,
    origin: Origin,
    lasts: timedelta,
    at_most: timedelta,
) -> datetime:
    """Note that a session was used; return when it ends now."""
    params = {
        "session_id": session_id,
        "tenant_id": tenant_id,
        "lasts": lasts,
        "at_most": at_most,
        **_place(origin),
    }
    ends: datetime = await tx.value(_TOUCH, params)
    return ends


async def switch_session(
    tx: Transaction, session_id: SessionId, tenant_id: TenantId
) -> datetime | None:
    """Let a living session act in another tenant; return when it ends, None if it has ended."""
    ends: datetime | None = await tx.value(
        _SWITCH, {"session_id": session_id, "tenant_id": tenant_id}
    )
    return ends


async def revoke_sessions(
    tx: Transaction,
    *,
    because: str,
    only: SessionId | None = None,
    keep: SessionId | None = None,
) -> int:
    """End sessions of the scope's user: all, one, or all but one; return how many lived."""
    return await tx.run(_REVOKE, {"because": because, "only": only, "keep": keep})


async def list_sessions(tx: Transaction, *, after: UUID | None, limit: int) -> list[Row]:
    """Return living sessions of the scope's user, newest first."""
    return await tx.rows(_LIST, {"after": after, "limit": limit})


def _place(origin: Origin) -> dict[str, str | None]:
    return {
        "address": clean_address(origin.address),
        "user_agent": clean(origin.user_agent or "", most=500),
    }


async def user_of(tx: Transaction, email: str) -> UserId | None:
    """Return whose account has this address."""
    found = await tx.value("SELECT find_user(%(email)s)", {"email": email})
    return None if found is None else UserId(found)

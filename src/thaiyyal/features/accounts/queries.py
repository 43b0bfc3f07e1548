"""SQL of accounts: who acts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from thaiyyal.features.audit.text import clean, clean_address
from thaiyyal.kernel.actor import Actor, Origin
from thaiyyal.kernel.ids import ApiKeyId, SessionId, TenantId, UserId
from thaiyyal.store.transaction import Row, Transaction

_SESSION_ACTOR = """
SELECT s.id AS session_id, coalesce(t.status = 'active', false) AS is_member,
  coalesce(t.status <> 'active', false) AS is_suspended,
  ARRAY(SELECT DISTINCT rp.permission FROM user_roles ur JOIN role_permissions rp
        ON rp.tenant_id = ur.tenant_id AND rp.role_id = ur.role_id
        WHERE ur.tenant_id = m.tenant_id AND ur.user_id = m.user_id) AS permissions,
  ARRAY(SELECT ur.role_id FROM user_roles ur
        WHERE ur.tenant_id = m.tenant_id AND ur.user_id = m.user_id) AS role_ids,
  EXISTS (SELECT FROM platform_owners p WHERE p.user_id = u.id) AS is_platform_owner
FROM sessions s
JOIN users u ON u.id = s.user_id AND u.disabled_at IS NULL
LEFT JOIN members m ON m.tenant_id = current_tenant() AND m.user_id = u.id AND m.status = 'active'
LEFT JOIN tenants t ON t.id = m.tenant_id
WHERE s.id = %(session_id)s AND s.user_id = current_user_id() AND s.revoked_at IS NULL
  AND s.expires_at > now()
"""
_API_KEY_ACTOR = """
SELECT k.id AS api_key_id, k.scopes,
  k.last_used_at IS NULL OR k.last_used_at < now() - interval '1 minute' AS is_use_unnoted,
  t.status = 'active' AS is_member,
  t.status <> 'active' AS is_suspended,
  ARRAY(SELECT DISTINCT rp.permission FROM user_roles ur JOIN role_permissions rp
        ON rp.tenant_id = ur.tenant_id AND rp.role_id = ur.role_id
        WHERE ur.tenant_id = m.tenant_id AND ur.user_id = m.user_id) AS permissions,
  ARRAY(SELECT ur.role_id FROM user_roles ur
        WHERE ur.tenant_id = m.tenant_id AND ur.user_id = m.user_id) AS role_ids,
  false AS is_platform_owner
FROM api_keys k
JOIN users u ON u.id = k.user_id AND u.disabled_at IS NULL
JOIN tenants t ON t.id = k.tenant_id
JOIN members m ON m.tenant_id = t.id AND m.user_id = u.id AND m.status = 'active'
WHERE k.tenant_id = current_tenant() AND k.id = %(api_key_id)s AND k.user_id = current_user_id()
  AND k.revoked_at IS NULL AND k.expires_at > now()
"""
_NOTE_USE = """
UPDATE api_keys SET last_used_at = now()
WHERE tenant_id = current_tenant() AND id = %(api_key_id)s
"""
_FIND_API_KEY = "SELECT * FROM find_api_key(%(digest)s)"
_MARKS = """
SELECT * FROM mark_actors(%(tenants)s::uuid[], %(users)s::uuid[], %(sessions)s::uuid[],
  %(keys)s::uuid[])
"""


class Credential(NamedTuple):
    """By what somebody acts, in which tenant; one of the last two."""

    tenant_id: UUID | None
    user_id: UUID | None
    session_id: UUID | None
    api_key_id: UUID | None


def credential_of(actor: Actor) -> Credential:
    """Return by what an actor acts."""
    return Credential(actor.tenant_id, actor.user_id, actor.session_id, actor.api_key_id)


async def load_marks(tx: Transaction, some: Sequence[Credential]) -> dict[Credential, int]:
    """Return a number for each that lives; another one once anything about it has changed."""
    names = ("tenants", "users", "sessions", "keys")
    columns = zip(*some, strict=True) if some else ([], [], [], [])
    params = {name: list(column) for name, column in zip(names, columns, strict=True)}
    rows = await tx.rows(_MARKS, params)
    return {some[row["place"] - 1]: row["mark"] for row in rows}


async def load_session_actor(tx: Transaction, session_id: SessionId) -> Row | None:
    """Return who acts by a session of the scope's user in the scope's tenant, if it lives."""
    return await tx.row(_SESSION_ACTOR, {"session_id": session_id})


async def load_api_key_actor(tx: Transaction, api_key_id: ApiKeyId) -> Row | None:
    """Return who acts by an API key of the scope's user and tenant, if it lives."""
    return await tx.row(_API_KEY_ACTOR, {"api_key_id": api_key_id})


async def note_use_of_key(tx: Transaction, api_key_id: ApiKeyId) -> None:
    """Note when a key was used last."""
    await tx.run(_NOTE_USE, {"api_key_id": api_key_id})


async def find_api_key(tx: Transaction, digest: bytes) -> dict[str, Any] | None:
    """Return the ids of tenant, user and key behind a digest."""
    return await tx.row(_FIND_API_KEY, {"digest": digest})


_INSERT_USER = """
INSERT INTO users (id, email, name, email_verified)
VALUES (%(id)s, %(email)s, %(name)s, %(email_verified)s)
"""
_INSERT_SECRETS = """
INSERT INTO user_secrets (user_id, password_hash, password_changed_at)
VALUES (%(user_id)s, %(password_hash)s, now())
"""
_INSERT_SESSION = """
INSERT INTO sessions (id, user_id, tenant_id, address, user_agent, expires_at)
VALUES (%(id)s, %(user_id)s, %(tenant_id)s, %(address)s::inet, %(user_agent)s, %(expires_at)s)
"""


async def insert_user(
    tx: Transaction, *, id_: UserId, email: str, name: str, email_verified: bool
) -> None:
    """Insert a user, who is the scope's user."""
    params = {"id": id_, "email": email, "name": name, "email_verified": email_verified}
    await tx.run(_INSERT_USER, params)


async def insert_secrets(tx: Transaction, user_id: UserId, password_hash: str | None) -> None:
    """Insert what only the user's own transactions see."""
    await tx.run(_INSERT_SECRETS, {"user_id": user_id, "password_hash": password_hash})


async def insert_session(
    tx: Transaction,
    *,
    id_: SessionId,
    user_id: UserId,
    tenant_id: TenantId | None,
    expires_at: datetime,
    origin: Origin,
) -> None:
    """Insert a session."""
    params = {
        "id": id_,
        "user_id": user_id,
        "tenant_id": tenant_id,
        "address": clean_address(origin.address),
        "user_agent": clean(origin.user_agent or "", most=500),
        "expires_at": expires_at,
    }
    await tx.run(_INSERT_SESSION, params)

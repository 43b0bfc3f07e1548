"""SQL of links that set a new password."""

from datetime import datetime

from thaiyyal.kernel.ids import UserId
from thaiyyal.store.transaction import Row, Transaction

_START = "SELECT start_password_reset(%(user_id)s, %(digest)s, %(valid_until)s)"
_FIND = "SELECT find_one_time_link(%(digest)s)"
_LOAD = """
SELECT u.id, u.email, u.name,
  (SELECT m.tenant_id FROM members m JOIN tenants t ON t.id = m.tenant_id AND t.status = 'active'
   WHERE m.user_id = u.id AND m.status = 'active' ORDER BY m.joined_at LIMIT 1) AS tenant_id
FROM one_time_links l
JOIN users u ON u.id = l.user_id AND u.disabled_at IS NULL
WHERE l.digest = %(digest)s AND l.purpose = 'reset_password' AND l.used_at IS NULL
  AND l.expires_at > now()
"""
_USE = """
UPDATE one_time_links SET used_at = now()
WHERE digest = %(digest)s AND purpose = 'reset_password' AND used_at IS NULL AND expires_at > now()
"""
_STORE_HASH = """
UPDATE user_secrets SET password_hash = %(new)s, password_changed_at = now()
WHERE user_id = current_user_id()
"""
_END_ALL = """
UPDATE one_time_links SET used_at = now()
WHERE user_id = %(user_id)s AND purpose = 'reset_password' AND used_at IS NULL
"""


async def insert_link(
    tx: Transaction, *, user_id: UserId, digest: bytes, valid_until: datetime
) -> None:
    """Insert a link in place of the user's older ones, in a transaction of whatever scope."""
    params = {"user_id": user_id, "digest": digest, "valid_until": valid_until}
    await tx.run(_START, params)


async def find_user_of_link(tx: Transaction, digest: bytes) -> UserId | None:
    """Return whose link this is, used or not."""
    found = await tx.value(_FIND, {"digest": digest})
    return None if found is None else UserId(found)


async def load_user_of_link(tx: Transaction, digest: bytes) -> Row | None:
    """Return the scope's user, and a tenant of theirs, if the link is theirs and still good."""
    return await tx.row(_LOAD, {"digest": digest})


async def use_link(tx: Transaction, digest: bytes) -> bool:
    """Use a link up; whether it was still good."""
    return await tx.run(_USE, {"digest": digest}) > 0


async def set_password(tx: Transaction, new: str) -> None:
    """Store another password of the scope's user."""
    await tx.run(_STORE_HASH, {"new": new})


async def end_links(tx: Transaction, user_id: UserId) -> None:
    """Make all links of the scope's user worthless."""
    await tx.run(_END_ALL, {"user_id": user_id})

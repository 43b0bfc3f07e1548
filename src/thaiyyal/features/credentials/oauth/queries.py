"""SQL of consents that have begun."""

from datetime import timedelta
from uuid import UUID

from thaiyyal.store.transaction import Row, Transaction

_BEGIN = """
INSERT INTO credential_openings (tenant_id, credential_id, user_id, state_digest, sealed,
  expires_at)
VALUES (current_tenant(), %(id)s, %(user_id)s, %(digest)s, %(sealed)s, now() + %(lasts)s)
ON CONFLICT (tenant_id, credential_id, user_id) DO UPDATE SET
  state_digest = EXCLUDED.state_digest, sealed = EXCLUDED.sealed, expires_at = EXCLUDED.expires_at
RETURNING expires_at
"""
_FIND = "SELECT tenant_id, user_id, credential_id FROM find_credential_opening(%(digest)s)"
_TAKE = """
DELETE FROM credential_openings
WHERE tenant_id = current_tenant() AND state_digest = %(digest)s
RETURNING credential_id, user_id, sealed, expires_at > now() AS is_good
"""
_FORGET = """
DELETE FROM credential_openings WHERE tenant_id = current_tenant() AND expires_at < now()
"""


async def begin(
    tx: Transaction, id_: UUID, *, user_id: UUID, digest: bytes, sealed: bytes, lasts: timedelta
) -> Row:
    """Remember a consent in place of the user's earlier one for this credential."""
    await tx.run(_FORGET)
    params = {"id": id_, "user_id": user_id, "digest": digest, "sealed": sealed, "lasts": lasts}
    row = await tx.row(_BEGIN, params)
    assert row is not None
    return row


async def find(tx: Transaction, digest: bytes) -> Row | None:
    """Return whose consent comes back, before a tenant is known."""
    return await tx.row(_FIND, {"digest": digest})


async def take(tx: Transaction, digest: bytes) -> Row | None:
    """Take a consent out: it comes back once."""
    return await tx.row(_TAKE, {"digest": digest})

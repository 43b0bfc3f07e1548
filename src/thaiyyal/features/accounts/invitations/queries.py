"""SQL of invitations."""

from datetime import datetime
from uuid import UUID

from psycopg import sql

from thaiyyal.kernel.ids import InvitationId, RoleId, UserId
from thaiyyal.store.transaction import Row, Transaction

_INSERT = """
INSERT INTO invitations (tenant_id, id, digest, email, role_id, invited_by, vouches_for_email,
  expires_at)
VALUES (current_tenant(), %(id)s, %(digest)s, %(email)s, %(role_id)s, %(invited_by)s,
  %(vouches_for_email)s, %(expires_at)s)
"""
_COLUMNS = sql.SQL("""
SELECT i.id, i.email, i.invited_by, i.created_at, i.expires_at,
  json_build_object('id', r.id, 'name', r.name) AS role,
  CASE WHEN i.accepted_at IS NOT NULL THEN 'accepted' WHEN i.revoked_at IS NOT NULL THEN 'revoked'
       WHEN i.expires_at <= now() THEN 'expired' ELSE 'open' END AS state
FROM invitations i JOIN roles r ON r.tenant_id = i.tenant_id AND r.id = i.role_id
WHERE i.tenant_id = current_tenant()
""")
_LIST = sql.SQL("SELECT * FROM ({}) AS found").format(_COLUMNS) + sql.SQL("""
WHERE (%(state)s::text IS NULL OR state = %(state)s)
  AND (%(id)s::uuid IS NULL OR (created_at, id) < (%(after)s::timestamptz, %(id)s))
ORDER BY created_at DESC, id DESC LIMIT %(limit)s
""")
_ONE = _COLUMNS + sql.SQL("  AND i.id = %(id)s")
_OPEN = """
SELECT count(*) FROM invitations WHERE tenant_id = current_tenant()
  AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > now()
"""
_REVOKE_FOR = """
UPDATE invitations SET revoked_at = now()
WHERE tenant_id = current_tenant() AND email = %(email)s
  AND accepted_at IS NULL AND revoked_at IS NULL
"""
_REVOKE = """
UPDATE invitations SET revoked_at = now()
WHERE tenant_id = current_tenant() AND id = %(id)s AND accepted_at IS NULL AND revoked_at IS NULL
"""
_IS_MEMBER = """
SELECT EXISTS (SELECT FROM members m JOIN users u ON u.id = m.user_id
  WHERE m.tenant_id = current_tenant() AND u.email = %(email)s)
"""
_FIND = "SELECT tenant_id, invitation_id FROM find_invitation(%(digest)s)"
_LOAD_OPEN = """
SELECT i.id, i.email, i.role_id, i.vouches_for_email, r.name AS role_name,
  t.name AS tenant_name, i.expires_at
FROM invitations i
JOIN roles r ON r.tenant_id = i.tenant_id AND r.id = i.role_id
JOIN tenants t ON t.id = i.tenant_id AND t.status = 'active'
WHERE i.tenant_id = current_tenant() AND i.id = %(id)s
  AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > now()
"""
_ACCEPT = """
UPDATE invitations SET accepted_at = now()
WHERE tenant_id = current_tenant() AND id = %(id)s
  AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > now()
"""


async def insert_invitation(
    tx: Transaction,
    *,
    id_: InvitationId,
    digest: bytes,
    email: str,
    role_id: RoleId,
    invited_by: UserId | None,
    vouches_for_email: bool,
    expires_at: datetime,
) -> None:
    """Insert an invitation into the scope's tenant."""
    params = {
        "id": id_,
        "digest": digest,
        "email": email,
        "role_id": role_id,
        "invited_by": invited_by,
        "vouches_for_email": vouches_for_email,
        "expires_at": expires_at,
    }
    await tx.run(_INSERT, params)


async def list_invitations(
    tx: Transaction, *, state: str | None, after: tuple[datetime, UUID] | None, limit: int
) -> list[Row]:
    """Return invitations, newest first, those after a place."""
    place, id_ = after or (None, None)
    return await tx.rows(_LIST, {"state": state, "after": place, "id": id_, "limit": limit})


async def load_invitation(tx: Transaction, invitation_id: InvitationId) -> Row | None:
    """Return one invitation in whatever state."""
    return await tx.row(_ONE, {"id": invitation_id})


async def count_open(tx: Transaction) -> int:
    """Return how many people may still come."""
    return int(await tx.value(_OPEN))


async def revoke_for(tx: Transaction, email: str) -> int:
    """Revoke the open invitations of an address; return how many there were."""
    return await tx.run(_REVOKE_FOR, {"email": email})


async def revoke(tx: Transaction, invitation_id: InvitationId) -> bool:
    """Revoke an invitation; whether it was neither accepted nor revoked before."""
    return await tx.run(_REVOKE, {"id": invitation_id}) > 0


async def is_member(tx: Transaction, email: str) -> bool:
    """Whether somebody with this address is in the tenant."""
    return bool(await tx.value(_IS_MEMBER, {"email": email}))


async def find_by_digest(tx: Transaction, digest: bytes) -> Row | None:
    """Return the tenant and the id of an invitation, in a transaction of whatever scope."""
    return await tx.row(_FIND, {"digest": digest})


async def load_open(tx: Transaction, invitation_id: InvitationId) -> Row | None:
    """Return an invitation of the scope's tenant that can be accepted."""
    return await tx.row(_LOAD_OPEN, {"id": invitation_id})


async def accept(tx: Transaction, invitation_id: InvitationId) -> bool:
    """Use an invitation up; whether it was still open."""
    return await tx.run(_ACCEPT, {"id": invitation_id}) > 0

"""SQL of who may have their password reset by whom."""

from thaiyyal.kernel.ids import TenantId, UserId
from thaiyyal.store.transaction import Row, Transaction

_TIES = """
SELECT
  EXISTS (SELECT FROM members
          WHERE user_id = current_user_id() AND tenant_id <> %(tenant_id)s) AS is_elsewhere,
  EXISTS (SELECT FROM platform_owners
          WHERE user_id = current_user_id()) AS is_platform_owner
"""
_EXISTS = "SELECT EXISTS (SELECT FROM users WHERE id = %(user_id)s)"


async def load_ties(tx: Transaction, tenant_id: TenantId) -> Row:
    """Return what else the scope's user is: is_elsewhere, is_platform_owner."""
    row = await tx.row(_TIES, {"tenant_id": tenant_id})
    assert row is not None
    return row


async def user_exists(tx: Transaction, user_id: UserId) -> bool:
    """Whether there is such a user, in a transaction of the platform."""
    return bool(await tx.value(_EXISTS, {"user_id": user_id}))

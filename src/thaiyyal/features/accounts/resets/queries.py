"""SQL of who may have their password reset by whom."""

from thaiyyal.kernel.ids import UserId
from thaiyyal.store.transaction import Transaction

_IS_USED_ELSEWHERE = "SELECT is_used_elsewhere(%(user_id)s)"
_EXISTS = "SELECT EXISTS (SELECT FROM users WHERE id = %(user_id)s)"


async def is_used_elsewhere(tx: Transaction, user_id: UserId) -> bool:
    """Whether a user is in another tenant than the scope's, or owns the platform."""
    return bool(await tx.value(_IS_USED_ELSEWHERE, {"user_id": user_id}))


async def user_exists(tx: Transaction, user_id: UserId) -> bool:
    """Whether there is such a user, in a transaction of the platform."""
    return bool(await tx.value(_EXISTS, {"user_id": user_id}))

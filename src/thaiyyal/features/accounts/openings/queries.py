"""SQL of opening a tenant for somebody."""

from thaiyyal.kernel.ids import UserId
from thaiyyal.store.transaction import Transaction

_FIND_USER = "SELECT find_user(%(email)s)"


async def find_user(tx: Transaction, email: str) -> UserId | None:
    """Return who has an account with this address."""
    found = await tx.value(_FIND_USER, {"email": email})
    return None if found is None else UserId(found)

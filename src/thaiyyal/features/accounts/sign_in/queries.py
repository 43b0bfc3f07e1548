"""SQL of sign-in."""

from thaiyyal.kernel.ids import UserId
from thaiyyal.store.transaction import Row, Transaction

_TAKE = "SELECT take_sign_in_attempt(%(digest)s, %(most)s, %(lock_s)s)"
_GIVE_BACK = "SELECT give_back_sign_in_attempt(%(digest)s, %(is_all)s)"
_FIND_USER = "SELECT find_user(%(email)s)"
_LOAD = """
SELECT u.id, u.email, u.disabled_at IS NOT NULL AS is_disabled, s.password_hash,
  CASE WHEN s.totp_enabled_at IS NOT NULL THEN s.totp_secret END AS totp_secret, s.totp_last_step
FROM users u JOIN user_secrets s ON s.user_id = u.id
WHERE u.id = current_user_id()
"""
_REHASH = """
UPDATE user_secrets SET password_hash = %(new)s
WHERE user_id = current_user_id() AND password_hash = %(old)s
"""


async def take_attempt(tx: Transaction, digest: bytes, *, most: int, lock_s: int) -> int:
    """Count a failure beforehand; return how many seconds the address is locked, 0 if it is not."""
    return int(await tx.value(_TAKE, {"digest": digest, "most": most, "lock_s": lock_s}))


async def give_back_attempt(tx: Transaction, digest: bytes) -> None:
    """Take back one failure that was none."""
    await tx.run(_GIVE_BACK, {"digest": digest, "is_all": False})


async def forget_failures(tx: Transaction, digest: bytes) -> None:
    """Take back all failures of an address, and its lock."""
    await tx.run(_GIVE_BACK, {"digest": digest, "is_all": True})


async def find_user(tx: Transaction, email: str) -> UserId | None:
    """Return whose address this is."""
    found = await tx.value(_FIND_USER, {"email": email})
    return None if found is None else UserId(found)


async def load_secrets(tx: Transaction) -> Row | None:
    """Return what the scope's user signs in with."""
    return await tx.row(_LOAD)


async def replace_hash(tx: Transaction, *, old: str, new: str) -> None:
    """Store a password's hash anew, unless the password was changed meanwhile."""
    await tx.run(_REHASH, {"old": old, "new": new})

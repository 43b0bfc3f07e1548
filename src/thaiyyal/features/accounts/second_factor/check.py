"""Whether a code is right, and that it is never taken twice."""

from datetime import datetime
from uuid import UUID

from thaiyyal.features.accounts.key_holder import SealingKeys
from thaiyyal.features.accounts.recovery_codes import digest_of_recovery_code
from thaiyyal.features.accounts.second_factor import queries
from thaiyyal.features.accounts.totp import verify_totp
from thaiyyal.store.transaction import Transaction

_PURPOSE = "second factor"
TOTP, RECOVERY_CODE = "totp", "recovery_code"


def seal_totp_secret(keys: SealingKeys, secret: str, user_id: UUID) -> bytes:
    """Return a secret as it is stored, bound to its user."""
    return keys.box(_PURPOSE).seal(secret.encode("ascii"), aad=user_id.bytes)


def open_totp_secret(keys: SealingKeys, sealed: bytes, user_id: UUID) -> str:
    """Return a stored secret; raises ``UnreadableSecret``."""
    keys.reread()
    return keys.box(_PURPOSE).open(sealed, aad=user_id.bytes).decode("ascii")


def is_sealed_by_newest(keys: SealingKeys, sealed: bytes) -> bool:
    """Whether a stored secret needs no sealing anew."""
    return not keys.box(_PURPOSE).needs_resealing(sealed)


async def take_code(
    tx: Transaction, code: str, *, secret: str, last_step: int | None, now: datetime
) -> str | None:
    """Use a code of the scope's user up; return which kind it was, None if it is not right."""
    step = verify_totp(secret, code, at=now, last_step=last_step)
    if step is not None:
        return TOTP if await queries.take_step(tx, step) else None
    digest = digest_of_recovery_code(code)
    if digest is not None and await queries.take_recovery_code(tx, digest):
        return RECOVERY_CODE
    return None

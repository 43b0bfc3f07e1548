"""SQL of the second factor."""

from collections.abc import Iterable

from thaiyyal.store.transaction import Row, Transaction

_LOAD = """
SELECT u.email, s.totp_secret, s.totp_enabled_at IS NOT NULL AS is_enabled, s.totp_last_step,
  s.password_hash
FROM users u JOIN user_secrets s ON s.user_id = u.id WHERE u.id = current_user_id()
"""
_TAKE_STEP = """
UPDATE user_secrets SET totp_last_step = %(step)s
WHERE user_id = current_user_id() AND (totp_last_step IS NULL OR totp_last_step < %(step)s)
"""
_TAKE_CODE = """
UPDATE recovery_codes SET used_at = now()
WHERE user_id = current_user_id() AND digest = %(digest)s AND used_at IS NULL
"""
_PREPARE = """
UPDATE user_secrets SET totp_secret = %(sealed)s, totp_last_step = NULL
WHERE user_id = current_user_id() AND totp_enabled_at IS NULL
"""
_ENABLE = """
UPDATE user_secrets SET totp_enabled_at = now(), totp_last_step = %(step)s
WHERE user_id = current_user_id() AND totp_enabled_at IS NULL AND totp_secret = %(sealed)s
"""
_DISABLE = """
UPDATE user_secrets SET totp_secret = NULL, totp_enabled_at = NULL, totp_last_step = NULL
WHERE user_id = current_user_id() AND totp_enabled_at IS NOT NULL
"""
_DELETE_CODES = "DELETE FROM recovery_codes WHERE user_id = current_user_id()"
_INSERT_CODES = """
INSERT INTO recovery_codes (user_id, digest)
SELECT current_user_id(), unnest(%(digests)s::bytea[])
"""
_COUNT_CODES = """
SELECT count(*) FROM recovery_codes WHERE user_id = current_user_id() AND used_at IS NULL
"""


async def load(tx: Transaction) -> Row | None:
    """Return the second factor of the scope's user."""
    return await tx.row(_LOAD)


async def take_step(tx: Transaction, step: int) -> bool:
    """Use a code up, by its place in time; whether neither it nor a later one was used."""
    return await tx.run(_TAKE_STEP, {"step": step}) > 0


async def take_recovery_code(tx: Transaction, digest: bytes) -> bool:
    """Use a recovery code up; whether it was good."""
    return await tx.run(_TAKE_CODE, {"digest": digest}) > 0


async def prepare(tx: Transaction, sealed: bytes) -> bool:
    """Store a secret that is not in force yet; False when another one is."""
    return await tx.run(_PREPARE, {"sealed": sealed}) > 0


async def enable(tx: Transaction, *, sealed: bytes, step: int) -> bool:
    """Put the prepared secret in force; whether it is still the one that was confirmed."""
    return await tx.run(_ENABLE, {"sealed": sealed, "step": step}) > 0


async def disable(tx: Transaction) -> bool:
    """Remove the second factor and its recovery codes; whether there was one."""
    await tx.run(_DELETE_CODES)
    return await tx.run(_DISABLE) > 0


async def replace_recovery_codes(tx: Transaction, digests: Iterable[bytes]) -> None:
    """Store new recovery codes in place of the old ones."""
    await tx.run(_DELETE_CODES)
    await tx.run(_INSERT_CODES, {"digests": list(digests)})


async def count_recovery_codes(tx: Transaction) -> int:
    """Return how many recovery codes are left."""
    return int(await tx.value(_COUNT_CODES))

"""SQL of registration."""

from thaiyyal.store.transaction import Transaction

_VOUCH = """
UPDATE users SET email_verified = true, updated_at = now()
WHERE id = current_user_id() AND NOT email_verified
"""


async def vouch_for_email(tx: Transaction) -> None:
    """Note that the address of the scope's user is theirs: who runs the platform says so."""
    await tx.run(_VOUCH)

"""Links that set a new password."""

from datetime import UTC, datetime, timedelta

from thaiyyal.features.accounts.opaque import OpaqueKind, new_opaque_token
from thaiyyal.features.accounts.password_reset import queries
from thaiyyal.kernel.ids import UserId
from thaiyyal.store.transaction import Transaction

LIFETIME = timedelta(hours=1)


async def create_password_reset_link(
    tx: Transaction, user_id: UserId, *, valid_for: timedelta = LIFETIME
) -> str:
    """Return the token of a new link, shown once; the user's older links end.

    The transaction may have any scope. Whoever calls this has decided that it is allowed, and
    writes the audit entry.
    """
    token = new_opaque_token(OpaqueKind.ONE_TIME)
    await queries.insert_link(
        tx, user_id=user_id, digest=token.digest, valid_until=datetime.now(UTC) + valid_for
    )
    return token.text

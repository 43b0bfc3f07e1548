"""The rows an account begins with: the user and its secrets, a session."""

from datetime import datetime

from psycopg.errors import UniqueViolation

from thaiyyal.features.accounts import queries
from thaiyyal.features.accounts.errors import EmailTaken
from thaiyyal.kernel.actor import Origin
from thaiyyal.kernel.ids import SessionId, TenantId, UserId, new_id
from thaiyyal.store.transaction import Transaction


async def insert_user(
    tx: Transaction,
    *,
    id_: UserId,
    email: str,
    name: str,
    password_hash: str | None = None,
    email_verified: bool = False,
) -> None:
    """Insert a user. The transaction's scope is that user; ``email`` is normalised.

    ``email_verified``: somebody vouches that the address is this person's.

    Raises:
        EmailTaken: There is an account with this address.
    """
    try:
        await queries.insert_user(
            tx, id_=id_, email=email, name=name, email_verified=email_verified
        )
    except UniqueViolation as error:
        raise EmailTaken from error
    await queries.insert_secrets(tx, id_, password_hash)


async def insert_session(
    tx: Transaction,
    *,
    user_id: UserId,
    tenant_id: TenantId | None,
    expires_at: datetime,
    origin: Origin | None = None,
) -> SessionId:
    """Insert a session of the scope's user and return its id."""
    session_id = SessionId(new_id())
    await queries.insert_session(
        tx,
        id_=session_id,
        user_id=user_id,
        tenant_id=tenant_id,
        expires_at=expires_at,
        origin=origin or Origin(),
    )
    return session_id

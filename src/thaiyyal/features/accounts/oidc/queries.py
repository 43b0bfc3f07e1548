"""SQL of accounts at providers."""

from thaiyyal.kernel.ids import TenantId, UserId
from thaiyyal.store.transaction import Row, Transaction

_FIND_IDENTITY = "SELECT find_identity(%(issuer)s, %(subject)s)"
_FIND_USER = "SELECT find_user(%(email)s)"
_FIND_TENANT = "SELECT find_tenant(%(slug)s)"
_LOAD_USER = """
SELECT id, email, email_verified FROM users WHERE id = current_user_id() AND disabled_at IS NULL
"""
_LINK = """
INSERT INTO identities (issuer, subject, user_id)
VALUES (%(issuer)s, %(subject)s, current_user_id())
"""


async def find_identity(tx: Transaction, *, issuer: str, subject: str) -> UserId | None:
    """Return whom an account at a provider signs in."""
    found = await tx.value(_FIND_IDENTITY, {"issuer": issuer, "subject": subject})
    return None if found is None else UserId(found)


async def find_user(tx: Transaction, email: str) -> UserId | None:
    """Return who has this address."""
    found = await tx.value(_FIND_USER, {"email": email})
    return None if found is None else UserId(found)


async def find_tenant(tx: Transaction, slug: str) -> TenantId | None:
    """Return the tenant of a short name."""
    found = await tx.value(_FIND_TENANT, {"slug": slug})
    return None if found is None else TenantId(found)


async def load_user(tx: Transaction) -> Row | None:
    """Return the scope's user unless they are disabled."""
    return await tx.row(_LOAD_USER)


async def link_identity(tx: Transaction, *, issuer: str, subject: str) -> None:
    """Let an account at a provider sign the scope's user in."""
    await tx.run(_LINK, {"issuer": issuer, "subject": subject})

"""SQL of the first owner. The functions run as the schema's owner: nobody is a user yet."""

from datetime import datetime

from thaiyyal.kernel.ids import TenantId, UserId
from thaiyyal.store.transaction import Transaction

_START = "SELECT start_setup(%(digest)s, %(valid_until)s)"
_IS_LINK = "SELECT is_setup_link(%(digest)s)"
_USE = "SELECT use_setup_link(%(digest)s)"
_HAS_OWNER = "SELECT platform_has_owner()"
_CLAIM = "SELECT claim_platform(%(user_id)s)"
_FIND_TENANT = "SELECT find_tenant(%(slug)s)"


async def start_setup(tx: Transaction, digest: bytes, valid_until: datetime) -> bool:
    """Insert the link in place of an older one; False when there is an owner."""
    return bool(await tx.value(_START, {"digest": digest, "valid_until": valid_until}))


async def is_setup_link(tx: Transaction, digest: bytes) -> bool:
    """Whether a link could be used now."""
    return bool(await tx.value(_IS_LINK, {"digest": digest}))


async def use_setup_link(tx: Transaction, digest: bytes) -> bool:
    """Use the link up; whether it was good."""
    return bool(await tx.value(_USE, {"digest": digest}))


async def has_owner(tx: Transaction) -> bool:
    """Whether somebody owns the platform."""
    return bool(await tx.value(_HAS_OWNER))


async def claim_platform(tx: Transaction, user_id: UserId) -> bool:
    """Make a user the first owner; False when there is one."""
    return bool(await tx.value(_CLAIM, {"user_id": user_id}))


async def find_tenant(tx: Transaction, slug: str) -> TenantId | None:
    """Return which tenant has this short name."""
    found = await tx.value(_FIND_TENANT, {"slug": slug})
    return None if found is None else TenantId(found)

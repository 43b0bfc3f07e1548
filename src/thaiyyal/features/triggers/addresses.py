"""Addresses and secrets of webhooks: drawn here, 256 bits each."""

import secrets
from hashlib import sha256
from uuid import UUID

from thaiyyal.features.accounts.key_holder import SealingKeys
from thaiyyal.kernel.ids import TenantId

PURPOSE = "webhooks"
PATH = "/api/v1/hooks/"
"""What stands before the secret part of an address."""


def new_address() -> str:
    """Return the secret part of a new address: 43 characters that a path can have."""
    return secrets.token_urlsafe(32)


def new_secret() -> str:
    """Return a new secret."""
    return secrets.token_urlsafe(32)


def digest_of(address: str) -> bytes:
    """Return what an address is looked up by."""
    return sha256(address.encode("utf-8", "surrogatepass")).digest()


def seal_secret(keys: SealingKeys, secret: str, *, tenant_id: TenantId, id_: UUID) -> bytes:
    """Return a secret sealed for one webhook."""
    return keys.box(PURPOSE).seal(secret.encode(), aad=_owner(tenant_id, id_))


def open_secret(
    keys: SealingKeys, sealed: bytes | None, *, tenant_id: TenantId, id_: UUID
) -> str | None:
    """Return the secret of a webhook, if there is one; raises ``UnreadableSecret``."""
    if sealed is None:
        return None
    return keys.box(PURPOSE).open(bytes(sealed), aad=_owner(tenant_id, id_)).decode()


def _owner(tenant_id: TenantId, id_: UUID) -> bytes:
    return tenant_id.bytes + id_.bytes

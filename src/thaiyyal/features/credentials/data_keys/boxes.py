"""Sealing with a tenant's data keys: AES-256-GCM, bound to the tenant and to what it is for.

``1 | id of the key (16) | nonce (12) | ciphertext and tag``. Nonces are random: a key must seal
fewer than 2**32 values, which is what rotation is for (NIST SP 800-38D, 8.3).
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from thaiyyal.features.accounts.errors import UnreadableSecret
from thaiyyal.kernel.ids import TenantId

_VERSION = b"\x01"
_NONCE = 12
_HEAD = 17


@dataclass(frozen=True, slots=True)
class TenantBox:
    """Seals with the newest key of a tenant, opens with any. ``keys``: id -> 32 bytes."""

    tenant_id: TenantId
    newest: UUID
    keys: Mapping[UUID, bytes] = field(repr=False)

    def seal(self, plain: bytes, *, aad: bytes) -> bytes:
        """Return ``plain`` sealed; ``aad`` says what for and must be given to open it."""
        head = _VERSION + self.newest.bytes
        nonce = secrets.token_bytes(_NONCE)
        cipher = AESGCM(self.keys[self.newest])
        return head + nonce + cipher.encrypt(nonce, plain, self._bound(head, aad))

    def open(self, sealed: bytes, *, aad: bytes) -> bytes:
        """Return what was sealed for ``aad``; raises ``UnreadableSecret``."""
        head, body = sealed[:_HEAD], sealed[_HEAD:]
        key = self.keys.get(key_of(sealed)) if len(sealed) > _HEAD + _NONCE else None
        if key is None:
            raise UnreadableSecret("a stored secret cannot be opened: its key is not here any more")
        try:
            bound = self._bound(head, aad)
            return AESGCM(key).decrypt(body[:_NONCE], body[_NONCE:], bound)
        except InvalidTag as error:
            raise UnreadableSecret("a stored secret was changed or is not this owner's") from error

    def needs_resealing(self, sealed: bytes) -> bool:
        """Whether another key than the newest has sealed this."""
        return key_of(sealed) != self.newest

    def _bound(self, head: bytes, aad: bytes) -> bytes:
        return head + self.tenant_id.bytes + aad


def key_of(sealed: bytes) -> UUID:
    """Return the id of the key that has sealed this."""
    return UUID(bytes=sealed[1:_HEAD].ljust(16, b"\0"))

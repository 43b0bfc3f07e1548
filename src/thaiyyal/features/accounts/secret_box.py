"""Small secrets sealed with AES-256-GCM, bound to whom they belong to.

``1 | length of id | id of the key | nonce (12) | ciphertext and tag``; the head and the caller's
``aad`` are authenticated, so that neither bytes nor owners can be exchanged. The id of the key lets
older keys open what they sealed. Each use derives a key of its own from the keyring (HKDF).
"""

import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from thaiyyal.features.accounts.errors import UnreadableSecret
from thaiyyal.features.accounts.keyring import Draw, Key, Keyring

_VERSION = 1
_NONCE = 12


class SecretBox:
    """Seals and opens for one ``purpose``; what one purpose sealed, another cannot open."""

    def __init__(self, keyring: Keyring, *, purpose: str, draw: Draw = secrets.token_bytes) -> None:
        self._keyring = keyring
        self._purpose = f"thaiyyal secret box 1: {purpose}".encode()
        self._draw = draw

    def seal(self, plain: bytes, *, aad: bytes) -> bytes:
        """Return ``plain`` sealed with the newest key; ``aad`` says whose it is."""
        key = self._keyring.newest
        head = _head(key)
        nonce = self._draw(_NONCE)
        cipher = AESGCM(_derived(key.secret, self._purpose))
        return head + nonce + cipher.encrypt(nonce, plain, head + aad)

    def open(self, sealed: bytes, *, aad: bytes) -> bytes:
        """Return what was sealed for ``aad``; raises ``UnreadableSecret``."""
        key = self._key_of(sealed)
        if key is None:
            raise UnreadableSecret("a stored secret cannot be opened: its key is not here any more")
        head = _head(key)
        body = sealed[len(head) :]
        cipher = AESGCM(_derived(key.secret, self._purpose))
        try:
            return cipher.decrypt(body[:_NONCE], body[_NONCE:], head + aad)
        except (InvalidTag, ValueError) as err:
            raise UnreadableSecret("a stored secret was changed or is not this owner's") from err

    def needs_resealing(self, sealed: bytes) -> bool:
        """Whether another key than the newest has sealed this."""
        return not sealed.startswith(_head(self._keyring.newest))

    def _key_of(self, sealed: bytes) -> Key | None:
        return next((key for key in self._keyring.keys if sealed.startswith(_head(key))), None)


def _head(key: Key) -> bytes:
    return bytes((_VERSION, len(key.id))) + key.id.encode("ascii")


@lru_cache(maxsize=64)
def _derived(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=purpose).derive(secret)

"""What wraps data keys: a key-encryption key that is not in the database."""

from typing import Protocol

from thaiyyal.features.accounts.key_holder import SealingKeys

PURPOSE = "data keys"


class KeyWrapper(Protocol):
    """Wraps and unwraps 32 bytes; ``owner`` is bound to them. Raises ``UnreadableSecret``."""

    @property
    def name(self) -> str:
        """What stands beside the keys that it wraps: another one after a rotation."""

    async def wrap(self, plain: bytes, *, owner: bytes) -> bytes: ...

    async def unwrap(self, wrapped: bytes, *, owner: bytes) -> bytes: ...


class KeyringWrapper:
    """Wraps with the keys of the data directory, or those of the settings."""

    def __init__(self, keys: SealingKeys) -> None:
        self._keys = keys

    @property
    def name(self) -> str:
        """Name the newest key of the keyring."""
        return f"keyring:{self._keys.current().newest.id}"

    async def wrap(self, plain: bytes, *, owner: bytes) -> bytes:
        """Seal a data key."""
        return self._keys.box(PURPOSE).seal(plain, aad=owner)

    async def unwrap(self, wrapped: bytes, *, owner: bytes) -> bytes:
        """Open a data key."""
        return self._keys.box(PURPOSE).open(wrapped, aad=owner)

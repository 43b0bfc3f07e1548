"""What wraps data keys: a key-encryption key that is not in the database."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from thaiyyal.features.accounts.errors import UnreadableSecret
from thaiyyal.features.accounts.key_holder import SealingKeys
from thaiyyal.features.accounts.secret_box import SecretBox
from thaiyyal.secrets import SecretUnavailable

PURPOSE = "data keys"
_HINTS = {
    "aws_kms": "set secrets.aws_region",
    "vault_transit": "set secrets.vault_url and secrets.vault_token",
}


class KeysUnavailable(UnreadableSecret):
    """What wraps the data keys of tenants cannot be asked, so nothing is sealed or opened."""

    code = "keys_unavailable"
    retry_after_s = 10


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A wrapped data key; ``wrapper`` names the key that wraps it, with its version."""

    data: bytes = field(repr=False)
    wrapper: str

    @property
    def kind(self) -> str:
        """Which of the wrappers it was."""
        return self.wrapper.partition(":")[0]

    @property
    def key(self) -> str:
        """The name of its key, with its version."""
        return self.wrapper.partition(":")[2]


class KeyWrapper(Protocol):
    """Wraps and unwraps 32 bytes; ``owner``, 16 bytes, is bound to them."""

    @property
    def kind(self) -> str:
        """The first part of the names of its keys."""

    async def wrap(self, plain: bytes, *, owner: bytes) -> Wrapped:
        """Wrap with the newest key; raises ``KeysUnavailable``."""

    async def unwrap(self, wrapped: Wrapped, *, owner: bytes) -> bytes:
        """Unwrap with the key that wrapped it; raises ``UnreadableSecret``."""

    def close(self) -> None:
        """Let go of what is held."""


class KeyringWrapper:
    """Wraps with the keys of the data directory, or those of the settings."""

    kind = "keyring"

    def __init__(self, keys: SealingKeys) -> None:
        self._keys = keys

    async def wrap(self, plain: bytes, *, owner: bytes) -> Wrapped:
        """Seal a data key with the newest key of the keyring."""
        keyring = self._keys.current()
        sealed = SecretBox(keyring, purpose=PURPOSE).seal(plain, aad=owner)
        return Wrapped(sealed, f"{self.kind}:{keyring.newest.id}")

    async def unwrap(self, wrapped: Wrapped, *, owner: bytes) -> bytes:
        """Open a data key; one of a key that was just added is looked for in the file again."""
        try:
            return self._keys.box(PURPOSE).open(wrapped.data, aad=owner)
        except UnreadableSecret:
            if not self._keys.reread():
                raise
        return self._keys.box(PURPOSE).open(wrapped.data, aad=owner)

    def close(self) -> None:
        """Nothing is held."""


class Wrappers:
    """Wraps with one wrapper, and unwraps with whichever it was."""

    def __init__(self, newest: KeyWrapper, others: Iterable[KeyWrapper] = ()) -> None:
        self._newest = newest
        self._all = {each.kind: each for each in (newest, *others)}

    @property
    def kind(self) -> str:
        """What wraps now."""
        return self._newest.kind

    async def wrap(self, plain: bytes, *, owner: bytes) -> Wrapped:
        """Wrap a data key with what is set up now."""
        return await self._newest.wrap(plain, owner=owner)

    async def unwrap(self, wrapped: Wrapped, *, owner: bytes) -> bytes:
        """Unwrap a data key with what wrapped it."""
        wrapper = self._all.get(wrapped.kind)
        if wrapper is None:
            hint = _HINTS.get(wrapped.kind, "this version of the program does not know it")
            raise KeysUnavailable(
                f"keys of tenants are wrapped with {wrapped.kind}, which is not set up: {hint}"
            )
        return await wrapper.unwrap(wrapped, owner=owner)

    def close(self) -> None:
        """Let go of what all of them hold."""
        for each in self._all.values():
            each.close()


@contextmanager
def told_as_keys() -> Iterator[None]:
    """Tell of a place that cannot be asked what it means here."""
    try:
        yield
    except SecretUnavailable as error:
        raise KeysUnavailable(f"the keys of tenants cannot be used: {error.message}") from None

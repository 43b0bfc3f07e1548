"""Secret keys with names: the newest one signs or seals, all of them verify or open."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

MIN_SECRET_BYTES = 32
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")

Draw = Callable[[int], bytes]
"""Where randomness comes from: a number of bytes -> that many bytes nobody can guess."""


@dataclass(frozen=True, slots=True)
class Key:
    """One secret. Its ``id`` stands beside everything made with it and is no secret."""

    id: str
    secret: bytes = field(repr=False)
    created_at: datetime

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise ValueError(f"a key's id has 1 to 64 letters, digits, _ or -, not {self.id!r}")
        if len(self.secret) < MIN_SECRET_BYTES:
            raise ValueError(f"the key {self.id!r} has less than {MIN_SECRET_BYTES} bytes")


@dataclass(frozen=True, slots=True)
class Keyring:
    """At least one key, oldest first, no id twice."""

    keys: tuple[Key, ...]

    def __post_init__(self) -> None:
        if not self.keys:
            raise ValueError("a keyring needs a key")
        if len({key.id for key in self.keys}) < len(self.keys):
            raise ValueError("a keyring has two keys of one id")

    @property
    def newest(self) -> Key:
        """The key that signs and seals."""
        return self.keys[-1]

    def find(self, key_id: str) -> Key | None:
        """Return the key of this id, if it is still there."""
        return next((key for key in self.keys if key.id == key_id), None)

    def with_key(self, key: Key) -> "Keyring":
        """Return a keyring whose newest key is ``key``; what the others made stays valid."""
        return Keyring((*self.keys, key))


def new_key(*, now: datetime, draw: Draw = secrets.token_bytes) -> Key:
    """Return a fresh key of 256 bits."""
    return Key(draw(8).hex(), draw(MIN_SECRET_BYTES), now)

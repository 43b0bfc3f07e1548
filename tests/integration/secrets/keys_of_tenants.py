"""Data keys over a real database, for several processes at once, and wrappers that may be away."""

from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg.rows import dict_row

from thaiyyal.features.accounts.key_holder import SealingKeys
from thaiyyal.features.accounts.keyring import Keyring, new_key
from thaiyyal.features.credentials.data_keys import (
    DataKeys,
    KeyringWrapper,
    KeysUnavailable,
    KeyWrapper,
    Wrapped,
)
from thaiyyal.kernel.clock import utc_now
from thaiyyal.testing.platform import Platform


def ring(of: Keyring | None = None) -> Keyring:
    """Return a keyring with one more key."""
    key = new_key(now=utc_now())
    return Keyring((key,)) if of is None else of.with_key(key)


@dataclass(slots=True)
class Counted:
    """A wrapper that counts what it is asked, and can be away."""

    keyring: Keyring = field(default_factory=ring)
    kind: str = "keyring"
    asked: int = 0
    is_away: bool = False

    async def wrap(self, plain: bytes, *, owner: bytes) -> Wrapped:
        """As a keyring does."""
        self._note()
        return await KeyringWrapper(SealingKeys(self.keyring)).wrap(plain, owner=owner)

    async def unwrap(self, wrapped: Wrapped, *, owner: bytes) -> bytes:
        """As a keyring does."""
        self._note()
        return await KeyringWrapper(SealingKeys(self.keyring)).unwrap(wrapped, owner=owner)

    def close(self) -> None:
        """Nothing is held."""

    def _note(self) -> None:
        if self.is_away:
            raise KeysUnavailable("it is away")
        self.asked += 1


def process(platform: Platform, wrapper: KeyWrapper, **options: Any) -> DataKeys:
    """Return what one process has."""
    return DataKeys(platform.database, wrapper, **options)


def as_owner(platform: Platform, statement: str, *given: object) -> list[dict[str, Any]]:
    """Run SQL as the schema's owner, who sees every tenant."""
    with psycopg.connect(platform.owner_conninfo(), row_factory=dict_row) as connection:
        cursor = connection.execute(statement, given)
        return cursor.fetchall() if cursor.description else []

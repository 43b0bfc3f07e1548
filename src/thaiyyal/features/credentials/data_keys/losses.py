"""Whether what wraps the data keys of tenants is still there: one of each is tried.

A lost file of keys would else be noticed only when the first tenant needs a secret.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from thaiyyal.features.accounts.errors import UnreadableSecret
from thaiyyal.features.credentials.data_keys import queries
from thaiyyal.features.credentials.data_keys.wrapping import KeysUnavailable, KeyWrapper, Wrapped
from thaiyyal.store.unit_of_work import Database

_MOST = 100


@dataclass(frozen=True, slots=True)
class Tried:
    """What wraps some data keys, and why it does not unwrap one. ``is_away``: it was not asked."""

    wrapper: str
    trouble: str | None = None
    is_away: bool = False


@dataclass(frozen=True, slots=True)
class Sample:
    """A wrapped data key, and whose it is."""

    tenant_id: UUID
    wrapped: Wrapped


async def samples_of(database: Database, *, kinds: Collection[str] | None = None) -> list[Sample]:
    """Return a data key of each wrapper, of these kinds only."""
    async with database.begin() as tx:
        rows = await queries.keys_to_try(tx, most=_MOST)
    found = [
        Sample(row["tenant_id"], Wrapped(bytes(row["wrapped"]), row["wrapper"])) for row in rows
    ]
    return [each for each in found if kinds is None or each.wrapped.kind in kinds]


async def tried(sample: Sample, wrapper: KeyWrapper) -> Tried:
    """Unwrap a data key and forget it."""
    name = sample.wrapped.wrapper
    try:
        await wrapper.unwrap(sample.wrapped, owner=sample.tenant_id.bytes)
    except KeysUnavailable as error:
        return Tried(name, error.message, is_away=True)
    except UnreadableSecret as error:
        return Tried(name, error.message)
    return Tried(name)


def told(lost: Tried, *, where: str) -> str:
    """Return what is lost and what has to be restored; ``where``: the keys of the keyring.

    >>> told(Tried("keyring:4f", "no key"), where="/data/keys.json").partition(",")[0]
    'data keys of tenants are wrapped with the key 4f'
    """
    kind, _, key = lost.wrapper.partition(":")
    if kind != "keyring":
        return f"data keys of tenants that {lost.wrapper} wraps cannot be unwrapped: {lost.trouble}"
    return (
        f"data keys of tenants are wrapped with the key {key}, which is not in {where}, or is "
        "another one there: restore it from a backup; until then what it has sealed cannot be "
        "opened, neither credentials nor second factors nor secrets of webhooks"
    )

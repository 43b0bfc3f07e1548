"""What each store of shared state does; one suite of tests holds for all of them."""

from dataclasses import dataclass
from typing import Protocol

from thaiyyal.sdk import Pace
from thaiyyal.sdk.shared_cache import Eviction
from thaiyyal.store.shared.places import CacheId, Place

MIB = 1024 * 1024
MOST_ENTRIES = 10_000
MOST_BYTES = 64 * MIB


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much one cache may hold; beyond, what ``eviction`` says goes first."""

    entries: int = MOST_ENTRIES
    eviction: Eviction = "lru"
    size_bytes: int = MOST_BYTES


class Turns(Protocol):
    """Passes through rate limiters."""

    async def reserve(
        self, place: Place, key: str, pace: Pace, *, now_s: float | None = None
    ) -> float:
        """Reserve the next pass and return the seconds until then.

        Who reserves later passes later. ``now_s`` stands for the store's own clock in tests.
        """


class ByteCache(Protocol):
    """Entries with an end, in caches with bounds."""

    async def get(self, cache: CacheId, key: bytes) -> bytes | None:
        """Return an entry; it counts as used."""

    async def put(
        self, cache: CacheId, key: bytes, value: bytes, *, ttl_s: float, bounds: Bounds
    ) -> bool:
        """Keep a value; return whether there was one.

        Raises:
            CacheFull: The tenant keeps too much in other caches.
        """

    async def delete(self, cache: CacheId, key: bytes) -> bool:
        """Forget an entry; return whether there was one."""

"""Shared state of one process: for the command line and for tests."""

import time
from collections import OrderedDict
from collections.abc import Callable

from thaiyyal.nodes.state.entries import Entries, Entry
from thaiyyal.sdk import Pace
from thaiyyal.store.shared.places import CacheId, Place, TurnsId, turns_of
from thaiyyal.store.shared.ports import Bounds

_KEPT = 10_000


class MemoryTurns:
    """The turns of all rate limiters; those that were not used for long are forgotten."""

    def __init__(self, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._clock_s = clock_s
        self._records: OrderedDict[TurnsId, tuple[float, ...]] = OrderedDict()

    async def reserve(
        self, place: Place, key: str, pace: Pace, *, now_s: float | None = None
    ) -> float:
        """Reserve the next pass and return the seconds until then."""
        turns = turns_of(place, key, pace.strategy)
        now_s = self._clock_s() if now_s is None else now_s
        wait_s, self._records[turns] = pace.next_pass(self._records.get(turns), now_s)
        self._records.move_to_end(turns)
        if len(self._records) > _KEPT:
            self._records.popitem(last=False)
        return wait_s


class MemoryCache:
    """Caches as immutable values, by their ids."""

    def __init__(self, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._clock_s = clock_s
        self._caches: dict[CacheId, Entries[bytes, bytes]] = {}

    async def get(self, cache: CacheId, key: bytes) -> bytes | None:
        """Return an entry; it counts as used."""
        entries = self._entries(cache)
        found = entries.find(key, self._now_ms())
        if found is None:
            return None
        self._caches[cache] = entries.touched(key)
        return found.value

    async def put(
        self, cache: CacheId, key: bytes, value: bytes, *, ttl_s: float, bounds: Bounds
    ) -> bool:
        """Keep a value; return whether there was one."""
        entries, now_ms = self._entries(cache), self._now_ms()
        entry = Entry(value, now_ms + round(ttl_s * 1000))
        kept = entries.with_entry(key, entry, now_ms)
        kept = kept.shrunk(bounds.entries, bounds.eviction, key)
        while len(kept.by_key) > 1 and _size(kept) > bounds.size_bytes:
            kept = kept.shrunk(len(kept.by_key) - 1, bounds.eviction, key)
        self._caches[cache] = kept
        return entries.find(key, now_ms) is not None

    async def delete(self, cache: CacheId, key: bytes) -> bool:
        """Forget an entry; return whether there was one."""
        entries = self._entries(cache)
        self._caches[cache] = entries.without(key)
        return entries.find(key, self._now_ms()) is not None

    def _entries(self, cache: CacheId) -> Entries[bytes, bytes]:
        return self._caches.get(cache) or Entries()

    def _now_ms(self) -> int:
        return int(self._clock_s() * 1000)


def _size(entries: Entries[bytes, bytes]) -> int:
    return sum(len(entry.value) for entry in entries.by_key.values())

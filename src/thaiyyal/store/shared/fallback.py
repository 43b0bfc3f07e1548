"""Shared state that goes on while Redis is away: limits by the database, caches without entries."""

from thaiyyal.sdk import Pace
from thaiyyal.store.shared.errors import RedisAway
from thaiyyal.store.shared.places import CacheId, Place
from thaiyyal.store.shared.ports import Bounds, ByteCache, Turns

_MOST_MISSED = 10_000


class TurnsWithFallback:
    """Turns in Redis; while it is away, in the database, which knows nothing of those before."""

    def __init__(self, first: Turns, second: Turns) -> None:
        self._first = first
        self._second = second

    async def reserve(
        self, place: Place, key: str, pace: Pace, *, now_s: float | None = None
    ) -> float:
        """Reserve the next pass and return the seconds until then."""
        try:
            return await self._first.reserve(place, key, pace, now_s=now_s)
        except RedisAway:
            return await self._second.reserve(place, key, pace, now_s=now_s)


class ForgivingCache:
    """A cache in Redis that has nothing while Redis is away.

    What this process set or deleted meanwhile is deleted once Redis is back, before anything else
    is asked, so that nobody here gets an entry that was replaced.
    """

    def __init__(self, entries: ByteCache) -> None:
        self._entries = entries
        self._missed: dict[tuple[CacheId, bytes], None] = {}

    async def get(self, cache: CacheId, key: bytes) -> bytes | None:
        """Return an entry, if Redis is there and has it."""
        try:
            await self._catch_up()
            return await self._entries.get(cache, key)
        except RedisAway:
            return None

    async def put(
        self, cache: CacheId, key: bytes, value: bytes, *, ttl_s: float, bounds: Bounds
    ) -> bool:
        """Keep a value, if Redis is there; return whether there was one."""
        try:
            await self._catch_up()
            return await self._entries.put(cache, key, value, ttl_s=ttl_s, bounds=bounds)
        except RedisAway:
            self._miss(cache, key)
            return False

    async def delete(self, cache: CacheId, key: bytes) -> bool:
        """Forget an entry; return whether there was one, as far as is known."""
        try:
            await self._catch_up()
            return await self._entries.delete(cache, key)
        except RedisAway:
            self._miss(cache, key)
            return False

    def _miss(self, cache: CacheId, key: bytes) -> None:
        self._missed[cache, key] = None
        if len(self._missed) > _MOST_MISSED:
            del self._missed[next(iter(self._missed))]

    async def _catch_up(self) -> None:
        for cache, key in list(self._missed):
            await self._entries.delete(cache, key)
            self._missed.pop((cache, key), None)

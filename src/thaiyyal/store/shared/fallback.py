"""Shared state that goes on while what keeps it is away.

Limits ask elsewhere, or wait until the database is back; caches have nothing meanwhile.
"""

import asyncio
from collections.abc import Awaitable, Callable

from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.sdk import Pace
from thaiyyal.store.shared.errors import RedisAway
from thaiyyal.store.shared.places import CacheId, Place
from thaiyyal.store.shared.ports import Bounds, ByteCache, Turns

_MOST_MISSED = 10_000
_SHORTEST_S, _LONGEST_S = 0.1, 2.0


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


class PatientTurns:
    """Turns that are asked for again until they can be had; the execution's time limit holds."""

    def __init__(
        self, turns: Turns, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._turns = turns
        self._sleep = sleep

    async def reserve(
        self, place: Place, key: str, pace: Pace, *, now_s: float | None = None
    ) -> float:
        """Reserve the next pass and return the seconds until then."""
        pause_s = _SHORTEST_S
        while True:
            try:
                return await self._turns.reserve(place, key, pace, now_s=now_s)
            except ThaiyyalError as error:
                _refuse_unless_away(error)
            await self._sleep(pause_s)
            pause_s = min(2 * pause_s, _LONGEST_S)


class ForgivingCache:
    """A cache that has nothing while what keeps it is away.

    What this process set or deleted meanwhile is deleted once it is back, before anything else is
    asked, so that nobody here gets an entry that was replaced.
    """

    def __init__(self, entries: ByteCache) -> None:
        self._entries = entries
        self._missed: dict[tuple[CacheId, bytes], None] = {}

    async def get(self, cache: CacheId, key: bytes) -> bytes | None:
        """Return an entry, if it can be had."""
        try:
            await self._catch_up()
            return await self._entries.get(cache, key)
        except ThaiyyalError as error:
            _refuse_unless_away(error)
            return None

    async def put(
        self, cache: CacheId, key: bytes, value: bytes, *, ttl_s: float, bounds: Bounds
    ) -> bool:
        """Keep a value, if that is possible; return whether there was one."""
        try:
            await self._catch_up()
            return await self._entries.put(cache, key, value, ttl_s=ttl_s, bounds=bounds)
        except ThaiyyalError as error:
            _refuse_unless_away(error)
            self._miss(cache, key)
            return False

    async def delete(self, cache: CacheId, key: bytes) -> bool:
        """Forget an entry; return whether there was one, as far as is known."""
        try:
            await self._catch_up()
            return await self._entries.delete(cache, key)
        except ThaiyyalError as error:
            _refuse_unless_away(error)
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


def _refuse_unless_away(error: ThaiyyalError) -> None:
    if error.kind is not Kind.UNAVAILABLE:
        raise error

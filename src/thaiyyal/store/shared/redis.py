"""Shared state in Redis. All keys of a tenant begin with ``thaiyyal:{tenant}:`` and end by time."""

from thaiyyal.sdk import Pace
from thaiyyal.store.shared.places import CacheId, Place, turns_of
from thaiyyal.store.shared.ports import Bounds
from thaiyyal.store.shared.redis_link import RedisLink
from thaiyyal.store.shared.scripts import CACHE_PARTS, CACHE_SCRIPTS, TURN_SCRIPTS

_MOST_COUNTED = 2**53
_LONGEST_MS = 10**15


class RedisTurns:
    """Passes through rate limiters, by the clock of Redis. Raises ``RedisAway``."""

    def __init__(self, link: RedisLink) -> None:
        self._scripts = {name: link.script(text) for name, text in TURN_SCRIPTS.items()}

    async def reserve(
        self, place: Place, key: str, pace: Pace, *, now_s: float | None = None
    ) -> float:
        """Reserve the next pass and return the seconds until then."""
        turns = turns_of(place, key, pace.strategy)
        wait_s = await self._scripts[pace.strategy](
            [f"thaiyyal:{{{turns.tenant_id}}}:limiter:{turns.name.hex()}"],
            min(pace.most, _MOST_COUNTED),
            repr(pace.per_s),
            "" if now_s is None else repr(now_s),
        )
        return float(wait_s)


class RedisCache:
    """Caches of tenants. Raises ``RedisAway``."""

    def __init__(self, link: RedisLink) -> None:
        self._get = link.script(CACHE_SCRIPTS["get"])
        self._put = link.script(CACHE_SCRIPTS["put"])
        self._delete = link.script(CACHE_SCRIPTS["delete"])

    async def get(self, cache: CacheId, key: bytes) -> bytes | None:
        """Return an entry; it counts as used."""
        value: bytes | None = await self._get(_keys(cache), key)
        return value

    async def put(
        self, cache: CacheId, key: bytes, value: bytes, *, ttl_s: float, bounds: Bounds
    ) -> bool:
        """Keep a value; return whether there was one."""
        ttl_ms = min(round(ttl_s * 1000), _LONGEST_MS)
        kept = (value, ttl_ms, bounds.entries, bounds.eviction, bounds.size_bytes)
        return bool(await self._put(_keys(cache), key, *kept))

    async def delete(self, cache: CacheId, key: bytes) -> bool:
        """Forget an entry; return whether there was one."""
        return bool(await self._delete(_keys(cache), key))


def _keys(cache: CacheId) -> list[str]:
    name = f"thaiyyal:{{{cache.tenant_id}}}:cache:{cache.name.hex()}"
    return [f"{name}:{part}" for part in CACHE_PARTS]

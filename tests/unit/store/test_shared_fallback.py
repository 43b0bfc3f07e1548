"""Shared state goes on while what keeps it is away."""

import asyncio
from dataclasses import dataclass, field
from uuid import UUID

import pytest

from thaiyyal.kernel.ids import TenantId
from thaiyyal.sdk import Pace as AnyPace
from thaiyyal.sdk.pacing import Pace
from thaiyyal.store.errors import DatabaseUnavailable
from thaiyyal.store.shared.errors import CacheFull
from thaiyyal.store.shared.fallback import ForgivingCache, PatientTurns
from thaiyyal.store.shared.memory import MemoryCache
from thaiyyal.store.shared.places import NO_PLACE, CacheId, Place, digest_of
from thaiyyal.store.shared.ports import Bounds

_CACHE = CacheId(TenantId(UUID(int=1)), digest_of("c"))
_BOUNDS = Bounds()


class Away(MemoryCache):
    """A cache that can be made to answer nothing but an error; what it holds stays."""

    error: Exception | None = None

    async def get(self, cache: CacheId, key: bytes) -> bytes | None:
        self._check()
        return await super().get(cache, key)

    async def put(
        self, cache: CacheId, key: bytes, value: bytes, *, ttl_s: float, bounds: Bounds
    ) -> bool:
        self._check()
        return await super().put(cache, key, value, ttl_s=ttl_s, bounds=bounds)

    async def delete(self, cache: CacheId, key: bytes) -> bool:
        self._check()
        return await super().delete(cache, key)

    def _check(self) -> None:
        if self.error is not None:
            raise self.error


@dataclass
class Late:
    """Turns that can be had at the last of several tries."""

    failures: list[Exception]
    waits: list[float] = field(default_factory=list)

    async def reserve(
        self, place: Place, key: str, pace: AnyPace, *, now_s: float | None = None
    ) -> float:
        if self.failures:
            raise self.failures.pop()
        return 1.5

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)


async def _put(cache: ForgivingCache, value: bytes) -> bool:
    return await cache.put(_CACHE, b"k", value, ttl_s=60, bounds=_BOUNDS)


@pytest.mark.parametrize("operation", ["put", "delete"])
def test_what_was_changed_meanwhile_is_not_found_as_it_was(operation: str) -> None:
    async def lived() -> list[bytes | None]:
        kept = Away()
        cache = ForgivingCache(kept)
        await _put(cache, b"old")
        kept.error = DatabaseUnavailable("gone")
        if operation == "put":
            assert not await _put(cache, b"new")
        else:
            assert not await cache.delete(_CACHE, b"k")
        during = await cache.get(_CACHE, b"k")
        kept.error = None
        after = await cache.get(_CACHE, b"k")
        await _put(cache, b"newer")
        return [during, after, await cache.get(_CACHE, b"k")]

    assert asyncio.run(lived()) == [None, None, b"newer"]


def test_a_full_cache_is_told() -> None:
    async def refused() -> None:
        kept = Away()
        kept.error = CacheFull("full")
        with pytest.raises(CacheFull):
            await _put(ForgivingCache(kept), b"1")

    asyncio.run(refused())


def test_a_turn_is_asked_for_until_it_can_be_had() -> None:
    late = Late([DatabaseUnavailable("gone")] * 7)

    wait_s = asyncio.run(PatientTurns(late, late.sleep).reserve(NO_PLACE, "n", Pace(1, 1.0)))

    assert wait_s == 1.5
    assert late.waits == [0.1, 0.2, 0.4, 0.8, 1.6, 2.0, 2.0]


def test_a_turn_that_is_refused_is_not_asked_for_again() -> None:
    late = Late([CacheFull("refused")])

    with pytest.raises(CacheFull):
        asyncio.run(PatientTurns(late, late.sleep).reserve(NO_PLACE, "n", Pace(1, 1.0)))
    assert late.waits == []

"""Kept results and shared caches: values as they were, and nothing that is too large."""

import asyncio
from uuid import UUID

import pytest

from thaiyyal.kernel.ids import TenantId
from thaiyyal.sdk import Emit, StepError
from thaiyyal.sdk.shared_cache import CacheName, Found, Keeping
from thaiyyal.store.shared.memory import MemoryCache
from thaiyyal.store.shared.node_cache import NodeCache
from thaiyyal.store.shared.places import NO_PLACE
from thaiyyal.store.shared.results import NodeResults, ResultCache
from thaiyyal.store.shared.values import MOST_VALUE_BYTES

_TENANT = TenantId(UUID(int=1))
_WORKFLOW = UUID(int=2)
_NAME, _KEEPING = CacheName("tenant"), Keeping(60.0, 10)


@pytest.mark.parametrize(
    "emit",
    [
        Emit(None),
        Emit({"a": [1.5, "\ud800", 2**70]}, port="hit", meta={"found": True}),
        Emit([1], ports={"x": None}),
    ],
    ids=["null", "port", "ports"],
)
def test_a_result_of_a_node_comes_back_as_it_was(emit: Emit) -> None:
    async def kept() -> Emit | None:
        results = NodeResults(ResultCache(MemoryCache(), _TENANT), _WORKFLOW)
        await results.put("key", emit, 60.0)
        return await results.get("key")

    assert asyncio.run(kept()) == emit


def test_a_result_that_is_not_there_differs_from_null() -> None:
    async def kept() -> list[Found | None]:
        results = ResultCache(MemoryCache(), _TENANT)
        await results.put(b"null", None, 60.0)
        return [await results.get(b"null"), await results.get(b"none")]

    assert asyncio.run(kept()) == [Found(None), None]


def test_a_result_that_is_too_large_is_not_kept() -> None:
    fits, too_large = "x" * (MOST_VALUE_BYTES - 2), "x" * (MOST_VALUE_BYTES - 1)

    async def kept() -> list[bool]:
        results = ResultCache(MemoryCache(), _TENANT)
        return [await results.put(b"k", value, 60.0) for value in (fits, too_large)]

    assert asyncio.run(kept()) == [True, False]


def test_a_shared_cache_takes_values_up_to_its_limit() -> None:
    fits, too_large = "x" * (MOST_VALUE_BYTES - 2), "x" * (MOST_VALUE_BYTES - 1)

    async def refused() -> str:
        cache = NodeCache(MemoryCache(), NO_PLACE)
        await cache.set(_NAME, "k", fits, _KEEPING)
        with pytest.raises(StepError) as error:
            await cache.set(_NAME, "k", too_large, _KEEPING)
        assert await cache.get(_NAME, "k") == Found(fits)
        return error.value.code

    assert asyncio.run(refused()) == "limit_exceeded"

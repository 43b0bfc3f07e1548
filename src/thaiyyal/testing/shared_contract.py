"""What every store of shared state has to do: turns of limiters, caches of bytes."""

from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

from thaiyyal.kernel.ids import TenantId, new_id
from thaiyyal.sdk.pacing import Pace
from thaiyyal.store.shared.places import CacheId, Place, digest_of
from thaiyyal.store.shared.ports import Bounds, ByteCache, Turns

CacheCheck = Callable[[ByteCache, TenantId], Awaitable[None]]
_HOUR_S = 3_600.0


async def check_turns(
    turns: Turns, tenant_id: TenantId, pace: Pace, times: Sequence[float], *, after: Pace
) -> None:
    """Ask for passes at ``times``, then for one of ``after``; compare with the arithmetic alone."""
    place, record = Place(tenant_id, new_id()), None
    paces = {pace: times, after: [max(times, default=0.0)]}
    for asked, moments in paces.items():
        record = record if asked.strategy == pace.strategy else None
        for now_s in moments:
            expected, record = asked.next_pass(record, now_s)
            assert await turns.reserve(place, "node", asked, now_s=now_s) == expected


async def check_apart(turns: Turns, ours: TenantId, theirs: TenantId) -> None:
    """Nodes, workflows and tenants do not count for one another."""
    workflow, pace = new_id(), Pace(1, 10.0)
    asked = [(ours, workflow, "a"), (ours, workflow, "b"), (ours, new_id(), "a")]
    asked += [(theirs, workflow, "a"), (ours, workflow, "a")]
    waits = [
        await turns.reserve(Place(tenant, UUID(int=of.int)), node, pace, now_s=100.0)
        for tenant, of, node in asked
    ]
    assert waits == [0, 0, 0, 0, 10.0]


async def check_values(cache: ByteCache, tenant_id: TenantId) -> None:
    """What was put is got until it is deleted or replaced."""
    own = _new_cache(tenant_id)
    assert await cache.get(own, b"k") is None
    assert not await _put(cache, own, b"k", b"\x00\xff")
    assert await cache.get(own, b"k") == b"\x00\xff"
    assert await _put(cache, own, b"k", b"")
    assert await cache.get(own, b"k") == b""
    assert await cache.get(_new_cache(tenant_id), b"k") is None
    assert await cache.delete(own, b"k")
    assert not await cache.delete(own, b"k")
    assert await cache.get(own, b"k") is None


async def check_ends(cache: ByteCache, tenant_id: TenantId) -> None:
    """An entry that is over is not there, whoever asks."""
    own = _new_cache(tenant_id)
    assert not await _put(cache, own, b"k", b"1", ttl_s=0.0)
    assert await cache.get(own, b"k") is None
    assert not await _put(cache, own, b"k", b"2", ttl_s=0.0)
    assert not await cache.delete(own, b"k")
    assert not await _put(cache, own, b"k", b"3")
    assert await _put(cache, own, b"k", b"4", ttl_s=0.0)
    assert await cache.get(own, b"k") is None


async def check_ended_take_no_room(cache: ByteCache, tenant_id: TenantId) -> None:
    """Entries that are over are dropped before others."""
    own, bounds = _new_cache(tenant_id), Bounds(2)
    await _put(cache, own, b"a", b"1", bounds=bounds)
    await _put(cache, own, b"b", b"2", bounds=bounds, ttl_s=0.0)
    await _put(cache, own, b"c", b"3", bounds=bounds)
    assert [await cache.get(own, key) for key in (b"a", b"b", b"c")] == [b"1", None, b"3"]


async def check_least_recently_used(cache: ByteCache, tenant_id: TenantId) -> None:
    """With ``lru`` the entry goes that was not used for longest."""
    own, bounds = await _three_with_uses(cache, tenant_id, [b"b", b"b", b"c", b"a"], "lru")
    await _put(cache, own, b"d", b"d", bounds=bounds)
    assert await _there(cache, own) == [b"a", b"c", b"d"]


async def check_least_often_used(cache: ByteCache, tenant_id: TenantId) -> None:
    """With ``lfu`` the entry goes that was used least often, of equal ones the older use."""
    own, bounds = await _three_with_uses(cache, tenant_id, [b"b", b"b", b"c", b"a"], "lfu")
    await _put(cache, own, b"d", b"d", bounds=bounds)
    assert await _there(cache, own) == [b"a", b"b", b"d"]


async def check_first_in_first_out(cache: ByteCache, tenant_id: TenantId) -> None:
    """With ``fifo`` the oldest entry goes; one that is replaced is made anew."""
    own, bounds = await _three_with_uses(cache, tenant_id, [b"b", b"a"], "fifo")
    await _put(cache, own, b"a", b"again", bounds=bounds)
    await _put(cache, own, b"d", b"d", bounds=bounds)
    assert await _there(cache, own) == [b"a", b"c", b"d"]


async def check_a_smaller_bound(cache: ByteCache, tenant_id: TenantId) -> None:
    """A smaller bound holds at once, and the new entry is never the one to go."""
    own, _ = await _three_with_uses(cache, tenant_id, [b"b", b"c"], "lru")
    await _put(cache, own, b"d", b"d", bounds=Bounds(2))
    assert await _there(cache, own) == [b"c", b"d"]
    await _put(cache, own, b"a", b"a", bounds=Bounds(1))
    assert await _there(cache, own) == [b"a"]


async def check_bytes(cache: ByteCache, tenant_id: TenantId) -> None:
    """A cache holds so many bytes; replaced and deleted ones do not count."""
    own, bounds = _new_cache(tenant_id), Bounds(size_bytes=30)
    await _put(cache, own, b"a", b"x" * 20, bounds=bounds)
    await _put(cache, own, b"a", b"x" * 10, bounds=bounds)
    await _put(cache, own, b"b", b"x" * 20, bounds=bounds)
    assert await _there(cache, own) == [b"a", b"b"]
    await _put(cache, own, b"c", b"x", bounds=bounds)
    assert await _there(cache, own) == [b"b", b"c"]
    await cache.delete(own, b"b")
    await _put(cache, own, b"d", b"x" * 29, bounds=bounds)
    assert await _there(cache, own) == [b"c", b"d"]


CACHE_CHECKS: tuple[CacheCheck, ...] = (
    check_values,
    check_ends,
    check_ended_take_no_room,
    check_least_recently_used,
    check_least_often_used,
    check_first_in_first_out,
    check_a_smaller_bound,
    check_bytes,
)


async def _three_with_uses(
    cache: ByteCache, tenant_id: TenantId, uses: Sequence[bytes], eviction: str
) -> tuple[CacheId, Bounds]:
    own = _new_cache(tenant_id)
    bounds = Bounds(3, eviction)  # type: ignore[arg-type]
    for key in (b"a", b"b", b"c"):
        await _put(cache, own, key, key, bounds=bounds)
    for key in uses:
        await cache.get(own, key)
    return own, bounds


async def _there(cache: ByteCache, own: CacheId) -> list[bytes]:
    return [key for key in (b"a", b"b", b"c", b"d") if await cache.get(own, key) is not None]


async def _put(
    cache: ByteCache,
    own: CacheId,
    key: bytes,
    value: bytes,
    *,
    ttl_s: float = _HOUR_S,
    bounds: Bounds | None = None,
) -> bool:
    return await cache.put(own, key, value, ttl_s=ttl_s, bounds=bounds or Bounds())


def _new_cache(tenant_id: TenantId) -> CacheId:
    return CacheId(tenant_id, digest_of(str(new_id())))

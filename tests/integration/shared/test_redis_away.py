"""A Redis that stops, is away and comes back: limits hold by the database, caches miss."""

from collections.abc import Iterator

import pytest
from structlog.testing import capture_logs

from thaiyyal.kernel.ids import new_id
from thaiyyal.sdk.pacing import Pace
from thaiyyal.sdk.shared_cache import CacheName, Found, Keeping
from thaiyyal.store.shared.places import Place
from thaiyyal.store.shared.redis_link import RedisOptions
from thaiyyal.store.shared.state import SharedState, shared_state
from thaiyyal.testing.platform import Platform
from thaiyyal.testing.redis_server import MISSING, RedisServer, find_redis, temporary_redis

_NAME = CacheName("workflow")
_HOUR = Keeping(3_600.0, 10)
_PACE = Pace(1, 3_600.0)


@pytest.fixture
def server() -> Iterator[RedisServer]:
    program = find_redis()
    if program is None:
        pytest.skip(MISSING)
    with temporary_redis(program) as server:
        yield server


@pytest.fixture
def state(platform: Platform, server: RedisServer) -> Iterator[SharedState]:
    async def made() -> SharedState:
        return shared_state(platform.database, RedisOptions(server.url, retry_s=0.0))

    state = platform.run(made())
    yield state
    platform.run(state.close())


@pytest.fixture
def place(platform: Platform) -> Place:
    return Place(platform.make_tenant().tenant_id, new_id())


def test_a_cache_misses_while_redis_is_away_and_is_found_again(
    platform: Platform, server: RedisServer, state: SharedState, place: Place
) -> None:
    cache = state.cache_of(place)
    assert not platform.run(cache.set(_NAME, "k", 1, _HOUR))
    assert platform.run(cache.get(_NAME, "k")) == Found(1)

    server.kill()
    away = [
        platform.run(cache.get(_NAME, "k")),
        platform.run(cache.set(_NAME, "k", 2, _HOUR)),
        platform.run(cache.delete(_NAME, "k")),
    ]
    server.start()
    platform.run(cache.set(_NAME, "k", 3, _HOUR))

    assert away == [None, False, False]
    assert platform.run(cache.get(_NAME, "k")) == Found(3)


def test_limits_hold_by_the_database_while_redis_is_away(
    platform: Platform, server: RedisServer, state: SharedState, place: Place
) -> None:
    limits = state.limits_of(place)

    with_redis = [platform.run(limits.reserve("n", _PACE)) for _ in range(2)]
    server.kill()
    without = [platform.run(limits.reserve("n", _PACE)) for _ in range(2)]
    server.start()
    again = [platform.run(limits.reserve("n", _PACE)) for _ in range(2)]

    assert [[round(wait_s, -1) for wait_s in waits] for waits in (with_redis, without, again)] == [
        [0, 3_600],
        [0, 3_600],
        [0, 3_600],
    ]


def test_the_log_tells_once_that_redis_is_away_and_once_that_it_is_back(
    platform: Platform, server: RedisServer, state: SharedState, place: Place
) -> None:
    cache = state.cache_of(place)
    platform.run(cache.get(_NAME, "k"))

    with capture_logs() as logs:
        server.kill()
        for _ in range(5):
            platform.run(cache.get(_NAME, "k"))
        server.start()
        for _ in range(5):
            platform.run(cache.get(_NAME, "k"))

    assert [entry["event"] for entry in logs] == ["redis_away", "redis_back"]


def test_what_was_replaced_while_redis_was_silent_is_not_found_afterwards(
    platform: Platform, server: RedisServer, place: Place
) -> None:
    async def lived() -> tuple[Found | None, bool, Found | None]:
        settings = RedisOptions(server.url, timeout_s=0.2, retry_s=0.0)
        state = shared_state(platform.database, settings)
        cache = state.cache_of(place)
        await cache.set(_NAME, "k", "old", _HOUR)
        before = await cache.get(_NAME, "k")
        server.pause()
        was_there = await cache.set(_NAME, "k", "new", _HOUR)
        server.resume()
        after = await cache.get(_NAME, "k")
        await state.close()
        return before, was_there, after

    before, was_there, after = platform.run(lived())

    assert (before, was_there) == (Found("old"), False)
    assert after in (None, Found("new"))

"""With Redis, it carries what is news between processes; without it streams look by themselves."""

import asyncio
from collections.abc import Iterator

import psycopg
import pytest

from tests.integration.events.client import Event
from tests.integration.events.conftest import QUICK, opening
from tests.integration.events.other_process import PATIENCE_S, other_process
from tests.integration.executions.making import CONSTANT, path_of, start, work
from thaiyyal.features.executions.events import StreamSettings
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.testing.platform import platform_on
from thaiyyal.testing.redis_server import MISSING, RedisServer, find_redis, temporary_redis

NEVER = StreamSettings(look_s=3_600.0)


@pytest.fixture
def redis() -> Iterator[RedisServer]:
    program = find_redis()
    if program is None:
        pytest.skip(MISSING)
    with temporary_redis(program) as server:
        yield server


def test_a_stream_tells_what_another_process_has_recorded(
    postgres: EmbeddedServer, redis: RedisServer
) -> None:
    with platform_on(postgres, streams=NEVER, redis_url=redis.url) as platform:
        owner = platform.make_tenant()
        begun = start(platform, owner, CONSTANT)
        app = platform.server.conninfo(user="thaiyyal_app", database=platform.database_name)

        async def read() -> list[Event]:
            async with opening(platform)(f"{path_of(begun)}/events", owner) as client:
                await platform.events.notices.heard()
                await client.until(1)
                line.send(True)
                return await client.to_the_end()

        with (
            other_process(app, redis.url) as line,
            psycopg.connect(app, autocommit=True) as listening,
        ):
            listening.execute("LISTEN thaiyyal")
            events = platform.run(read())
            assert line.poll(PATIENCE_S)
            worked = line.recv()
            heard = list(listening.notifies(timeout=0))

    assert worked == 1
    assert (events[0].data["status"], events[-1].data["status"]) == ("queued", "succeeded")
    assert heard == []


def test_without_redis_streams_look_by_themselves_and_nobody_waits_for_it(
    postgres: EmbeddedServer, redis: RedisServer
) -> None:
    redis.kill()
    with platform_on(postgres, streams=QUICK, redis_url=redis.url) as platform:
        owner = platform.make_tenant()
        begun = start(platform, owner, CONSTANT)
        work(platform)

        async def read() -> list[Event]:
            async with opening(platform)(f"{path_of(begun)}/events", owner) as client:
                return await client.to_the_end()

        events = platform.run(read())

    assert events[-1].data["status"] == "succeeded"


def test_what_is_recorded_while_redis_is_away_comes_by_looking(
    postgres: EmbeddedServer, redis: RedisServer
) -> None:
    with platform_on(postgres, streams=QUICK, redis_url=redis.url) as platform:
        owner = platform.make_tenant()
        begun = start(platform, owner, CONSTANT)
        app = platform.server.conninfo(user="thaiyyal_app", database=platform.database_name)

        async def read() -> list[Event]:
            async with opening(platform)(f"{path_of(begun)}/events", owner) as client:
                await client.until(1)
                await asyncio.to_thread(redis.kill)
                line.send(True)
                return await client.to_the_end()

        with other_process(app, redis.url) as line:
            events = platform.run(read())

    assert events[-1].data["status"] == "succeeded"

"""What happens while Redis is away: one tries it now and then, all others are told at once."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import pytest
from redis.exceptions import OutOfMemoryError, ResponseError
from structlog.testing import capture_logs

from thaiyyal.store.shared.errors import RedisAway
from thaiyyal.store.shared.redis_link import RedisLink, RedisOptions


@dataclass
class Silence:
    """Work that fails as long as ``error`` is set, and counts how often it was tried."""

    error: Exception | None = None
    tries: int = 0
    now_s: float = 0.0
    outcomes: list[str] = field(default_factory=list)

    def link(self) -> RedisLink:
        return RedisLink(RedisOptions("redis://127.0.0.1:1/0", retry_s=1.0), lambda: self.now_s)

    async def work(self) -> str:
        self.tries += 1
        if self.error is not None:
            raise self.error
        return "done"

    async def attempt(self, link: RedisLink) -> None:
        try:
            self.outcomes.append(await link.attempt(self.work))
        except RedisAway:
            self.outcomes.append("away")


def _in(silence: Silence, scene: Callable[[RedisLink], Awaitable[None]]) -> None:
    async def played() -> None:
        link = silence.link()
        await scene(link)
        await link.close()

    asyncio.run(played())


def test_while_redis_is_away_it_is_tried_once_a_second() -> None:
    silence = Silence(ConnectionRefusedError("nobody"))

    async def scene(link: RedisLink) -> None:
        for _ in range(5):
            await silence.attempt(link)
        silence.now_s = 1.0
        for _ in range(5):
            await silence.attempt(link)

    _in(silence, scene)

    assert silence.tries == 2
    assert silence.outcomes == ["away"] * 10


def test_the_first_success_ends_it() -> None:
    silence = Silence(TimeoutError())

    async def scene(link: RedisLink) -> None:
        await silence.attempt(link)
        silence.now_s, silence.error = 1.0, None
        await silence.attempt(link)
        await silence.attempt(link)
        assert not link.is_away

    with capture_logs() as logs:
        _in(silence, scene)

    assert silence.outcomes == ["away", "done", "done"]
    assert [entry["event"] for entry in logs] == ["redis_away", "redis_back"]


def test_a_redis_that_refuses_counts_as_away() -> None:
    silence = Silence(ResponseError("WRONGPASS"))

    _in(silence, silence.attempt)

    assert silence.outcomes == ["away"]


def test_a_full_redis_is_not_away() -> None:
    silence = Silence(OutOfMemoryError("OOM"))

    async def scene(link: RedisLink) -> None:
        for _ in range(3):
            await silence.attempt(link)
        assert not link.is_away

    with capture_logs() as logs:
        _in(silence, scene)

    assert silence.tries == 3
    assert [entry["event"] for entry in logs] == ["redis_full"]


def test_a_bug_in_the_work_is_no_silence() -> None:
    silence = Silence(KeyError("bug"))

    async def scene(link: RedisLink) -> None:
        with pytest.raises(KeyError):
            await link.attempt(silence.work)
        assert not link.is_away

    _in(silence, scene)

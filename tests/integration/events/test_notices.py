"""Notices between processes: one suite for every line that carries them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest

from thaiyyal.kernel.ids import new_id
from thaiyyal.store.notices import Changed, Line, Notices, PostgresLine
from thaiyyal.store.notices.redis import RedisLine
from thaiyyal.testing.platform import Platform
from thaiyyal.testing.redis_server import MISSING, find_redis, temporary_redis

LONG_S = 20.0


@dataclass(frozen=True, slots=True)
class Lines:
    """What carries notices: how a process takes part, and how everybody is cut off."""

    platform: Platform
    line: Callable[[], Line]
    cut: Callable[[], None]

    @asynccontextmanager
    async def process(self) -> AsyncIterator[Notices]:
        """Yield the notices of one more process."""
        notices = Notices(self.line())
        try:
            yield notices
        finally:
            await notices.close()

    async def tell(self, notices: Notices, changed: Changed) -> None:
        """Change something in a transaction that commits."""
        async with self.platform.database.begin() as tx:
            await notices.publish(tx, changed)

    def run(self, scene: Callable[["Lines"], Awaitable[Any]]) -> Any:
        """Run a scene on the platform's loop."""
        return self.platform.run(scene(self))


@pytest.fixture(params=["postgres", "redis"])
def lines(request: pytest.FixtureRequest, platform: Platform) -> Iterator[Lines]:
    if request.param == "postgres":
        conninfo = platform.server.conninfo(user="thaiyyal_app", database=platform.database_name)
        yield Lines(platform, lambda: PostgresLine(conninfo, check_s=0.1), lambda: cut(platform))
        return
    program = find_redis()
    if program is None:
        pytest.skip(MISSING)
    with temporary_redis(program) as server:

        def restart() -> None:
            server.kill()
            server.start()

        yield Lines(platform, lambda: RedisLine(server.url, check_s=0.1), restart)


def cut(platform: Platform) -> None:
    """End the connections of all who listen."""
    with psycopg.connect(platform.server.conninfo_owner) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE %s",
            ["%pg_listening_channels%"],
        )


def test_others_are_told_of_what_they_subscribed_to(lines: Lines) -> None:
    execution, workflow, other = new_id(), new_id(), new_id()

    async def scene(lines: Lines) -> frozenset[Any]:
        async with lines.process() as here, lines.process() as there:
            with there.subscribe([execution, workflow]) as subscription:
                await there.heard()
                await subscription.changed(LONG_S)
                changed = Changed(frozenset([execution, other]), frozenset([workflow]))
                await lines.tell(here, changed)
                return await subscription.changed(LONG_S)

    assert lines.run(scene) == {execution, workflow}


def test_a_change_that_is_undone_is_not_told(lines: Lines) -> None:
    undone, done = new_id(), new_id()

    async def scene(lines: Lines) -> frozenset[Any]:
        async with lines.process() as notices:
            with notices.subscribe([undone, done]) as subscription:
                await notices.heard()
                await subscription.changed(LONG_S)
                with pytest.raises(RuntimeError):
                    await _undone(lines, notices, Changed(frozenset([undone])))
                await lines.tell(notices, Changed(frozenset([done])))
                return await subscription.changed(LONG_S)

    assert lines.run(scene) == {done}


async def _undone(lines: Lines, notices: Notices, changed: Changed) -> None:
    async with lines.platform.database.begin() as tx:
        await notices.publish(tx, changed)
        raise RuntimeError("never mind")


def test_many_changes_are_told_whole(lines: Lines) -> None:
    many = frozenset(new_id() for _ in range(1_000))

    async def scene(lines: Lines) -> frozenset[Any]:
        async with lines.process() as notices:
            with notices.subscribe(many) as subscription:
                await notices.heard()
                await subscription.changed(LONG_S)
                await lines.tell(notices, Changed(many))
                told = frozenset[Any]()
                async with asyncio.timeout(LONG_S):
                    while told != many:
                        told |= await subscription.changed(LONG_S)
                return told

    assert lines.run(scene) == many


def test_everybody_looks_again_after_the_line_was_cut(lines: Lines) -> None:
    missed, later = new_id(), new_id()

    async def scene(lines: Lines) -> tuple[frozenset[Any], frozenset[Any]]:
        async with lines.process() as notices:
            with notices.subscribe([missed, later]) as subscription:
                await notices.heard()
                await subscription.changed(LONG_S)
                lines.cut()
                again = await subscription.changed(LONG_S)
                await lines.tell(notices, Changed(frozenset([later])))
                return again, await subscription.changed(LONG_S)

    assert lines.run(scene) == ({missed, later}, {later})


def test_a_line_that_is_silent_stays_open(lines: Lines) -> None:
    async def scene(lines: Lines) -> tuple[frozenset[Any], bool]:
        async with lines.process() as notices:
            with notices.subscribe([new_id()]) as subscription:
                await notices.heard()
                await subscription.changed(LONG_S)
                return await subscription.changed(0.5), notices.is_heard

    assert lines.run(scene) == (frozenset(), True)


def test_nonsense_is_not_heard(lines: Lines) -> None:
    """Whoever may connect may send anything."""
    wanted = new_id()

    async def scene(lines: Lines) -> frozenset[Any]:
        async with lines.process() as notices:
            with notices.subscribe([wanted]) as subscription:
                await notices.heard()
                await subscription.changed(LONG_S)
                line = lines.line()
                async with lines.platform.database.begin() as tx:
                    for text in ("", "{", "[]", '{"x": 7, "w": ["?", null, []]}', "é" * 3_000):
                        await line.publish(tx, text)
                await lines.tell(notices, Changed(frozenset([wanted])))
                found = await subscription.changed(LONG_S)
                await line.close()
                return found

    assert lines.run(scene) == {wanted}


def test_what_redis_does_not_take_fails_nobody(platform: Platform) -> None:
    """The change has been made by then; those who follow look by themselves."""
    nowhere = RedisLine("redis://127.0.0.1:1/0", patience_s=1.0)
    notices = Notices(nowhere)

    async def scene() -> int:
        async with platform.database.begin() as tx:
            await notices.publish(tx, Changed(frozenset([new_id()])))
            statements = tx.statements
        await notices.close()
        return statements

    assert platform.run(scene()) == 0

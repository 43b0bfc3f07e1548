"""A process says that it is not ready when it cannot do its work, and why."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar
from uuid import uuid4

import psycopg
import pytest

from tests.integration.worker.conftest import Place
from tests.integration.worker.jobs import QUICK, Noted, defer
from thaiyyal.bootstrap.queue_watch import QueueWatch
from thaiyyal.bootstrap.readiness import ReadinessCheck
from thaiyyal.store.pool import PoolSettings
from thaiyyal.store.readiness import Readiness
from thaiyyal.store.unit_of_work import Database
from thaiyyal.worker import Queue, supervise

T = TypeVar("T")
ALIVE = timedelta(seconds=15)
LONG_ALIVE = timedelta(minutes=5)
"""Longer than a busy machine takes to work off a queue."""
OLD = "UPDATE queue.procrastinate_events SET at = now() - interval '75 s'"
TAKER = "INSERT INTO queue.procrastinate_workers DEFAULT VALUES"
SILENT = "UPDATE queue.procrastinate_workers SET last_heartbeat = now() - interval '1 min'"
SUSPECTS = "UPDATE queue.procrastinate_jobs SET lock = 'suspects'"


class Clock:
    """A clock that is set."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def _with(place: Place, work: Callable[[Database], Awaitable[T]]) -> T:
    async def opened() -> T:
        database = Database(place.app, PoolSettings(smallest=1, wait_s=0.5))
        await database.open()
        try:
            return await work(database)
        finally:
            await database.close()

    return asyncio.run(opened())


def _looks(
    place: Place, *clock: float, idle_s: float | None = None, is_draining: bool = False
) -> Readiness:
    """Return the last of several looks, at times of the process's clock."""
    now = Clock()

    async def look(database: Database) -> Readiness:
        watch = QueueWatch(alive=ALIVE, clock=now)
        check = ReadinessCheck(database, watch, lambda: is_draining, lambda: idle_s)
        for now.now in clock:
            found = await check.look()
        return found

    return _with(place, look)


def _change(place: Place, *statements: str) -> None:
    with psycopg.connect(place.owner) as owner:
        for statement in statements:
            owner.execute(statement)


def test_all_is_well_on_an_idle_platform(place: Place) -> None:
    assert _looks(place, 0.0, idle_s=1e6) == Readiness()


def test_a_process_that_ends_is_not_ready(place: Place) -> None:
    assert _looks(place, 0.0, is_draining=True).blocking == (
        "draining",
        "the process is shutting down",
    )


def test_jobs_that_nobody_is_there_to_take_are_told_at_once(place: Place) -> None:
    defer(place.owner, [uuid4()])
    _change(place, OLD, TAKER, SILENT)

    found = _looks(place, 0.0)

    assert found.blocking is None
    assert (found.degraded or "").endswith("s and no worker is alive")


def test_jobs_that_wait_behind_others_are_no_trouble(place: Place) -> None:
    defer(place.owner, [uuid4()])
    _change(place, OLD, TAKER, SUSPECTS)

    assert _looks(place, 0.0, 30.0) == Readiness()


@pytest.mark.parametrize(
    ("idle_s", "is_blocking"),
    [(None, False), (5.0, False), (61.0, True)],
    ids=["a server, or a full worker", "a worker that took one", "an idle worker"],
)
def test_a_queue_that_stands_is_told_and_ends_the_readiness_of_who_should_take(
    place: Place, idle_s: float | None, is_blocking: bool
) -> None:
    defer(place.owner, [uuid4()])
    _change(place, OLD, TAKER)

    first, later = _looks(place, 0.0, idle_s=idle_s), _looks(place, 0.0, 30.0, idle_s=idle_s)

    assert first == Readiness()
    assert (later.blocking is not None, later.degraded is None) == (is_blocking, is_blocking)


def test_a_long_queue_that_moves_is_no_trouble(place: Place) -> None:
    now, noted = Clock(), Noted()
    defer(place.owner, *[[uuid4()] for _ in range(5)])
    _change(place, OLD, TAKER)

    async def look(database: Database) -> Readiness:
        check = ReadinessCheck(database, QueueWatch(alive=LONG_ALIVE, clock=now), lambda: False)
        await check.look()
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(supervise(Queue(place.app, noted.run_batch, QUICK), stop))
            await noted.until(lambda: len(noted.ended) == 5)
            stop.set()
        await asyncio.to_thread(defer, place.owner, [uuid4()])
        await asyncio.to_thread(_change, place, OLD)
        now.now = 30.0
        return await check.look()

    assert _with(place, look) == Readiness()


def test_a_database_that_is_away_is_told(place: Place) -> None:
    async def look(database: Database) -> Readiness:
        check = ReadinessCheck(database, QueueWatch(alive=ALIVE), lambda: False)
        await database.close()
        return await check.look()

    found = _with(place, look)

    assert found.blocking is not None
    assert found.blocking[0] == "database"


def test_a_database_without_a_schema_is_told(place: Place) -> None:
    _change(place, "UPDATE alembic_version SET version_num = '0001'")

    found = _looks(place, 0.0)

    assert found.blocking is not None
    assert found.blocking[0] == "migrations"

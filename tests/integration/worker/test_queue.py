"""Jobs deferred by SQL are done by supervised workers, whatever happens to jobs and connections."""

import asyncio
import logging
from collections import Counter
from collections.abc import Sequence
from uuid import UUID, uuid4

import pytest

from tests.integration.worker.conftest import Place
from tests.integration.worker.jobs import QUICK, Noted, defer, jobs_left, looking_on, until
from thaiyyal.worker import Queue, supervise

_CUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE application_name = 'thaiyyal queue' AND datname = current_database()
"""


def _ids(number: int) -> list[UUID]:
    return [uuid4() for _ in range(number)]


def test_two_workers_do_every_job_once(place: Place) -> None:
    batches = [_ids(3) for _ in range(50)]
    noted = Noted()

    async def both() -> None:
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            for _ in range(2):
                tasks.create_task(supervise(Queue(place.app, noted.run_batch, QUICK), stop))
            await asyncio.to_thread(defer, place.owner, *batches)
            await noted.until(lambda: len(noted.ended) >= 150)
            stop.set()

    asyncio.run(both())

    assert Counter(noted.began) == Counter(id_ for batch in batches for id_ in batch)
    assert jobs_left(place.owner) == 0


def test_a_worker_does_no_more_at_once_than_it_may(place: Place) -> None:
    most = 0

    async def work(_: Sequence[UUID]) -> None:
        nonlocal most
        most = max(most, len(noted.began) - len(noted.ended))
        await asyncio.sleep(0)

    noted = Noted(work)

    async def few() -> None:
        stop = asyncio.Event()
        queue = Queue(place.app, noted.run_batch, QUICK, concurrency=3)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(supervise(queue, stop))
            await noted.until(lambda: len(noted.ended) == 30)
            stop.set()

    defer(place.owner, *[_ids(1) for _ in range(30)])
    asyncio.run(few())

    assert most <= 3


def test_a_job_that_was_closed_by_others_stops_nobody(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = _ids(1), _ids(1)

    async def work(ids: Sequence[UUID]) -> None:
        if list(ids) == first:
            with looking_on(place.owner) as other:
                other.execute("DELETE FROM queue.procrastinate_jobs WHERE status = 'doing'")

    noted = Noted(work)

    async def worked() -> None:
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(supervise(Queue(place.app, noted.run_batch, QUICK), stop))
            await noted.until(lambda: noted.ended == first)
            await asyncio.to_thread(defer, place.owner, second)
            await noted.until(lambda: len(noted.ended) == 2)
            stop.set()

    defer(place.owner, first)
    asyncio.run(worked())

    assert noted.ended == first + second
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_a_job_whose_work_fails_is_closed_and_the_next_one_is_done(place: Place) -> None:
    async def work(ids: Sequence[UUID]) -> None:
        if list(ids) == first:
            raise ZeroDivisionError

    first, second = _ids(1), _ids(1)
    noted = Noted(work)

    async def worked() -> None:
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(supervise(Queue(place.app, noted.run_batch, QUICK), stop))
            await noted.until(lambda: noted.ended == second)
            stop.set()

    defer(place.owner, first, second)
    asyncio.run(worked())

    assert jobs_left(place.owner) == 0


def test_what_runs_goes_on_while_all_connections_are_lost_and_new_jobs_are_taken(
    place: Place,
) -> None:
    long, later = _ids(1), _ids(1)

    async def story() -> None:
        may_end, stop = asyncio.Event(), asyncio.Event()

        async def work(ids: Sequence[UUID]) -> None:
            if list(ids) == long:
                await may_end.wait()

        noted.work = work
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(supervise(Queue(place.app, noted.run_batch, QUICK), stop))
            await noted.until(lambda: noted.began == long)
            with looking_on(place.app) as other:
                other.execute(_CUT)
            await asyncio.to_thread(defer, place.owner, later)
            await noted.until(lambda: noted.ended == later)
            may_end.set()
            await noted.until(lambda: len(noted.ended) == 2)
            stop.set()

    noted = Noted()
    defer(place.owner, long)
    asyncio.run(story())

    assert noted.ended == later + long
    assert noted.began == long + later


def test_a_worker_that_is_stopped_takes_nothing_and_waits_for_what_runs(place: Place) -> None:
    first, second = _ids(1), _ids(1)

    async def story() -> None:
        may_end, stop = asyncio.Event(), asyncio.Event()

        async def work(_: Sequence[UUID]) -> None:
            await may_end.wait()

        noted.work = work
        supervised = asyncio.create_task(supervise(Queue(place.app, noted.run_batch, QUICK), stop))
        await noted.until(lambda: noted.began == first)
        stop.set()
        await asyncio.to_thread(defer, place.owner, second)
        assert not supervised.done()
        may_end.set()
        await supervised

    noted = Noted()
    defer(place.owner, first)
    asyncio.run(story())

    assert noted.ended == first
    assert jobs_left(place.owner) == 1


def test_the_connections_of_a_worker_that_stopped_are_gone(place: Place) -> None:
    async def worked() -> None:
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(supervise(Queue(place.app, noted.run_batch, QUICK), stop))
            await noted.until(lambda: len(noted.ended) == 1)
            stop.set()

    noted = Noted()
    defer(place.owner, _ids(1))
    asyncio.run(worked())

    with looking_on(place.owner) as other:

        def all_gone() -> bool:
            return other.execute(_CUT.replace("pg_terminate_backend(pid)", "1")).fetchall() == []

        asyncio.run(until(all_gone))
        workers = other.execute("SELECT count(*) FROM queue.procrastinate_workers").fetchone()
    assert workers == (0,)

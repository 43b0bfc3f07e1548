"""Jobs in virtual time: rhythm, failures, the end."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import pytest
from structlog.testing import capture_logs

from thaiyyal.bootstrap.maintenance import Job, run_jobs, wait_after
from thaiyyal.store.errors import DatabaseUnavailable
from thaiyyal.testing.virtual_time import run_in_virtual_time


def _middle() -> float:
    return 0.5


async def _run_for(seconds: float, *jobs: Job) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().call_later(seconds, stop.set)
    await run_jobs(jobs, stop, draw=_middle)


def _noting(times: list[float], *, failing: Callable[[int], bool]) -> Callable[[], Awaitable[None]]:
    async def run() -> None:
        times.append(asyncio.get_running_loop().time())
        if failing(len(times)):
            raise DatabaseUnavailable("not now")

    return run


def test_a_job_runs_at_once_and_then_in_its_rhythm() -> None:
    times: list[float] = []
    job = Job("tick", 10, _noting(times, failing=lambda _: False))

    run_in_virtual_time(_run_for(35, job))

    assert times == [0, 10, 20, 30]


def test_a_failing_job_is_tried_again_with_growing_waits_and_then_in_its_rhythm() -> None:
    times: list[float] = []
    job = Job("tick", 10, _noting(times, failing=lambda run: run <= 3))

    run_in_virtual_time(_run_for(25, job))

    assert times == [0, 1, 3, 7, 17]


def test_a_job_with_a_bug_stops_no_other_job() -> None:
    times: list[float] = []

    async def buggy() -> None:
        raise ZeroDivisionError

    jobs = Job("buggy", 10, buggy), Job("tick", 10, _noting(times, failing=lambda _: False))
    run_in_virtual_time(_run_for(25, *jobs))

    assert times == [0, 10, 20]


def test_a_job_that_hangs_is_cancelled_at_the_end() -> None:
    ended: list[str] = []

    async def hang() -> None:
        try:
            await asyncio.sleep(1_000_000)
        except asyncio.CancelledError:
            ended.append("cancelled")
            raise

    async def timed() -> float:
        await _run_for(5, Job("hang", 1, hang))
        return asyncio.get_running_loop().time()

    assert (run_in_virtual_time(timed()), ended) == (5, ["cancelled"])


def test_a_job_that_swallows_its_cancellation_does_not_hinder_the_end() -> None:
    async def deaf() -> None:
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(1_000_000)

    async def timed() -> float:
        await _run_for(5, Job("deaf", 1, deaf))
        return asyncio.get_running_loop().time()

    assert run_in_virtual_time(timed()) == 5


def test_an_outage_is_told_once_and_so_is_its_end() -> None:
    job = Job("tick", 10, _noting([], failing=lambda run: run <= 3))

    with capture_logs() as logs:
        run_in_virtual_time(_run_for(25, job))

    assert [(line["event"], line.get("after_failures")) for line in logs] == [
        ("job_failed", None),
        ("job_recovered", 3),
    ]


@pytest.mark.parametrize(("drawn", "wait_s"), [(0.0, 9.0), (0.5, 10.0), (1.0, 11.0)])
def test_processes_that_started_together_do_not_stay_in_step(drawn: float, wait_s: float) -> None:
    assert wait_after(10, failures=0, drawn=drawn) == pytest.approx(wait_s)


def test_a_rare_job_that_failed_is_tried_again_soon() -> None:
    assert wait_after(3_600, failures=1, drawn=0.5) == 1


def test_a_job_that_never_succeeds_is_tried_every_minute() -> None:
    assert wait_after(1, failures=1_000, drawn=0.5) == 60

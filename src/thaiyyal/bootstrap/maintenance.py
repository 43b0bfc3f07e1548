"""Runs what has to be done again and again, for as long as the program runs.

A job that fails is told in the log and tried again, later and later; it stops no other job.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

import structlog

from thaiyyal.kernel.errors import Kind, ThaiyyalError

_LONGEST_WAIT_S = 60.0
_JITTER = 0.1

_log = structlog.get_logger("thaiyyal.maintenance")
Random = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Job:
    """Something to do every ``every_s`` seconds, in every process; ``run`` may be cancelled.

    ``longest_wait_s``: the longest wait after failures, unless the rhythm is slower.
    """

    name: str
    every_s: float
    run: Callable[[], Awaitable[object]]
    longest_wait_s: float = _LONGEST_WAIT_S


async def run_jobs(
    jobs: Sequence[Job],
    stop: asyncio.Event,
    *,
    draw: Random = random.random,  # noqa: S311 - spreads load, hides nothing
) -> None:
    """Run all jobs, each at once and then in its rhythm, until ``stop``; then end at once.

    ``draw`` gives numbers from 0 to 1: processes that started together do not stay in step.
    """
    async with asyncio.TaskGroup() as group:
        running = [group.create_task(_repeat(job, stop, draw), name=job.name) for job in jobs]
        await stop.wait()
        for task in running:
            task.cancel()


def wait_after(
    every_s: float, *, failures: int, drawn: float, longest_s: float = _LONGEST_WAIT_S
) -> float:
    """Return the seconds until the next run: the rhythm, or 1, 2, 4… after failures in a row.

    >>> [wait_after(10.0, failures=n, drawn=0.5) for n in (0, 1, 2, 5, 99)]
    [10.0, 1.0, 2.0, 16.0, 60.0]
    """
    wait_s = every_s
    if failures:
        wait_s = min(float(2 ** min(failures - 1, 16)), max(every_s, longest_s))
    return wait_s * (1 + _JITTER * (2 * drawn - 1))


async def _repeat(job: Job, stop: asyncio.Event, draw: Random) -> None:
    """Run a job until ``stop``, also when something inside it swallows the cancellation."""
    failures = 0
    while not stop.is_set():
        failures = 0 if await _succeeds(job, failures) else failures + 1
        wait_s = wait_after(
            job.every_s, failures=failures, drawn=draw(), longest_s=job.longest_wait_s
        )
        with suppress(TimeoutError):
            async with asyncio.timeout(wait_s):
                await stop.wait()


async def _succeeds(job: Job, failures: int) -> bool:
    """Run a job once. An outage is told once, a bug every time and with its place."""
    try:
        await job.run()
    except ThaiyyalError as error:
        if error.kind is not Kind.UNAVAILABLE or not failures:
            _log.warning("job_failed", job=job.name, code=error.code, reason=error.message)
        return False
    except Exception as error:  # noqa: BLE001 - a job with a bug must not end the others
        _log.error("job_failed", job=job.name, exc_info=error)
        return False
    if failures:
        _log.info("job_recovered", job=job.name, after_failures=failures)
    return True

"""What every process that runs executions does again and again, beside running them."""

import asyncio

from thaiyyal.bootstrap.maintenance import Job, run_jobs
from thaiyyal.settings.working import WorkerSettings
from thaiyyal.worker.execution_runner import ExecutionRunner

_FREE_S, _GIVE_BACK_S, _RECONCILE_S = 1.0, 2.0, 5.0
_LONGEST_WAIT_S = 1.0
"""After a failure, unless the rhythm is slower: most often the database is back by then."""


async def run_loops(runner: ExecutionRunner, settings: WorkerSettings, stop: asyncio.Event) -> None:
    """Run all loops until ``stop``. Each waits for itself alone: no sweep delays a heartbeat."""
    await run_jobs(loops_of(runner, settings), stop)


def loops_of(runner: ExecutionRunner, settings: WorkerSettings) -> list[Job]:
    """Return the loops, each with its rhythm.

    A heartbeat that failed is tried again in its rhythm: a process that is late when the database
    is back is declared dead.
    """
    return [
        Job("renew_lease", settings.heartbeat_s, runner.renew, settings.heartbeat_s),
        Job("take_over", settings.sweep_s, runner.take_over, _LONGEST_WAIT_S),
        Job("wake_executions", settings.wake_s, runner.wake, _LONGEST_WAIT_S),
        Job("free_jobs", _FREE_S, runner.free_jobs, _LONGEST_WAIT_S),
        Job("give_back", _GIVE_BACK_S, runner.give_back, _LONGEST_WAIT_S),
        Job("reconcile_queue", _RECONCILE_S, runner.reconcile, _LONGEST_WAIT_S),
    ]

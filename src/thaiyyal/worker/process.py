"""A process that runs executions, alone or beside serving, from its first sign of life on."""

import asyncio
from dataclasses import dataclass, field

import structlog

from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.settings.working import WorkerSettings
from thaiyyal.worker.execution_runner import ExecutionRunner
from thaiyyal.worker.loops import run_loops
from thaiyyal.worker.queue import Queue
from thaiyyal.worker.supervise import supervise

_log = structlog.get_logger("thaiyyal.worker")


@dataclass(frozen=True, slots=True)
class Orders:
    """``stop``: take nothing new, and let what runs end. ``hurry``: do not wait for it either."""

    stop: asyncio.Event = field(default_factory=asyncio.Event)
    hurry: asyncio.Event = field(default_factory=asyncio.Event)

    def obey(self) -> None:
        """Take one order to end: the first to stop, the next to hurry."""
        if self.stop.is_set():
            self.hurry.set()
        self.stop.set()


async def run_worker(
    runner: ExecutionRunner, queue: Queue, settings: WorkerSettings, orders: Orders
) -> None:
    """Run executions until ``orders`` say otherwise; what has not ended then goes on elsewhere."""
    is_over = asyncio.Event()
    await runner.open()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(run_loops(runner, settings, is_over))
        tasks.create_task(supervise(queue, orders.stop))
        await orders.stop.wait()
        await drain(runner, settings.drain_s, orders.hurry)
        is_over.set()


async def run_inside(
    runner: ExecutionRunner,
    queue: Queue | None,
    settings: WorkerSettings,
    *,
    stop_taking: asyncio.Event,
    is_over: asyncio.Event,
) -> None:
    """Run executions inside a process that serves; without ``queue``, only those that it starts.

    The process opens the runner before and drains it in between: between ``stop_taking``, which
    ends the fetching of jobs, and ``is_over``, which ends the heartbeat.
    """
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(run_loops(runner, settings, is_over))
        if queue is not None:
            tasks.create_task(supervise(queue, stop_taking))


async def drain(runner: ExecutionRunner, timeout_s: float, hurry: asyncio.Event) -> None:
    """Let what runs end, until time is up or somebody is in a hurry; hand the rest back."""
    draining = asyncio.create_task(_drained(runner, timeout_s))
    hurrying = asyncio.create_task(hurry.wait())
    try:
        await asyncio.wait({draining, hurrying}, return_when=asyncio.FIRST_COMPLETED)
        if not draining.done():
            draining.cancel()
            await asyncio.wait({draining})
            await _drained(runner, 0.0)
    finally:
        hurrying.cancel()
        draining.cancel()


async def _drained(runner: ExecutionRunner, timeout_s: float) -> None:
    """Drain; without a database nothing can be handed back, and the lease has to run out."""
    try:
        await runner.drain(timeout_s)
    except ThaiyyalError as error:
        _log.warning("executions_not_handed_back", code=error.code, reason=error.message)

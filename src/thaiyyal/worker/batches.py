"""Jobs that run in this process, apart from the life of the worker that fetched them.

When the database restarts, the worker ends and another begins; what runs goes on.
"""

import asyncio
import time
from collections.abc import Sequence
from uuid import UUID

import structlog

from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.kernel.ids import TenantId
from thaiyyal.worker.execution_runner import RunBatch

_log = structlog.get_logger("thaiyyal.worker")


class Batches:
    """Runs at most so many jobs at once. ``taken_at`` is when the last one came, monotonic."""

    def __init__(self, run_batch: RunBatch, *, concurrency: int) -> None:
        self.concurrency = concurrency
        self.taken_at = time.monotonic()
        self._run_batch = run_batch
        self._places = asyncio.Semaphore(concurrency)
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def running(self) -> int:
        """How many jobs run, or wait for one of an earlier life to end."""
        return len(self._tasks)

    def idle_s(self) -> float | None:
        """Return for how long no job has come; None if there would be no place for one."""
        if self.running >= self.concurrency:
            return None
        return time.monotonic() - self.taken_at

    async def run(self, tenant_id: str, ids: Sequence[str]) -> None:
        """Run one job; whoever waits for it may be cancelled without ending it."""
        self.taken_at = time.monotonic()
        task = asyncio.create_task(self._carry(tenant_id, ids))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        await asyncio.shield(task)

    async def close(self) -> None:
        """Stop what still runs; nothing does, unless the runner lost sight of it."""
        left = list(self._tasks)
        for task in left:
            task.cancel()
        if left:
            await asyncio.wait(left, timeout=1.0)

    async def _carry(self, tenant_id: str, ids: Sequence[str]) -> None:
        """Run one job. One that fails is closed: what it left undone is queued anew."""
        async with self._places:
            try:
                await self._run_batch(TenantId(UUID(tenant_id)), [UUID(id_) for id_ in ids])
            except ThaiyyalError as error:
                _log.warning("queue_job_failed", code=error.code, reason=error.message, ids=ids)
            except Exception as error:  # noqa: BLE001 - a bug in one job must not end the others
                _log.error("queue_job_failed", ids=ids, exc_info=error)

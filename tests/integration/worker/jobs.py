"""Jobs as the database defers them, and a runner that notes which it was given."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import psycopg
from psycopg.types.json import Jsonb

from thaiyyal.kernel.ids import TenantId
from thaiyyal.settings.working import WorkerSettings

QUICK = WorkerSettings(lease_s=1.0, heartbeat_s=0.3, sweep_s=0.2, wake_s=0.2, drain_s=5.0)
_DEFER = """
SELECT queue.procrastinate_defer_jobs_v1(ARRAY[ROW('executions', 'run_executions', 0, NULL, NULL,
  %(args)s, NULL)::queue.procrastinate_job_to_defer_v1])
"""
_PATIENCE_S = 30.0


def defer(owner: str, *batches: list[UUID]) -> None:
    """Put one job in the queue for each batch, in one transaction."""
    with psycopg.connect(owner, options="-c search_path=queue") as connection:
        for ids in batches:
            args = {"tenant_id": str(uuid4()), "ids": [str(id_) for id_ in ids]}
            connection.execute(_DEFER, {"args": Jsonb(args)})


def jobs_left(owner: str) -> int:
    """Return how many jobs there are, whatever became of them."""
    with psycopg.connect(owner) as connection:
        row = connection.execute("SELECT count(*) FROM queue.procrastinate_jobs").fetchone()
    assert row is not None
    return int(row[0])


@contextmanager
def looking_on(owner: str) -> Iterator[psycopg.Connection]:
    """Yield a connection of somebody else."""
    with psycopg.connect(owner, autocommit=True, options="-c search_path=queue") as connection:
        yield connection


@dataclass(slots=True)
class Noted:
    """Batches in the order in which they came; ``work`` is done for each."""

    work: Callable[[Sequence[UUID]], Awaitable[None]] | None = None
    began: list[UUID] = field(default_factory=list)
    ended: list[UUID] = field(default_factory=list)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def run_batch(self, tenant_id: TenantId, ids: Sequence[UUID]) -> None:
        del tenant_id
        self.began.extend(ids)
        self._changed.set()
        if self.work is not None:
            await self.work(ids)
        self.ended.extend(ids)
        self._changed.set()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for something that a batch makes true."""
        async with asyncio.timeout(_PATIENCE_S):
            while not holds():
                await self._changed.wait()
                self._changed.clear()


async def until(holds: Callable[[], bool]) -> None:
    """Wait for something that nobody tells."""
    async with asyncio.timeout(_PATIENCE_S):
        while not holds():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.05)

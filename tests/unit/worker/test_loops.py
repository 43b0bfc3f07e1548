"""The loops of a process that runs executions, in virtual time."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from uuid import UUID

from thaiyyal.kernel.ids import TenantId
from thaiyyal.settings.working import WorkerSettings
from thaiyyal.store.errors import DatabaseUnavailable
from thaiyyal.testing.virtual_time import run_in_virtual_time
from thaiyyal.worker import run_loops


@dataclass(slots=True)
class Timed:
    """A runner that notes when its lease was renewed."""

    sweep_s: float = 0.0
    away_until_s: float = 0.0
    renewed: list[float] = field(default_factory=list)
    tried: list[float] = field(default_factory=list)
    freed: list[float] = field(default_factory=list)

    async def renew(self) -> None:
        now = asyncio.get_running_loop().time()
        self.tried.append(now)
        if now < self.away_until_s:
            raise DatabaseUnavailable("not now")
        self.renewed.append(now)

    async def take_over(self) -> None:
        await asyncio.sleep(self.sweep_s)

    async def wake(self) -> None: ...

    async def free_jobs(self) -> None:
        self.freed.append(asyncio.get_running_loop().time())

    async def give_back(self) -> None: ...

    async def reconcile(self) -> None: ...

    async def open(self) -> None: ...

    async def drain(self, timeout_s: float) -> None: ...

    async def run_batch(self, tenant_id: TenantId, ids: Sequence[UUID]) -> None: ...


def _run(runner: Timed, seconds: float) -> None:
    async def run() -> None:
        stop = asyncio.Event()
        asyncio.get_running_loop().call_later(seconds, stop.set)
        await run_loops(runner, WorkerSettings(), stop)

    run_in_virtual_time(run())


def test_a_long_sweep_delays_no_heartbeat() -> None:
    runner = Timed(sweep_s=3_600.0)

    _run(runner, 20.0)

    waits = [after - before for before, after in pairwise(runner.renewed)]
    assert len(waits) >= 8
    assert max(waits) <= 2.2


def test_after_a_long_outage_the_lease_is_renewed_as_soon_as_before() -> None:
    runner = Timed(away_until_s=600.0)

    _run(runner, 610.0)

    assert 600.0 <= runner.renewed[0] <= 602.2


def test_jobs_of_dead_processes_are_looked_for_all_the_time() -> None:
    runner = Timed()

    _run(runner, 20.0)

    waits = [after - before for before, after in pairwise(runner.freed)]
    assert len(waits) >= 18
    assert max(waits) <= 1.1

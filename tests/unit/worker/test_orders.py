"""How a worker is told to end: first to stop, then to hurry."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from thaiyyal.kernel.ids import TenantId
from thaiyyal.store.errors import DatabaseUnavailable
from thaiyyal.testing.virtual_time import run_in_virtual_time
from thaiyyal.worker.process import Orders, drain


@dataclass(slots=True)
class Draining:
    """A runner whose work takes a while to end."""

    takes_s: float
    is_away: bool = False
    patience: list[float] = field(default_factory=list)

    async def drain(self, timeout_s: float) -> None:
        self.patience.append(timeout_s)
        if self.is_away:
            raise DatabaseUnavailable("not now")
        await asyncio.sleep(min(timeout_s, self.takes_s))

    async def run_batch(self, tenant_id: TenantId, ids: Sequence[UUID]) -> None: ...

    async def open(self) -> None: ...

    async def renew(self) -> None: ...

    async def take_over(self) -> None: ...

    async def wake(self) -> None: ...

    async def free_jobs(self) -> None: ...

    async def give_back(self) -> None: ...

    async def reconcile(self) -> None: ...


def _drained(runner: Draining, *, hurry_after_s: float) -> float:
    async def timed() -> float:
        loop, hurry = asyncio.get_running_loop(), asyncio.Event()
        loop.call_later(hurry_after_s, hurry.set)
        await drain(runner, 30.0, hurry)
        return loop.time()

    return run_in_virtual_time(timed())


def test_what_ends_in_time_is_waited_for() -> None:
    runner = Draining(takes_s=5.0)

    assert _drained(runner, hurry_after_s=100.0) == 5.0
    assert runner.patience == [30.0]


def test_nothing_is_waited_for_in_a_hurry() -> None:
    runner = Draining(takes_s=20.0)

    assert _drained(runner, hurry_after_s=3.0) == 3.0
    assert runner.patience == [30.0, 0.0]


def test_without_a_database_the_end_comes_all_the_same() -> None:
    runner = Draining(takes_s=5.0, is_away=True)

    assert _drained(runner, hurry_after_s=100.0) == 0.0


def test_the_first_order_is_to_stop_and_the_second_to_hurry() -> None:
    orders = Orders()

    orders.obey()
    after_one = (orders.stop.is_set(), orders.hurry.is_set())
    orders.obey()

    assert after_one == (True, False)
    assert orders.hurry.is_set()

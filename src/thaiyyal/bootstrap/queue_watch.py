"""Whether the queue moves: what waits too long, and whether somebody is there to take it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from thaiyyal.store.queue_state import QueueState, queue_state
from thaiyyal.store.transaction import Transaction
from thaiyyal.store.unit_of_work import Database
from thaiyyal.telemetry.metrics import QueueMetrics

WAITED_TOO_LONG_S = 60.0
_SAME_FOR_S = 10.0
Monotonic = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Next:
    """The job that is taken next, and since when this process has seen it stand there."""

    job: int | None
    since: float


class QueueWatch:
    """Looks at the queue, and remembers from look to look which job is next.

    A long queue that moves has another next job at every look; one that stands has the same.
    """

    def __init__(
        self, *, alive: timedelta = timedelta(seconds=15), clock: Monotonic = time.monotonic
    ) -> None:
        self._alive = alive
        self._clock = clock
        self._next = Next(None, clock())

    async def trouble(self, tx: Transaction) -> str | None:
        """Return why jobs wait longer than they should, or None."""
        state = await self.look(tx)
        return trouble_of(state, stands_s=self._clock() - self._next.since)

    async def look(self, tx: Transaction) -> QueueState:
        """Return how the queue is doing."""
        state = await queue_state(tx, alive=self._alive)
        if state.next_job != self._next.job:
            self._next = Next(state.next_job, self._clock())
        return state

    async def show(self, database: Database, metrics: QueueMetrics) -> None:
        """Put into the metrics how the queue is doing."""
        async with database.begin() as tx:
            state = await self.look(tx)
        metrics.show(
            waiting=state.waiting,
            doing=state.doing,
            workers=state.workers,
            oldest_s=state.oldest_s,
        )


def trouble_of(state: QueueState, *, stands_s: float) -> str | None:
    """Return why jobs wait longer than they should, or None; ``stands_s``: since it did not move.

    >>> trouble_of(QueueState(waiting=3, next_job=1, oldest_s=75.0), stands_s=0.0)
    'jobs wait since 75 s and no worker is alive'
    >>> trouble_of(QueueState(3, 20, workers=2, next_job=1, oldest_s=75.0), stands_s=30.0)
    'jobs wait since 75 s and none was taken for 30 s; workers alive: 2, jobs being done: 20'
    >>> trouble_of(QueueState(9_000, 20, workers=2, next_job=1, oldest_s=75.0), stands_s=0.1)
    """
    if state.oldest_s <= WAITED_TOO_LONG_S:
        return None
    waits = f"jobs wait since {state.oldest_s:.0f} s and "
    if not state.workers:
        return waits + "no worker is alive"
    if stands_s < _SAME_FOR_S:
        return None
    return waits + (
        f"none was taken for {stands_s:.0f} s; workers alive: {state.workers}, "
        f"jobs being done: {state.doing}"
    )

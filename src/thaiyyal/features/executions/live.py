"""One execution in this process: who waits for it, and how it is stopped."""

import asyncio
from dataclasses import dataclass, field

from thaiyyal.engine import Execution
from thaiyyal.features.executions.assignment import Assignment, Finished
from thaiyyal.features.executions.stopping import Reason
from thaiyyal.features.executions.turns import Turn

Waiter = asyncio.Future[Finished | None]


@dataclass(slots=True, eq=False)
class Live:
    """An execution from its submission until it is recorded. ``reason``: why it shall stop."""

    assignment: Assignment
    turn: Turn
    task: asyncio.Task[None] | None = None
    execution: Execution | None = None
    reason: Reason | None = None
    waiters: set[Waiter] = field(default_factory=set)

    async def wait(self, timeout_s: float) -> Finished | None:
        """Wait for the end; None when it has not come in time, or nobody may wait any longer."""
        waiter: Waiter = asyncio.get_running_loop().create_future()
        self.waiters.add(waiter)
        try:
            async with asyncio.timeout(timeout_s):
                return await waiter
        except TimeoutError:
            return None
        finally:
            self.waiters.discard(waiter)

    def tell(self, finished: Finished | None) -> None:
        """Tell everybody who waits."""
        for waiter in self.waiters:
            if not waiter.done():
                waiter.set_result(finished)

    def stop(self, reason: Reason) -> None:
        """Stop the work; the first reason counts."""
        self.reason = self.reason or reason
        if self.execution is not None:
            self.execution.cancel()
        elif not self.turn.has_come:
            self.turn.give_up()

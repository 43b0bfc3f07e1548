"""Passes through the rate limiters of workflows, counted in this process."""

import asyncio
import time
from collections import OrderedDict
from typing import Any

_KEPT = 10_000


class Passes:
    """The turns of all rate limiters; those that were not used for long are forgotten."""

    def __init__(self) -> None:
        self._passes: OrderedDict[str, Any] = OrderedDict()

    async def wait_turn(self, key: str, plan: Any) -> float:
        """Take the next pass; the turn is reserved before the wait, so waiters keep their order."""
        now_s = time.monotonic()
        wait_s, self._passes[key] = plan.next_pass(self._passes.get(key), now_s)
        self._passes.move_to_end(key)
        if len(self._passes) > _KEPT:
            self._passes.popitem(last=False)
        await asyncio.sleep(wait_s)
        return float(wait_s)


class PassesOfWorkflow:
    """What the nodes of one workflow see of them: executions of others do not count."""

    def __init__(self, passes: Passes, workflow: str) -> None:
        self._passes = passes
        self._workflow = workflow

    async def wait_turn(self, key: str, plan: Any) -> float:
        """Take the next pass of a node."""
        return await self._passes.wait_turn(f"{self._workflow} {key}", plan)

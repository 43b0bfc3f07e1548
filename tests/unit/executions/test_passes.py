"""Rate limiters of one workflow do not count what another lets through."""

import asyncio
from dataclasses import dataclass

from thaiyyal.features.executions import Passes, PassesOfWorkflow


@dataclass(frozen=True)
class Counting:
    """A plan whose state counts its passes, and that never waits."""

    def next_pass(self, state: int | None, now_s: float) -> tuple[float, int]:
        assert now_s >= 0
        passed = (state or 0) + 1
        return passed / 1_000_000, passed


def test_passes_are_counted_for_each_node_of_each_workflow() -> None:
    async def taken() -> list[float]:
        passes = Passes()
        ours, theirs = PassesOfWorkflow(passes, "a"), PassesOfWorkflow(passes, "b")
        keys = [(ours, "n"), (ours, "n"), (ours, "m"), (theirs, "n")]
        return [await of.wait_turn(key, Counting()) * 1_000_000 for of, key in keys]

    assert [round(passed) for passed in asyncio.run(taken())] == [1, 2, 1, 1]

"""One execution of a plan, to be run in as many segments as its waits need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from thaiyyal.engine.driver import Driver
from thaiyyal.engine.pinning import pinned_plan
from thaiyyal.engine.plan import Plan
from thaiyyal.engine.ports import Ports
from thaiyyal.engine.replay import read_history
from thaiyyal.engine.result import ExecutionResult
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import Emit, Limits, Signal


@dataclass(slots=True)
class Execution:
    """One execution of a plan; ``key_root``: what its idempotency keys derive from.

    ``seed``: of a new execution; drawn when there is none. ``suspend_after_s``: end the segment
    when nothing but waits are left and none of them ends so soon; None: wait in place.
    ``pinned``: node id -> output that is given, ``target``: the node for which all runs; both the
    same in every segment. ``active_used_s``: what earlier segments used of
    ``limits.run_s``. ``leaves_last_write``: what would be written last comes with the result, so
    that one commit can hold it and the end.
    """

    plan: Plan
    ports: Ports
    limits: Limits = field(default_factory=Limits)
    key_root: str = "local"
    seed: int | None = None
    suspend_after_s: float | None = None
    pinned: Mapping[str, Value | Emit] | None = None
    target: str | None = None
    active_used_s: float = 0.0
    leaves_last_write: bool = False
    _driver: Driver | None = None
    _early: tuple[Signal, ...] = ()

    async def run(self, inputs: Sequence[Value] = ()) -> ExecutionResult:
        """Run one segment: to the end, to a long wait, or to where only a person can decide.

        Args:
            inputs: The execution's input as a list of one, or nothing.
        """
        history = read_history(await self.ports.journal.load() if self.ports.journal else ())
        plan = self.plan
        if self.pinned or self.target is not None:
            plan = pinned_plan(plan, self.pinned or {}, self.target)
        self._driver = driver = Driver(plan, self, history)
        for signal in self._early:
            driver.deliver(signal)
        try:
            return await driver.run(inputs)
        finally:
            self._driver = None  # they know each other: without this only the collector ends them

    def cancel(self) -> None:
        """Stop all work; the result becomes ``cancelled``. Safe at any time, from the loop."""
        if self._driver is not None:
            self._driver.stop("cancelled")

    def deliver(self, signal: Signal) -> None:
        """Tell of a new signal; one that is known already changes nothing."""
        if self._driver is None:
            self._early += (signal,)
        else:
            self._driver.deliver(signal)

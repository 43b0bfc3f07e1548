"""Executions that leave nothing behind: no row, no journal. Counted in quota and metrics."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from thaiyyal.engine import Execution, Ports
from thaiyyal.features.executions.assignment import Assignment
from thaiyyal.features.executions.errors import Busy
from thaiyyal.features.executions.live import learn
from thaiyyal.features.executions.plans import StartedPlans
from thaiyyal.features.executions.records import masked_answer
from thaiyyal.features.executions.responding import responded_of
from thaiyyal.features.executions.runner import Metrics
from thaiyyal.features.executions.segment import limits_of
from thaiyyal.features.executions.settings import ExecutionSettings
from thaiyyal.kernel.redaction import SecretValues
from thaiyyal.kernel.values import Value


@dataclass(frozen=True, slots=True)
class Shown:
    """What came of an ephemeral execution, as it may be seen."""

    status: str
    output: Value
    responded: dict[str, Value] | None


class Ephemeral:
    """Runs them in this process, at most as many at once as others that somebody waits for."""

    def __init__(
        self,
        ports_of: Callable[[Assignment, SecretValues], Ports],
        settings: ExecutionSettings,
        *,
        metrics: Metrics | None = None,
    ) -> None:
        self._ports_of = ports_of
        self._settings = settings
        self._metrics = metrics
        self._plans = StartedPlans()
        self._running = 0

    async def run(self, assignment: Assignment) -> Shown:
        """Run one to its end.

        Raises:
            Busy: Too many run already.
        """
        if self._running >= self._settings.running:
            raise Busy
        limits = limits_of(self._settings.limits, assignment, longest_s=self._settings.longest_s)
        secrets = SecretValues()
        learn(secrets, assignment.secrets)
        execution = Execution(
            self._plans.of(assignment.plan, assignment.trigger_node),
            self._ports_of(assignment, secrets),
            limits,
            key_root=str(assignment.id),
            seed=assignment.seed,
        )
        began = time.perf_counter()
        self._running += 1
        try:
            result = await execution.run(assignment.inputs)
        finally:
            self._running -= 1
        if self._metrics is not None:
            self._metrics.started(assignment.trigger)
            took_s = time.perf_counter() - began
            self._metrics.finished(result.status, assignment.trigger, took_s)
        output = secrets.mask_value(result.output)
        return Shown(result.status, output, masked_answer(responded_of(result), secrets))

"""Executions that end their segments at long waits, and go on when these are over."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.unit.engine.running import Document, FreePasses, Told, checked
from thaiyyal.engine import Execution, ExecutionResult, LogLine, Ports, plan_workflow
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import Emit, Limits, NodeType, Request, Response, StepError
from thaiyyal.testing.canned_outbound import CannedOutbound
from thaiyyal.testing.engine_ports import InMemoryResults, InMemorySignals
from thaiyyal.testing.journal import InMemoryJournal
from thaiyyal.testing.node_context import InMemoryCalls
from thaiyyal.testing.virtual_time import START_MS, VirtualClock, run_in_virtual_time


def _refuse(request: Request) -> Response:
    raise StepError("connection_failed", f"nobody answers at {request.url}")


@dataclass(slots=True)
class Segments:
    """One execution, in segments: each has new memory, but the same journal and signals."""

    document: Document
    types: Sequence[NodeType[Any]] = ()
    inputs: Sequence[Value] = ()
    limits: Limits = field(default_factory=Limits)
    suspend_after_s: float | None = 2.0
    pinned: Mapping[str, Value | Emit] | None = None
    target: str | None = None
    has_calls: bool = True
    leaves_last_write: bool = False
    shared: Any = field(default_factory=FreePasses)
    started: Callable[[Execution], None] | None = None
    now_ms: int = START_MS
    count: int = 0
    journal: InMemoryJournal = field(default_factory=InMemoryJournal)
    signals: InMemorySignals = field(default_factory=InMemorySignals)
    calls: InMemoryCalls = field(default_factory=InMemoryCalls)
    results: InMemoryResults = field(default_factory=InMemoryResults)
    lines: list[LogLine] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)

    def run(self) -> ExecutionResult:
        """Run one segment, at ``now_ms``."""
        self.count += 1
        return run_in_virtual_time(self._start())

    def run_to_end(self) -> ExecutionResult:
        """Run segments, each when the one before said, until one says nothing more."""
        while True:
            result = self.run()
            if result.wake_at_ms is None:
                return result
            self.now_ms = max(self.now_ms, result.wake_at_ms)

    async def _start(self) -> ExecutionResult:
        found = checked(self.document, *self.types)
        assert found.workflow is not None, found.problems
        ports = Ports(
            VirtualClock(self.now_ms),
            CannedOutbound(_refuse),
            self.shared,
            self.journal,
            self.told.append,
            self.lines.append,
            signals=self.signals,
            calls=self.calls if self.has_calls else None,
            results=self.results,
        )
        execution = Execution(
            plan_workflow(found.workflow),
            ports,
            self.limits,
            seed=7,
            suspend_after_s=self.suspend_after_s,
            pinned=self.pinned,
            target=self.target,
            leaves_last_write=self.leaves_last_write,
        )
        if self.started is not None:
            self.started(execution)
        return await execution.run(self.inputs)

"""Runs documents in this process, without a server."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from thaiyyal.document import Checked, check_document
from thaiyyal.engine import (
    Execution,
    ExecutionResult,
    Journal,
    Listener,
    Plan,
    Ports,
    compiler_for,
    plan_workflow,
)
from thaiyyal.kernel.values import Value
from thaiyyal.outbound import ExecutionOutbound, PlainOutbound, Policy, Rules
from thaiyyal.outbound.directory import DirectoryFiles
from thaiyyal.plugins import load_catalog
from thaiyyal.sdk import Limits
from thaiyyal.sdk.files import Files, NoFiles
from thaiyyal.store.shared.limits import WorkflowLimits
from thaiyyal.store.shared.memory import MemoryCache, MemoryTurns
from thaiyyal.store.shared.node_cache import NodeCache
from thaiyyal.store.shared.places import NO_PLACE


class SystemClock:
    """The machine's time."""

    def now_ms(self) -> int:
        return time.time_ns() // 1_000_000

    def sleep(self, seconds: float) -> Awaitable[None]:
        return asyncio.sleep(seconds)


class LocalPasses(WorkflowLimits):
    """Passes through rate limiters, counted in this process."""

    def __init__(self) -> None:
        super().__init__(MemoryTurns(), NO_PLACE)


def check(document: object) -> Checked:
    """Validate a document against the built-in node types and the installed plugins."""
    return check_document(document, catalog=load_catalog(), compiler_for=compiler_for)


@dataclass(slots=True)
class LocalRunner:
    """Runs documents in this process, without a server. Every run starts with empty state.

    ``files_in``: where what is downloaded stays; without it the end of a run deletes it.
    """

    policy: Policy = field(default_factory=Rules)
    limits: Limits = field(default_factory=Limits)
    files_in: Path | None = None
    _outbound: PlainOutbound | None = None

    async def run(
        self,
        checked: Checked,
        inputs: Sequence[Value] = (),
        *,
        listener: Listener | None = None,
        journal: Journal | None = None,
        seed: int | None = None,
        started: Callable[[Execution], None] | None = None,
    ) -> ExecutionResult:
        """Run a valid document to its end. ``started`` gets the execution, to cancel it."""
        if checked.workflow is None:
            raise ValueError("only a document without problems can run")
        if self._outbound is None:
            self._outbound = PlainOutbound()
        plan = plan_workflow(checked.workflow)
        cache = NodeCache(MemoryCache(), NO_PLACE)
        with self._files_of(plan) as files:
            outbound = ExecutionOutbound(
                self._outbound, self.limits.http_requests, policy=self._policy_of, files=files
            )
            ports = Ports(
                SystemClock(), outbound, LocalPasses(), journal, listener, shared_cache=cache
            )
            execution = Execution(plan, ports, self.limits, seed=seed)
            if started is not None:
                started(execution)
            return await execution.run(inputs)

    @contextmanager
    def _files_of(self, plan: Plan) -> Iterator[Files]:
        if plan.top.is_pure:
            yield NoFiles()
        elif self.files_in is not None:
            yield DirectoryFiles(self.files_in, self.limits.file_bytes)
        else:
            with TemporaryDirectory(prefix="thaiyyal-", ignore_cleanup_errors=True) as directory:
                yield DirectoryFiles(Path(directory), self.limits.file_bytes)

    async def _policy_of(self) -> Policy:
        return self.policy

    async def aclose(self) -> None:
        """Close the connections that were kept open."""
        if self._outbound is not None:
            await self._outbound.aclose()

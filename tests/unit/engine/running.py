"""Documents in few words, and runs of them in virtual time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from thaiyyal.document import Checked, check_document
from thaiyyal.engine import (
    Execution,
    ExecutionEvent,
    ExecutionResult,
    Journal,
    Ports,
    StepEvent,
    compiler_for,
    plan_workflow,
)
from thaiyyal.kernel.values import Value
from thaiyyal.plugins import catalog_of
from thaiyyal.sdk import Limits, NodeType, Request, Response, StepError
from thaiyyal.testing.canned_outbound import CannedOutbound
from thaiyyal.testing.virtual_time import VirtualClock, run_in_virtual_time

Document = dict[str, Any]
Told = StepEvent | ExecutionEvent
BUILT_IN = catalog_of(())


def node(id_: str, type_: str, **given: Any) -> Document:
    """Return a node; ``parent`` and ``settings`` are its own, all other names are its data."""
    found: Document = {"id": id_, "type": type_}
    for key in ("parent", "settings"):
        if key in given:
            found[key] = given.pop(key)
    return {**found, "data": given}


def edges(*paths: str) -> list[Document]:
    """Return the edges of paths such as ``a > b > c`` and ``a.true > b``."""
    found: list[Document] = []
    for path in paths:
        names = [name.strip() for name in path.split(">")]
        for start, end in pairwise(names):
            source, _, port = start.partition(".")
            edge = {"source": source, "target": end.partition(".")[0]}
            found.append({**edge, "sourceHandle": port} if port else edge)
    return found


def document(*nodes: Document, paths: Sequence[str] = ()) -> Document:
    return {"nodes": list(nodes), "edges": edges(*paths)}


def checked(given: object, *more: NodeType[Any]) -> Checked:
    """Validate against the built-in types and ``more``."""
    catalog = {**BUILT_IN, **{kind.type: kind for kind in more}}
    return check_document(given, catalog=catalog, compiler_for=compiler_for)


def codes(given: object) -> list[str]:
    return [problem.code for problem in checked(given).problems]


def _refuse(request: Request) -> Response:
    raise StepError("connection_failed", f"nobody answers at {request.url}")


class FreePasses:
    """Rate limits that nobody else uses."""

    async def reserve(self, key: str, pace: Any) -> float:
        return 0.0


@dataclass(slots=True)
class Engine:
    """Runs documents; ``told`` collects the live events of all runs."""

    types: Sequence[NodeType[Any]] = ()
    limits: Limits = field(default_factory=Limits)
    journal: Journal | None = None
    seed: int = 7
    clock: VirtualClock = field(default_factory=VirtualClock)
    started: Callable[[Execution], None] | None = None
    told: list[Told] = field(default_factory=list)

    def run(self, given: Document, *inputs: Value) -> ExecutionResult:
        """Run to the end in virtual time."""
        return run_in_virtual_time(self.start(given, *inputs))

    async def start(self, given: Document, *inputs: Value) -> ExecutionResult:
        """Run to the end in the time of the running loop."""
        found = checked(given, *self.types)
        assert found.workflow is not None, found.problems
        ports = Ports(
            self.clock, CannedOutbound(_refuse), FreePasses(), self.journal, self.told.append
        )
        execution = Execution(plan_workflow(found.workflow), ports, self.limits, seed=self.seed)
        if self.started is not None:
            self.started(execution)
        return await execution.run(inputs)

    def statuses(self) -> list[tuple[str, str]]:
        """Return (node, status) of all events of steps so far."""
        return [(event.node, event.status) for event in self.told if isinstance(event, StepEvent)]


def facts_of(result: ExecutionResult) -> Mapping[str, Any]:
    """Return what two runs of one document must agree on: all but times and attempts."""
    steps = {
        id_: (step.status, step.output, step.port, step.error and step.error.code)
        for id_, step in result.steps().items()
    }
    error = result.error and (result.error.code, result.error.node)
    return {"status": result.status, "output": result.output, "error": error, "steps": steps}

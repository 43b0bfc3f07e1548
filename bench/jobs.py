"""Running a document the way the product does: checked and planned once, then executed warm."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bench.measure import Job
from thaiyyal.bootstrap import LocalPasses, SystemClock, check
from thaiyyal.engine import Execution, Plan, Ports, plan_workflow
from thaiyyal.kernel.values import Value
from thaiyyal.outbound import ExecutionOutbound, PlainOutbound


class UnusableDocument(Exception):
    """A document of the benchmark has problems: the benchmark is wrong, not the engine."""


@dataclass(frozen=True, slots=True)
class Engine:
    """A plan and its inputs, ready to be executed again and again."""

    plan: Plan
    inputs: Sequence[Value]

    async def output(self) -> Value:
        """Execute once and return the output; a failure ends the measurement."""
        ports = Ports(SystemClock(), ExecutionOutbound(PlainOutbound(), 100), LocalPasses())
        result = await Execution(self.plan, ports, seed=1).run(self.inputs)
        if result.status != "succeeded":
            raise UnusableDocument(str(result.error))
        return result.output

    @property
    def job(self) -> Job:
        return self.output


def engine_for(document: dict[str, Any], inputs: Sequence[Value] = ()) -> Engine:
    """Check and plan a document."""
    checked = check(document)
    if checked.workflow is None:
        raise UnusableDocument("; ".join(problem.message for problem in checked.problems[:3]))
    return Engine(plan_workflow(checked.workflow), inputs)


def check_and_plan(document: dict[str, Any]) -> Plan:
    """Return the plan of a document that nobody has seen before."""
    return engine_for(document).plan


def node(id_: str, type_: str, **data: object) -> dict[str, Any]:
    """Return a node of a document."""
    return {"id": id_, "type": type_, "data": data}


def chain(nodes: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a document whose nodes follow one another."""
    ids = [one["id"] for one in nodes]
    edges = [{"source": a, "target": b} for a, b in pairwise(ids)]
    return {"nodes": nodes, "edges": edges}

"""Plans of documents: compiled once per content, kept within bounds, made beside the loop."""

from collections import OrderedDict
from collections.abc import Mapping

from thaiyyal.document import Checked, check_document
from thaiyyal.engine import Plan, compiler_for, plan_workflow
from thaiyyal.engine.plan import Cuts
from thaiyyal.features.workflows import DocumentChecker, InvalidDocument
from thaiyyal.features.workflows.checker import Verdict, document_from
from thaiyyal.kernel.values import Value
from thaiyyal.plugins import load_catalog

_TRIGGERS = frozenset({"manual_trigger", "webhook_trigger", "schedule_trigger", "error_trigger"})
_LARGE_STORED = 2 * 1024
"""What is longer than this, compressed, is compiled beside the event loop."""


class Plans:
    """Content hash -> plan, those used last; ``most_nodes`` bounds what all of them hold."""

    def __init__(self, checker: DocumentChecker, *, most: int, most_nodes: int) -> None:
        self._checker = checker
        self._plans: OrderedDict[str, Plan] = OrderedDict()
        self._most, self._most_nodes = most, most_nodes
        self._nodes = 0

    def find(self, content_hash: str) -> Plan | None:
        """Return a plan that is at hand."""
        plan = self._plans.get(content_hash)
        if plan is not None:
            self._plans.move_to_end(content_hash)
        return plan

    async def make(self, content_hash: str, stored: bytes) -> Plan:
        """Return the plan of a stored document, and keep it.

        Raises:
            InvalidDocument: The document has problems: a draft, or a node type is gone.
        """
        is_large = len(stored) > _LARGE_STORED
        plan = await self._checker.beside(
            lambda: self._made(content_hash, stored), is_large=is_large
        )
        self._keep(content_hash, plan)
        return plan

    def _made(self, content_hash: str, stored: bytes) -> Plan:
        return self._plans.get(content_hash) or plan_of(document_from(stored))

    def _keep(self, content_hash: str, plan: Plan) -> None:
        if content_hash not in self._plans:
            self._nodes += len(plan.workflow.nodes)
        self._plans[content_hash] = plan
        self._plans.move_to_end(content_hash)
        while len(self._plans) > max(1, self._most) or self._is_full():
            _, gone = self._plans.popitem(last=False)
            self._nodes -= len(gone.workflow.nodes)

    def _is_full(self) -> bool:
        return len(self._plans) > 1 and self._nodes > self._most_nodes


class StartedPlans:
    """Plans of executions that one trigger of several has started: the others stay silent."""

    def __init__(self, *, most: int = 256) -> None:
        self._most = most
        self._known: OrderedDict[tuple[int, str], tuple[Plan, Plan]] = OrderedDict()

    def of(self, plan: Plan, trigger_node: str | None) -> Plan:
        """Return the plan to run; the same one where there is no other trigger."""
        if trigger_node is None:
            return plan
        key = id(plan), trigger_node
        known = self._known.get(key)
        if known is None or known[0] is not plan:
            known = plan, _without_others(plan, trigger_node)
            self._known[key] = known
            if len(self._known) > self._most:
                self._known.popitem(last=False)
        self._known.move_to_end(key)
        return known[1]


def _without_others(plan: Plan, trigger_node: str) -> Plan:
    others = frozenset(
        node.id
        for node in plan.workflow.nodes
        if node.type.type in _TRIGGERS and node.id != trigger_node and node.parent is None
    )
    return plan_workflow(plan.workflow, Cuts(dead=others)) if others else plan


def plan_of(document: Mapping[str, Value]) -> Plan:
    """Return the plan of a document.

    Raises:
        InvalidDocument: It has problems.
    """
    checked: Checked = check_document(document, catalog=load_catalog(), compiler_for=compiler_for)
    if checked.workflow is None:
        raise InvalidDocument(Verdict(checked.problems, checked.warnings))
    return plan_workflow(checked.workflow)

"""A plan in which some nodes do not run: their output is given, or they are left out.

A node with a given output becomes a constant with the ports of its own type; nothing feeds it. With
a target, what it does not need is not there at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from thaiyyal.document.graph_check import dependencies
from thaiyyal.document.model import Node, Workflow
from thaiyyal.document.settings import Settings
from thaiyyal.engine.frame import ROUTED
from thaiyyal.engine.needs import needs_of
from thaiyyal.engine.plan import Cuts, Plan, plan_workflow
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import Emit, Firing, Inputs, NodeType, Params

Pins = Mapping[str, Value | Emit]


class PinnedParams(Params):
    """``result``: what the node gives. ``names``: the ports of the type it stands for."""

    result: Any = None
    names: tuple[str, ...] = ()


class _Pinned(NodeType[PinnedParams]):
    inputs = Inputs.NONE

    def ports(self, params: PinnedParams) -> tuple[str, ...]:
        return params.names

    def run(self, params: PinnedParams) -> Emit:
        result: Emit = params.result
        return result


def pinned_plan(plan: Plan, pins: Pins, target: str | None = None) -> Plan:
    """Return ``plan`` with given outputs, and with nothing that a target does not need.

    Args:
        plan: The whole workflow.
        pins: Node id -> its value, or ``Emit`` to name the port on which it leaves. Without a port
            a value leaves a node with a choice on the first one. Context nodes are not pinned.
        target: The node whose value is the result; of one inside containers, what the outermost of
            them makes of it. Containers around it run, whatever is given for them.
    """
    workflow = plan.workflow
    pinned = frozenset(
        id_ for id_ in pins if id_ in workflow.by_id and not _is_context(workflow.by_id[id_])
    )
    results: frozenset[str] = frozenset()
    if target is not None:
        needs = needs_of(plan, target, pinned)
        results = frozenset(needs.path)
        pinned = pinned.difference(needs.path[:-1]) & needs.kept
        workflow = _only(workflow, needs.kept)
    nodes = tuple(
        _pinned(node, pins[node.id]) if node.id in pinned else node for node in workflow.nodes
    )
    changed = replace(workflow, nodes=nodes, by_id={node.id: node for node in nodes})
    return plan_workflow(changed, Cuts(unfed=pinned, results=results))


def _only(workflow: Workflow, kept: frozenset[str]) -> Workflow:
    """Return a workflow without all other nodes, and without their edges."""
    nodes = tuple(node for node in workflow.nodes if node.id in kept)
    edges = tuple(edge for edge in workflow.edges if edge.source in kept and edge.target in kept)
    return replace(workflow, nodes=nodes, edges=edges, by_id={node.id: node for node in nodes})


def _is_context(node: Node) -> bool:
    return node.type.group == "Context"


def _pinned(node: Node, given: Value | Emit) -> Node:
    """Return the constant that stands for a node."""
    kind, names = node.type, node.type.ports(node.params)
    own = {"type": kind.type, "label": kind.label, "group": kind.group, "firing": kind.firing}
    stand_in: Any = type("Pinned", (_Pinned,), {**own, "has_parts": kind.has_parts})
    result = _result(kind, names, node.settings, given)
    params = PinnedParams.model_construct(result=result, names=names)
    return Node(node.id, stand_in(), params, Settings(on_error=node.settings.on_error), node.parent)


def _result(
    kind: NodeType[Any], names: Sequence[str], settings: Settings, given: Value | Emit
) -> Emit:
    emit = given if isinstance(given, Emit) else Emit(given)
    port: Any = emit.port
    if port == "error" and settings.on_error == "route":
        port = ROUTED
    elif port is None and kind.firing in (Firing.CHOICE, Firing.EXTRA) and names:
        port = names[0]
    parts = emit.ports
    if kind.has_parts and parts is None:
        values = emit.value if isinstance(emit.value, dict) else {}
        parts = {name: values.get(name) for name in names}
    return Emit(emit.value, port, parts, {**(emit.meta or {}), "pinned": True})


def nodes_behind(workflow: Workflow, start: str) -> frozenset[str]:
    """Return a top-level node and those that wait for it, by edges or by naming it."""
    ids = [node.id for node in workflow.nodes]
    parent_of = {node.id: node.parent for node in workflow.nodes if node.parent is not None}
    after: dict[str, list[str]] = {}
    for id_, sources in dependencies(ids, workflow.by_id, workflow.edges, parent_of).items():
        for source in sources:
            after.setdefault(source, []).append(id_)
    found, waiting = {start}, [start]
    while waiting:
        for id_ in after.get(waiting.pop(), ()):
            if id_ not in found:
                found.add(id_)
                waiting.append(id_)
    return frozenset(found)

"""A valid workflow made ready to run: bodies, slots in canonical order, regions and units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from thaiyyal.document.graph_check import dependencies
from thaiyyal.document.model import Node, Workflow
from thaiyyal.document.order import canonical_order
from thaiyyal.engine.grouping import Unit, group_units
from thaiyyal.engine.stores import Stores, order_by_stores, stores_of
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import Container, Effect, Firing

MAX_REGION_DEPTH = 20
"""Containers nested deeper than this are scheduled, so that no region recurses deeply."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """An edge as its target sees it; ``rule``: any, part or choice (how ``port`` selects)."""

    source: int
    port: str | None
    rule: str


@dataclass(slots=True)
class PlanNode:
    """A node at its slot. ``is_pure``: may be part of a region. ``is_dead``: never runs."""

    node: Node
    slot: int
    incoming: tuple[Incoming, ...]
    is_pure: bool
    stores: Stores
    body: "Body | None" = None
    is_dead: bool = False

    @property
    def id(self) -> str:
        return self.node.id

    @property
    def is_entry(self) -> bool:
        return not self.incoming and not self.is_dead

    @property
    def is_context(self) -> bool:
        return self.node.type.group == "Context"


@dataclass(slots=True)
class Body:
    """The nodes of one container, or of the workflow. ``nodes``: canonical order, by slot.

    ``results``: slots of the terminals in document order. ``certain``: per slot, whether the node
    runs in every run of the body that gets that far.
    """

    container: str | None
    nodes: tuple[PlanNode, ...]
    slot_of: Mapping[str, int]
    units: tuple[Unit, ...]
    results: tuple[int, ...]
    certain: tuple[bool, ...]
    touches_state: bool
    depth: int
    regions: dict[int, Any] = field(default_factory=dict)

    @property
    def is_pure(self) -> bool:
        """Whether the whole body is one region (or empty)."""
        return all(unit.is_region for unit in self.units) and len(self.units) <= 1


@dataclass(frozen=True, slots=True)
class Plan:
    """A compiled workflow; ``context``: values of context nodes by name."""

    top: Body
    workflow: Workflow
    context: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Cuts:
    """``unfed``: nodes whose incoming edges count for nothing. ``dead``: those that never run.
    ``results``: those whose values are the results of their bodies, in place of the terminals.
    """

    unfed: frozenset[str] = frozenset()
    dead: frozenset[str] = frozenset()
    results: frozenset[str] = frozenset()


NO_CUTS = Cuts()


def plan_workflow(workflow: Workflow, cuts: Cuts = NO_CUTS) -> Plan:
    """Compile a valid workflow. O((n + m) log n)."""
    return _Planner(workflow, cuts).plan()


class _Planner:
    def __init__(self, workflow: Workflow, cuts: Cuts) -> None:
        self._workflow = workflow
        self._dead = cuts.dead
        self._results = cuts.results
        unfed = cuts.unfed | cuts.dead
        ids = [node.id for node in workflow.nodes]
        self._parent_of = {n.id: n.parent for n in workflow.nodes if n.parent is not None}
        edges = [edge for edge in workflow.edges if edge.target not in unfed]
        self._before = dependencies(ids, workflow.by_id, edges, self._parent_of)
        self._variables = _assigned_variables(workflow)
        self._members: dict[str | None, list[str]] = {}
        for node in workflow.nodes:
            self._members.setdefault(node.parent, []).append(node.id)
        self._incoming: dict[str, list[tuple[str, str | None]]] = {}
        self._has_outgoing = {edge.source for edge in workflow.edges}
        for edge in edges:
            self._incoming.setdefault(edge.target, []).append((edge.source, edge.port))

    def plan(self) -> Plan:
        built: dict[str | None, Body] = {}
        for container, depth in self._innermost_first():
            built[container] = self._body(container, depth, built)
        return Plan(built[None], self._workflow, _context_values(self._workflow))

    def _innermost_first(self) -> list[tuple[str | None, int]]:
        order: list[tuple[str | None, int]] = [(None, 0)]
        for container, depth in order:  # grows while it is read: breadth first
            order += [
                (id_, depth + 1) for id_ in self._members.get(container, ()) if id_ in self._members
            ]
        return order[::-1]

    def _body(self, container: str | None, depth: int, built: Mapping[str | None, Body]) -> Body:
        ids = self._members.get(container, [])
        by_id = self._workflow.by_id
        stores = {id_: stores_of(by_id[id_], built.get(id_), self._variables) for id_ in ids}
        before = {id_: set(self._before[id_]) for id_ in ids}
        for id_ in ids:
            if by_id[id_].type.group == "Context":
                before[id_] = set()
        order = canonical_order(ids, before)
        order.sort(key=lambda id_: by_id[id_].type.group != "Context")
        order_by_stores(order, stores, before)
        slot_of = {id_: slot for slot, id_ in enumerate(order)}
        nodes = tuple(self._node(id_, slot_of, stores[id_], built.get(id_)) for id_ in order)
        predecessors = [sorted(slot_of[b] for b in before[id_]) for id_ in order]
        return Body(
            container=container,
            nodes=nodes,
            slot_of=slot_of,
            units=group_units([node.is_pure for node in nodes], predecessors),
            results=self._result_slots(ids, slot_of),
            certain=_certain(nodes),
            touches_state=any(stores[id_].used for id_ in ids),
            depth=depth,
        )

    def _node(
        self, id_: str, slot_of: Mapping[str, int], stores: Stores, body: Body | None
    ) -> PlanNode:
        node = self._workflow.by_id[id_]
        is_context = node.type.group == "Context"
        raw = [] if is_context else self._incoming.get(id_, [])
        incoming = tuple(
            Incoming(slot_of[source], port, self._rule(source, port)) for source, port in raw
        )
        is_pure, is_dead = _is_pure(node, body), id_ in self._dead
        return PlanNode(node, slot_of[id_], incoming, is_pure, stores, body, is_dead)

    def _result_slots(self, ids: Sequence[str], slot_of: Mapping[str, int]) -> tuple[int, ...]:
        named = [slot_of[id_] for id_ in ids if id_ in self._results]
        terminals = [slot_of[id_] for id_ in ids if id_ not in self._has_outgoing]
        return tuple(named or terminals)

    def _rule(self, source: str, port: str | None) -> str:
        """Return how an edge from ``source`` with this handle selects its value."""
        kind = self._workflow.by_id[source].type
        if port is None or (port == "out" and kind.firing != Firing.CHOICE):
            return "any"
        if kind.firing == Firing.ALL and port in kind.ports(self._workflow.by_id[source].params):
            return "part" if kind.has_parts else "any"
        return "choice"


def always_live(source: PlanNode, rule: str, certain: Sequence[bool]) -> bool:
    """Return whether an edge carries a value whenever its target is reached."""
    return certain[source.slot] and source.node.settings.on_error == "stop" and rule != "choice"


def _certain(nodes: Sequence[PlanNode]) -> tuple[bool, ...]:
    certain: list[bool] = []
    for node in nodes:
        edges = node.incoming
        live = (always_live(nodes[edge.source], edge.rule, certain) for edge in edges)
        certain.append(node.is_entry or any(live))
    return tuple(certain)


def _is_pure(node: Node, body: Body | None) -> bool:
    settings = node.settings
    if not (settings.retry is None and settings.timeout is None and settings.cache_ttl is None):
        return False
    kind = node.type
    if isinstance(kind, Container):
        if kind.waits_with(node.params) or kind.call.is_async:
            return False
        return body is None or (body.is_pure and body.depth <= MAX_REGION_DEPTH)
    return kind.effect_of(node.params) == Effect.PURE and not kind.call.is_async


def _assigned_variables(workflow: Workflow) -> frozenset[str]:
    names = set()
    for node in workflow.nodes:
        store = node.type.store(node.params)
        if store is not None and store[0] == "variable":
            names.add(store[1])
    return frozenset(names)


def _context_values(workflow: Workflow) -> dict[str, Value]:
    """Return the values for ``context.<name>``: variables shadow constants, later ones earlier."""
    constants: dict[str, Value] = {}
    variables: dict[str, Value] = {}
    for node in workflow.nodes:
        if node.type.group == "Context":
            declared = node.type.declared(node.params)  # type: ignore[attr-defined]
            (variables if declared.is_variable else constants).update(declared.values)
    return {**constants, **variables}

"""What a node needs in order to run: the nodes before it, and nothing that comes after.

Before it is what it waits for by edges, what its texts name, what has written the stores that it
uses, the containers around it, and context nodes.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from thaiyyal.document.model import Node, Workflow
from thaiyyal.engine.plan import Body, Plan, PlanNode
from thaiyyal.engine.stores import Store
from thaiyyal.sdk import Container


@dataclass(frozen=True, slots=True)
class Needs:
    """``kept``: ids of all nodes that a node needs, and its own; all else is left out.

    ``path``: the containers around it, the outermost first, and then the node. It ends with a
    container whose body begins with what it gave before: of such a body everything is needed.
    """

    kept: frozenset[str]
    path: tuple[str, ...]


def needs_of(plan: Plan, target: str, given: frozenset[str] = frozenset()) -> Needs:
    """Return what a node needs. O(n + m), times the depth of containers.

    Args:
        plan: The whole workflow.
        target: The node.
        given: Nodes whose outputs are given: what only they need is needed by nobody.
    """
    path = _path(plan.workflow, target)
    search = _Search(plan, given.difference(path[:-1]), frozenset(path[:-1]))
    search.add(path[-1])
    for node in plan.workflow.nodes:
        if node.type.group == "Context":
            search.add(node.id)
    return Needs(search.all(), path)


def _path(workflow: Workflow, target: str) -> tuple[str, ...]:
    inner: list[str] = []
    at: str | None = target
    while at is not None:
        inner.append(at)
        at = workflow.by_id[at].parent
    path = inner[::-1]
    for place, id_ in enumerate(path[:-1]):
        kind = workflow.by_id[id_].type
        if isinstance(kind, Container) and kind.feeds_back:
            return tuple(path[: place + 1])
    return tuple(path)


class _Search:
    """Goes from node to node; ``partial``: containers of whose bodies only a part is needed."""

    def __init__(self, plan: Plan, given: frozenset[str], partial: frozenset[str]) -> None:
        self._workflow = plan.workflow
        self._given, self._partial = given, partial
        self._places = dict(_places(plan.top))
        self._sources: dict[str, list[str]] = defaultdict(list)
        for edge in plan.workflow.edges:
            self._sources[edge.target].append(edge.source)
        self._writers: dict[tuple[str | None, Store], list[int]] = defaultdict(list)
        for body, node in self._places.values():
            for store in node.stores.written if node.id not in given else ():
                self._writers[body.container, store].append(node.slot)
        for slots in self._writers.values():
            slots.sort()
        self._found: set[str] = set()
        self._asked: set[tuple[str, Store]] = set()
        self._waiting: list[str] = []

    def add(self, id_: str) -> None:
        """Need a node."""
        if id_ not in self._found:
            self._found.add(id_)
            self._waiting.append(id_)

    def all(self) -> frozenset[str]:
        """Return what is needed, with all that this needs."""
        while self._waiting:
            for id_ in self._before(self._workflow.by_id[self._waiting.pop()]):
                self.add(id_)
        return frozenset(self._found)

    def _before(self, node: Node) -> Iterator[str]:
        if node.parent is not None:
            yield node.parent
        if node.id in self._given:
            return
        yield from self._sources[node.id]
        yield from (id_ for id_ in node.references if id_ in self._workflow.by_id)
        if node.id in self._partial:
            return
        _, planned = self._places[node.id]
        if planned.body is not None:
            yield from (inner.id for inner in planned.body.nodes)
        for store in planned.stores.used:
            yield from self._writers_before(node.id, store)

    def _writers_before(self, id_: str, store: Store) -> Iterator[str]:
        """Yield who has written a store last, here and around here; in a loop, anybody."""
        at: str | None = id_
        while at is not None and (at, store) not in self._asked:
            self._asked.add((at, store))
            body, node = self._places[at]
            slots = self._writers[body.container, store]
            if body.container is None:
                place = bisect_left(slots, node.slot)
                slots = slots[max(0, place - 1) : place]
            yield from (body.nodes[slot].id for slot in slots)
            at = body.container


def _places(top: Body) -> Iterator[tuple[str, tuple[Body, PlanNode]]]:
    bodies = [top]
    for body in bodies:  # grows while it is read
        for node in body.nodes:
            yield node.id, (body, node)
            if node.body is not None:
                bodies.append(node.body)

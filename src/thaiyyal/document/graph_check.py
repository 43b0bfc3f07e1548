"""Dependencies between nodes (edges and references), body by body, and their cycles."""

from collections.abc import Iterable, Mapping, Sequence

from thaiyyal.document.model import Edge, Node, Problem
from thaiyyal.document.order import find_cycle


def check_graph(
    ids: Sequence[str],
    nodes: Mapping[str, Node | None],
    edges: Iterable[Edge],
    parent_of: Mapping[str, str],
) -> list[Problem]:
    """Return one problem per body whose edges and references form a cycle."""
    before = dependencies(ids, nodes, edges, parent_of)
    bodies: dict[str | None, list[str]] = {}
    for id_ in ids:
        bodies.setdefault(parent_of.get(id_), []).append(id_)
    problems = []
    for members in bodies.values():
        cycle = find_cycle(members, before)
        if cycle:
            path = " → ".join([*cycle[:20], "…" if len(cycle) > 20 else cycle[0]])
            message = f"these nodes wait for each other: {path}; remove one of the edges"
            problems.append(Problem("cycle", message, node=cycle[0]))
    return problems


def dependencies(
    ids: Sequence[str],
    nodes: Mapping[str, Node | None],
    edges: Iterable[Edge],
    parent_of: Mapping[str, str],
) -> dict[str, set[str]]:
    """Return for each node the nodes of its own body that must be settled before it.

    A reference from inside a container to a node outside makes the container wait.
    """
    before: dict[str, set[str]] = {id_: set() for id_ in ids}
    for edge in edges:
        if parent_of.get(edge.source) == parent_of.get(edge.target):
            before[edge.target].add(edge.source)
    for id_ in ids:
        node = nodes[id_]
        for target in node.references if node else ():
            waiting = waiting_node(id_, target, parent_of, nodes)
            if waiting is not None:
                before[waiting].add(target)
    return before


def waiting_node(
    source: str, target: str, parent_of: Mapping[str, str], nodes: Mapping[str, object]
) -> str | None:
    """Return ``source`` or the container around it that stands beside ``target``.

    None when ``target`` cannot be seen from ``source`` (unknown, or inside another container).
    """
    if target not in nodes:
        return None
    body = parent_of.get(target)
    at: str | None = source
    while at is not None:
        if parent_of.get(at) == body:
            return at
        at = parent_of.get(at)
    return None

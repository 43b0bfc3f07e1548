"""Order in a directed graph: cycles with their path, and the canonical order of nodes."""

import heapq
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def canonical_order(nodes: Sequence[K], predecessors: Mapping[K, set[K]]) -> list[K]:
    """Return the order made by taking repeatedly the first node whose predecessors are done.

    Nodes on or behind a cycle are left out. O((n + m) log n).
    """
    rank = {node: at for at, node in enumerate(nodes)}
    waiting = {node: len(predecessors.get(node, ())) for node in nodes}
    followers: dict[K, list[K]] = {node: [] for node in nodes}
    for node in nodes:
        for before in predecessors.get(node, ()):
            followers[before].append(node)
    ready = [rank[node] for node in nodes if waiting[node] == 0]
    order: list[K] = []
    while ready:
        node = nodes[heapq.heappop(ready)]
        order.append(node)
        for after in followers[node]:
            waiting[after] -= 1
            if waiting[after] == 0:
                heapq.heappush(ready, rank[after])
    return order


def find_cycle(nodes: Sequence[K], predecessors: Mapping[K, set[K]]) -> list[K] | None:
    """Return the nodes of one cycle in the direction of the edges, or None."""
    done: set[K] = set(canonical_order(nodes, predecessors))
    left = {node for node in nodes if node not in done}
    if not left:
        return None
    # Every node that is left has a predecessor that is left, on a cycle or behind one.
    at = next(node for node in nodes if node in left)
    seen: dict[K, int] = {}
    path: list[K] = []
    while at not in seen:
        seen[at] = len(path)
        path.append(at)
        at = next(before for before in predecessors[at] if before in left)
    return path[seen[at] :][::-1]

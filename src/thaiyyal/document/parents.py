"""Which container each node is in, and what loops bind around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from thaiyyal.document.model import Problem
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import Container, NodeType


@dataclass(frozen=True, slots=True)
class Parents:
    """``of``: node id -> id of its container (top-level nodes are absent)."""

    of: Mapping[str, str]
    types: Mapping[str, NodeType[Any] | None]
    problems: tuple[Problem, ...]

    def loop_names(self, node: str) -> frozenset[str]:
        """Return the loop names bound around ``node`` by the containers it is in."""
        names: set[str] = set()
        at = self.of.get(node)
        while at is not None:
            kind = self.types.get(at)
            if isinstance(kind, Container):
                names |= kind.loop_names
            at = self.of.get(at)
        return frozenset(names)


def read_parents(
    raw_nodes: Sequence[Mapping[str, Value]],
    ids: Sequence[str | None],
    types: Sequence[NodeType[Any] | None],
    firsts: Mapping[str, int],
) -> Parents:
    """Read and check the ``parent`` of every node; wrong ones count as top level."""
    by_id = {id_: types[at] for id_, at in firsts.items()}
    claimed: dict[str, str] = {}
    problems: list[Problem] = []
    for at, raw in enumerate(raw_nodes):
        parent, id_ = raw.get("parent"), ids[at] or f"#{at}"
        if parent is None:
            continue
        reason = _refusal(parent, types[at], by_id)
        if reason:
            problems.append(Problem("invalid_parent", reason, node=id_, field="parent"))
        elif ids[at] is not None and firsts[id_] == at:
            claimed[id_] = str(parent)
    for id_ in _on_cycles(claimed):
        message = f"{id_} is inside itself: its parents form a cycle"
        problems.append(Problem("invalid_parent", message, node=id_, field="parent"))
        del claimed[id_]
    return Parents(claimed, by_id, tuple(problems))


def _refusal(
    parent: Value, kind: NodeType[Any] | None, by_id: Mapping[str, NodeType[Any] | None]
) -> str | None:
    if not isinstance(parent, str) or parent not in by_id:
        return f'the parent "{str(parent)[:60]}" is no node'
    if kind is not None and kind.group == "Context":
        return "a context node applies to the whole workflow and cannot be in a container"
    if kind is not None and kind.is_trigger:
        return "a trigger starts the whole workflow and cannot be in a container"
    container = by_id[parent]
    if container is not None and not isinstance(container, Container):
        return f'the parent "{parent}" is no container'
    return None


def _on_cycles(parent_of: Mapping[str, str]) -> list[str]:
    """Return the nodes that are their own ancestor. O(n)."""
    state: dict[str, int] = {}  # 1: on the current walk, 2: done
    found: list[str] = []
    for start in parent_of:
        walk: list[str] = []
        at: str | None = start
        while at is not None and at not in state:
            state[at] = 1
            walk.append(at)
            at = parent_of.get(at)
        if at is not None and state[at] == 1:
            found += walk[walk.index(at) :]
        for node in walk:
            state[node] = 2
    return found

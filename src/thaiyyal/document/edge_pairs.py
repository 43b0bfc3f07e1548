"""Which edge of one document is which edge of another, although edges need no ids."""

from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from thaiyyal.kernel.values import Value, dump_json

Key = Callable[[Value], str | None]


@dataclass(frozen=True, slots=True)
class EdgePairs:
    """``pairs``: (index before, index after), by the first; the others have no partner."""

    pairs: tuple[tuple[int, int], ...]
    removed: tuple[int, ...]
    added: tuple[int, ...]


def pair_edges(before: Sequence[Value], after: Sequence[Value]) -> EdgePairs:
    """Pair edges that have the same id, else say the same, else share their start or their end.

    Among edges that are alike the first goes with the first. Linear.
    """
    left, right = list(range(len(before))), list(range(len(after)))
    pairs: list[tuple[int, int]] = []
    for key in (_by_id, _by_content, _by_start, _by_end):
        waiting: dict[str, deque[int]] = defaultdict(deque)
        for at in left:
            name = key(before[at])
            if name is not None:
                waiting[name].append(at)
        found = []
        for at in right:
            name = key(after[at])
            if name is not None and waiting.get(name):
                found.append((waiting[name].popleft(), at))
        pairs += found
        left = _without(left, {one for one, _ in found})
        right = _without(right, {other for _, other in found})
    return EdgePairs(tuple(sorted(pairs)), tuple(left), tuple(right))


def is_rerouted(before: Value, after: Value) -> bool:
    """Whether an edge leads elsewhere, or from elsewhere, than it did."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return True
    return any(before.get(key) != after.get(key) for key in ("source", "sourceHandle", "target"))


def _without(indices: list[int], taken: set[int]) -> list[int]:
    return [at for at in indices if at not in taken]


def _by_id(edge: Value) -> str | None:
    id_ = edge.get("id") if isinstance(edge, dict) else None
    return id_ if isinstance(id_, str) else None


def _by_content(edge: Value) -> str:
    if isinstance(edge, dict):
        return dump_json({key: value for key, value in edge.items() if key != "id"})
    return dump_json(edge)


def _by_start(edge: Value) -> str | None:
    return _text_of(edge, "source", "sourceHandle")


def _by_end(edge: Value) -> str | None:
    return _text_of(edge, "target", "targetHandle")


def _text_of(edge: Value, end: str, port: str) -> str | None:
    if not isinstance(edge, dict) or end not in edge:
        return None
    return dump_json([edge[end], edge.get(port)])

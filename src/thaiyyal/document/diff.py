"""What changed between two documents, as data. Pure; documents need not be valid.

What cannot be a node, or has an id that another node has already, is compared by its place.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeAlias

from thaiyyal.document.canonical import canonical_form
from thaiyyal.document.changes import Change, Diff, EdgeChange, NodeChange, NodeRef
from thaiyyal.document.edge_pairs import pair_edges
from thaiyyal.document.field_changes import ABSENT, FieldChange, Side, field_changes
from thaiyyal.kernel.values import Value

Object: TypeAlias = dict[str, Value]
Nodes: TypeAlias = "dict[str | int, tuple[int, Value]]"
_APART = frozenset({"type", "parent", "position", "data", "settings"})
"""Keys of a node that are not compared like any other."""


def diff_documents(before: Mapping[str, Value], after: Mapping[str, Value]) -> Diff:
    """Return everything that changed; empty for documents with one canonical form.

    A node is known by its id, an edge by what `pair_edges` finds. Null is the same as absent, as
    everywhere in a document; so are empty and absent ``data``, ``settings``, ``nodes`` and
    ``edges``. Takes time in proportion to the size of both documents.

    Args:
        before: A document as JSON.
        after: Another one, as a rule a later version of it.

    Returns:
        The changes, in the order of the documents.
    """
    left, right = canonical_form(before), canonical_form(after)
    apart = {key for key in ("nodes", "edges") if _is_list(left, key) and _is_list(right, key)}
    diff = Diff(document=_changes(_document(left, apart), _document(right, apart)))
    if "nodes" in apart:
        diff = _with_nodes(diff, _nodes(left), _nodes(right))
    if "edges" in apart:
        diff = _with_edges(diff, _list(left, "edges"), _list(right, "edges"))
    return diff


def _with_nodes(diff: Diff, before: Nodes, after: Nodes) -> Diff:
    both = [key for key in after if key in before]
    changed = [_node_change(before[key][1], *after[key]) for key in both]
    return replace(
        diff,
        nodes_added=tuple(_ref(*after[key]) for key in after if key not in before),
        nodes_removed=tuple(_ref(*before[key]) for key in before if key not in after),
        nodes_changed=tuple(change for change in changed if change is not None),
        nodes_reordered=both != [key for key in before if key in after],
    )


def _with_edges(diff: Diff, before: list[Value], after: list[Value]) -> Diff:
    found = pair_edges(before, after)
    both = [(before[one], after[other]) for one, other in found.pairs]
    places = [other for _, other in found.pairs]
    return replace(
        diff,
        edges_added=tuple(after[at] for at in found.added),
        edges_removed=tuple(before[at] for at in found.removed),
        edges_changed=tuple(EdgeChange(*pair) for pair in both if field_changes(*pair)),
        edges_reordered=places != sorted(places),
    )


def _node_change(before: Value, index: int, after: Value) -> NodeChange | None:
    """Return what changed about a node, if anything did."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        fields = tuple(field_changes(before, after))
        return NodeChange(_ref(index, after), fields=fields) if fields else None
    change = NodeChange(
        _ref(index, after),
        type=_change(before.get("type", ABSENT), after.get("type", ABSENT)),
        label=_change(_label(before), _label(after)),
        parent=_change(before.get("parent", ABSENT), after.get("parent", ABSENT)),
        position=_change(before.get("position", ABSENT), after.get("position", ABSENT)),
        fields=_changes(_fields(before), _fields(after)),
    )
    return None if change.is_layout_only and change.position is None else change


def _change(before: Side, after: Side) -> Change | None:
    return Change(before, after) if field_changes(before, after) else None


def _changes(before: Object, after: Object) -> tuple[FieldChange, ...]:
    return tuple(field_changes(before, after))


def _fields(node: Object) -> Object:
    """Return what is compared field by field, in one order of keys whichever are there."""
    data = node.get("data", {})
    bare = _without(data, {"label"}) if isinstance(data, dict) else data
    return {"data": bare, "settings": node.get("settings", {}), **_without(node, _APART)}


def _document(document: Object, apart: Iterable[str]) -> Object:
    """Return what is compared of the document itself, in one order of keys."""
    settings = document.get("settings", {})
    return {"settings": settings, **_without(document, {*apart, "settings"})}


def _label(node: Value) -> Side:
    data = node.get("data") if isinstance(node, dict) else None
    return data.get("label", ABSENT) if isinstance(data, dict) else ABSENT


def _nodes(document: Object) -> Nodes:
    """Return index and node by id; by index if there is no id or it was there before."""
    found: Nodes = {}
    for index, node in enumerate(_list(document, "nodes")):
        id_ = node.get("id") if isinstance(node, dict) else None
        is_key = isinstance(id_, str) and id_ not in found
        found[id_ if is_key and isinstance(id_, str) else index] = (index, node)
    return found


def _ref(index: int, node: Value) -> NodeRef:
    if not isinstance(node, dict):
        return NodeRef(None, index)
    texts = (node.get("id"), node.get("type"), _label(node))
    id_, kind, label = (text if isinstance(text, str) else None for text in texts)
    return NodeRef(id_, index, kind, label)


def _is_list(document: Object, key: str) -> bool:
    return isinstance(document.get(key, []), list)


def _list(document: Object, key: str) -> list[Value]:
    found = document.get(key, [])
    return found if isinstance(found, list) else []


def _without(value: Object, keys: Iterable[str]) -> Object:
    return {key: member for key, member in value.items() if key not in keys}

"""What can change between two documents, in the terms of whoever drew them: frozen values."""

from dataclasses import dataclass
from typing import TypeAlias

from thaiyyal.document.edge_pairs import is_rerouted
from thaiyyal.document.field_changes import FieldChange, Side, sides
from thaiyyal.kernel.values import Value

Object: TypeAlias = dict[str, Value]


@dataclass(frozen=True, slots=True)
class NodeRef:
    """A node as people know it. ``index`` is its place in the list of nodes."""

    id: str | None
    index: int
    type: str | None = None
    label: str | None = None

    def as_value(self) -> Object:
        """Return the node as JSON, without what is not known; the index if it has no id."""
        known: Object = {"id": self.id, "type": self.type, "label": self.label}
        if self.id is None:
            known["index"] = self.index
        return {name: value for name, value in known.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing before and after."""

    before: Side
    after: Side


@dataclass(frozen=True, slots=True)
class NodeChange:
    """What changed about one node; ``node`` is how it is now. None: that did not change.

    ``fields``: paths start with ``data``, ``settings`` or another key of the node.
    """

    node: NodeRef
    type: Change | None = None
    label: Change | None = None
    parent: Change | None = None
    position: Change | None = None
    fields: tuple[FieldChange, ...] = ()

    @property
    def is_layout_only(self) -> bool:
        """Whether the node only moved."""
        return not (self.type or self.label or self.parent or self.fields)

    def as_value(self) -> Object:
        """Return the changes as JSON, without what did not change."""
        named = {"type": self.type, "label": self.label, "parent": self.parent}
        named["position"] = self.position
        found: Object = {"node": self.node.as_value()}
        for name, change in named.items():
            if change is not None:
                found[name] = sides(change.before, change.after)
        if self.fields:
            found["fields"] = [change.as_value() for change in self.fields]
        return found


@dataclass(frozen=True, slots=True)
class EdgeChange:
    """An edge that is still there, and differs."""

    before: Value
    after: Value

    @property
    def is_rerouted(self) -> bool:
        """Whether it connects something else; if not, only its id or an unknown key differs."""
        return is_rerouted(self.before, self.after)


@dataclass(frozen=True, slots=True)
class Diff:
    """All that changed. Order of nodes and edges counts among those that both documents have."""

    document: tuple[FieldChange, ...] = ()
    nodes_added: tuple[NodeRef, ...] = ()
    nodes_removed: tuple[NodeRef, ...] = ()
    nodes_changed: tuple[NodeChange, ...] = ()
    nodes_reordered: bool = False
    edges_added: tuple[Value, ...] = ()
    edges_removed: tuple[Value, ...] = ()
    edges_changed: tuple[EdgeChange, ...] = ()
    edges_reordered: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return self == Diff()

    @property
    def is_layout_only(self) -> bool:
        """Whether nodes moved and nothing else changed."""
        moved = all(change.is_layout_only for change in self.nodes_changed)
        return moved and not self.is_empty and self == Diff(nodes_changed=self.nodes_changed)

    def as_value(self) -> Object:
        """Return the diff as JSON."""
        edges: dict[bool, list[Value]] = {True: [], False: []}
        for change in self.edges_changed:
            edges[change.is_rerouted].append({"before": change.before, "after": change.after})
        return {
            "is_empty": self.is_empty,
            "is_layout_only": self.is_layout_only,
            "document": [change.as_value() for change in self.document],
            "nodes": {
                "added": [node.as_value() for node in self.nodes_added],
                "removed": [node.as_value() for node in self.nodes_removed],
                "changed": [change.as_value() for change in self.nodes_changed],
                "reordered": self.nodes_reordered,
            },
            "edges": {
                "added": list(self.edges_added),
                "removed": list(self.edges_removed),
                "rerouted": edges[True],
                "changed": edges[False],
                "reordered": self.edges_reordered,
            },
        }

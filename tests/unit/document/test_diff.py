"""What changed between two documents: each sort of change, told once and in the user's terms."""

import itertools
from typing import Any

import pytest

from thaiyyal.document import Diff, content_hash, diff_documents

Document = dict[str, Any]


def _node(id_: str, type_: str = "number", **more: Any) -> Document:
    return {"id": id_, "type": type_, **more}


def _edge(source: str, target: str, **more: Any) -> Document:
    return {"source": source, "target": target, **more}


def _nodes(*before: Any, after: list[Any]) -> Any:
    """Return what a diff says of nodes, without what it leaves empty."""
    found: Any = diff_documents({"nodes": list(before)}, {"nodes": after}).as_value()["nodes"]
    return {name: value for name, value in found.items() if value}


def _edges(before: list[Any], after: list[Any]) -> Any:
    """Return what a diff says of edges, without what it leaves empty."""
    found: Any = diff_documents({"edges": before}, {"edges": after}).as_value()["edges"]
    return {name: value for name, value in found.items() if value}


def test_nothing_changed_is_an_empty_diff() -> None:
    document: Document = {
        "name": "x",
        "nodes": [_node("a", data={"value": 1})],
        "edges": [_edge("a", "a")],
    }

    diff = diff_documents(document, document)

    assert diff == Diff()
    assert diff.is_empty
    assert diff.as_value() == {
        "is_empty": True,
        "is_layout_only": False,
        "document": [],
        "nodes": {"added": [], "removed": [], "changed": [], "reordered": False},
        "edges": {"added": [], "removed": [], "rerouted": [], "changed": [], "reordered": False},
    }


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"nodes": [{"id": "a", "type": "x"}]}, {"nodes": [{"type": "x", "id": "a"}]}),
        ({"nodes": [_node("a", parent=None)]}, {"nodes": [_node("a")]}),
        ({"nodes": [{"data": {"b": 1, "c": 2}}]}, {"nodes": [{"data": {"c": 2, "b": 1}}]}),
        ({"nodes": [_node("a", data={})]}, {"nodes": [_node("a", settings={})]}),
        ({"nodes": [_node("a", data={"n": 1})]}, {"nodes": [_node("a", data={"n": 1.0})]}),
        ({"nodes": [], "name": None}, {"edges": []}),
    ],
    ids=["key order", "null", "order of fields", "empty data", "number", "empty lists"],
)  # fmt: skip
def test_other_spellings_of_the_same_are_no_change(before: Document, after: Document) -> None:
    assert diff_documents(before, after).is_empty


def test_nodes_are_added_and_removed() -> None:
    found = _nodes(
        _node("old", "filter", data={"label": "Large ones"}),
        _node("kept"),
        after=[_node("kept"), _node("new")],
    )

    assert found == {
        "added": [{"id": "new", "type": "number"}],
        "removed": [{"id": "old", "type": "filter", "label": "Large ones"}],
    }


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ({"data": {"value": 1}}, {"data": {"value": 2}},
         {"path": ["data", "value"], "before": 1, "after": 2}),
        ({}, {"data": {"value": 2}}, {"path": ["data", "value"], "after": 2}),
        ({"data": {"value": 1}}, {"data": {"value": None}},
         {"path": ["data", "value"], "before": 1, "after": None}),
        ({"data": {"cases": [{"when": "a"}, {"when": "b"}]}},
         {"data": {"cases": [{"when": "a"}, {"when": "c"}]}},
         {"path": ["data", "cases", 1, "when"], "before": "b", "after": "c"}),
        ({"data": {"cases": ["a", "b"]}}, {"data": {"cases": ["b"]}},
         {"path": ["data", "cases"], "before": ["a", "b"], "after": ["b"]}),
        ({"data": {"json": {"a": 1, "b": 2}}}, {"data": {"json": {"b": 2, "a": 1}}},
         {"path": ["data", "json"], "before": {"a": 1, "b": 2}, "after": {"b": 2, "a": 1}}),
        ({"data": {"json": {"a": None}}}, {"data": {"json": {}}},
         {"path": ["data", "json", "a"], "before": None}),
        ({"data": {"flag": True}}, {"data": {"flag": 1}},
         {"path": ["data", "flag"], "before": True, "after": 1}),
        ({"settings": {"retry": {"max_attempts": 3}}}, {"settings": {"retry": {"max_attempts": 4}}},
         {"path": ["settings", "retry", "max_attempts"], "before": 3, "after": 4}),
        ({"data": [1]}, {"data": {"a": 1}}, {"path": ["data"], "before": [1], "after": {"a": 1}}),
        ({"colour": "red"}, {}, {"path": ["colour"], "before": "red"}),
    ],
    ids=[
        "value", "set", "to null", "in a list", "list length", "key order in a value",
        "null in a value", "boolean is no number", "settings", "no object", "unknown key",
    ],
)  # fmt: skip
def test_a_changed_field_is_told_with_its_place(
    before: Document, after: Document, change: Document
) -> None:
    found = _nodes(_node("a", **before), after=[_node("a", **after)])

    assert found == {"changed": [{"node": {"id": "a", "type": "number"}, "fields": [change]}]}


@pytest.mark.parametrize(
    ("name", "before", "after", "sides"),
    [
        ("type", {"type": "map"}, {"type": "filter"}, {"before": "map", "after": "filter"}),
        ("label", {"data": {"label": "A"}}, {"data": {"label": "B"}},
         {"before": "A", "after": "B"}),
        ("label", {}, {"data": {"label": "B"}}, {"after": "B"}),
        ("parent", {"parent": "loop"}, {}, {"before": "loop"}),
        ("position", {"position": {"x": 1, "y": 2}}, {"position": {"x": 5, "y": 2}},
         {"before": {"x": 1, "y": 2}, "after": {"x": 5, "y": 2}}),
    ],
)  # fmt: skip
def test_what_people_see_of_a_node_is_told_apart_from_its_fields(
    name: str, before: Document, after: Document, sides: Document
) -> None:
    [change] = _nodes(_node("a") | before, after=[_node("a") | after])["changed"]

    assert {key: value for key, value in change.items() if key != "node"} == {name: sides}


def test_moving_nodes_is_layout_only() -> None:
    before: Document = {"nodes": [_node("a", position={"x": 1, "y": 1}), _node("b")]}
    moved: Document = {"nodes": [_node("a", position={"x": 9, "y": 1}), _node("b")]}
    edited: Document = {
        "nodes": [_node("a", position={"x": 9, "y": 1}), _node("b", data={"value": 1})]
    }

    assert diff_documents(before, moved).is_layout_only
    assert not diff_documents(before, edited).is_layout_only
    assert not diff_documents(before, before).is_layout_only


def test_another_order_of_the_same_nodes_is_told() -> None:
    assert _nodes(_node("a"), _node("b"), after=[_node("b"), _node("a")]) == {"reordered": True}


def test_a_node_in_between_is_no_other_order() -> None:
    found = _nodes(_node("a"), _node("b"), after=[_node("a"), _node("new"), _node("b")])

    assert "reordered" not in found


def test_fields_of_the_document_are_told() -> None:
    diff = diff_documents({"name": "A", "x": {"y": 1}}, {"name": "B", "x": {"y": 2}})

    assert diff.as_value()["document"] == [
        {"path": ["name"], "before": "A", "after": "B"},
        {"path": ["x", "y"], "before": 1, "after": 2},
    ]


def test_edges_are_added_and_removed() -> None:
    found = _edges([_edge("a", "b")], [_edge("c", "d")])

    assert found == {"added": [_edge("c", "d")], "removed": [_edge("a", "b")]}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (_edge("a", "b"), _edge("a", "c")),
        (_edge("a", "b"), _edge("c", "b")),
        (_edge("a", "b", sourceHandle="true"), _edge("a", "b", sourceHandle="false")),
        (_edge("a", "b", id="e"), _edge("c", "d", id="e")),
    ],
    ids=["target", "source", "port", "both ends of an edge with an id"],
)
def test_an_edge_that_leads_elsewhere_is_rerouted(before: Document, after: Document) -> None:
    kept = _edge("x", "y")

    assert _edges([before, kept], [after, kept]) == {
        "rerouted": [{"before": before, "after": after}]
    }


def test_an_edge_with_another_id_only_is_changed() -> None:
    before, after = _edge("a", "b", id="e1"), _edge("a", "b", id="e2")

    assert _edges([before], [after]) == {"changed": [{"before": before, "after": after}]}


def test_equal_edges_are_counted() -> None:
    assert _edges([_edge("a", "b")] * 3, [_edge("a", "b")]) == {"removed": [_edge("a", "b")] * 2}


def test_an_equal_edge_is_kept_rather_than_rerouted() -> None:
    found = _edges([_edge("a", "b"), _edge("a", "c")], [_edge("a", "c"), _edge("a", "d")])

    assert found == {
        "rerouted": [{"before": _edge("a", "b"), "after": _edge("a", "d")}],
        "reordered": True,
    }


def test_another_order_of_the_same_edges_is_told() -> None:
    one, other = _edge("a", "b"), _edge("c", "d")

    assert _edges([one, other], [other, one]) == {"reordered": True}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([1], [2]),
        ([None], [_node("a")]),
        ([{"type": "number"}], [{"type": "map"}]),
        ([_node("a"), _node("a")], [_node("a"), _node("a", "map")]),
        ([{"id": 7}], [{"id": 8}]),
        ({"a": 1}, []),
        ("text", "other"),
    ],
    ids=["no object", "becomes one", "no id", "id twice", "id no text", "no list", "text"],
)
def test_changes_of_what_is_no_node_are_told_too(before: Any, after: Any) -> None:
    left, right = {"nodes": before}, {"nodes": after}

    assert diff_documents(left, left).is_empty
    assert not diff_documents(left, right).is_empty
    assert content_hash(left) != content_hash(right)


def test_values_deeper_than_the_stack_are_compared() -> None:
    def nested(innermost: int) -> Document:
        value: Any = innermost
        for _ in range(50_000):
            value = [value]
        return {"nodes": [_node("a", data={"value": value})]}

    diff = diff_documents(nested(1), nested(2))

    [change] = diff.nodes_changed[0].fields
    assert (len(change.path), change.before, change.after) == (50_002, 1, 2)


@pytest.mark.parametrize("size", [10_000])
def test_large_documents_are_compared_node_by_node(size: int) -> None:
    ids = [f"n{at}" for at in range(size)]
    edges = [_edge(*pair) for pair in itertools.pairwise(ids)]
    before: Document = {"nodes": [_node(id_) for id_ in ids], "edges": edges}
    after: Document = {"nodes": [_node(id_, "map") for id_ in reversed(ids)], "edges": []}

    diff = diff_documents(before, after)

    assert len(diff.nodes_changed) == size
    assert len(diff.edges_removed) == size - 1
    assert diff.nodes_reordered

"""What is reported, where, and that all of it is reported."""

from collections import Counter

import pytest

from tests.unit.engine.running import checked, codes, node
from thaiyyal.document import MAX_EDGES, MAX_NODES


def test_all_problems_are_reported_together() -> None:
    given = {
        "nodes": [
            {"type": "number", "data": {"value": 1}},
            node("a", "number"),
            node("a", "number", value="1"),
            node("b", "no_such_type"),
            node("c", "expression", expression="1 +"),
            node("d", "renderer", settings={"on_error": "perhaps", "timeout": "0"}),
        ],
        "edges": [
            {"source": "a", "target": "nowhere"},
            {"source": "c", "target": "d", "sourceHandle": "true"},
        ],
    }

    assert Counter(codes(given)) == {
        "missing_id": 1,
        "missing_field": 1,
        "duplicate_id": 1,
        "unknown_type": 1,
        "bad_expression": 1,
        "invalid_field": 3,
        "unknown_node": 1,
        "unknown_port": 1,
    }


def test_a_duplicate_id_is_reported_once_for_each_further_node() -> None:
    given = {"nodes": [node("a", "renderer")] * 3}

    assert codes(given) == ["duplicate_id", "duplicate_id"]


def test_a_bad_expression_says_where() -> None:
    problem = checked({"nodes": [node("a", "expression", expression="1 + + ")]}).problems[0]

    assert (problem.node, problem.field) == ("a", "expression")
    assert problem.position is not None


@pytest.mark.parametrize(
    ("edge", "name"),
    [({"id": "e", "source": "x", "target": "y"}, "e"), ({"source": "x", "target": "y"}, "0")],
    ids=["by id", "by index"],
)
def test_an_edge_is_named_by_its_id_or_else_its_index(edge: dict[str, str], name: str) -> None:
    problems = checked({"nodes": [], "edges": [edge]}).problems

    assert {problem.edge for problem in problems} == {name}


@pytest.mark.parametrize(
    "given",
    [None, [], 3, "x", {"nodes": {}}, {"edges": 1}, {"nodes": [1]}, {"edges": [None]}],
    ids=repr,
)
def test_what_is_no_document_is_refused(given: object) -> None:
    assert set(codes(given)) == {"invalid_document"}


@pytest.mark.parametrize("given", [{}, {"nodes": None, "edges": None}], ids=repr)
def test_an_empty_document_is_valid(given: object) -> None:
    assert codes(given) == []


@pytest.mark.parametrize(
    ("count", "expected"), [(MAX_NODES, []), (MAX_NODES + 1, ["too_many_nodes"])]
)
def test_nodes_are_counted(count: int, expected: list[str]) -> None:
    assert codes({"nodes": [node(f"n{at}", "renderer") for at in range(count)]}) == expected


@pytest.mark.parametrize(
    ("count", "expected"), [(MAX_EDGES, []), (MAX_EDGES + 1, ["too_many_edges"])]
)
def test_edges_are_counted(count: int, expected: list[str]) -> None:
    nodes = [node("a", "renderer"), node("b", "renderer")]

    assert codes({"nodes": nodes, "edges": [{"source": "a", "target": "b"}] * count}) == expected


def test_an_unknown_field_is_a_warning() -> None:
    found = checked({"nodes": [node("a", "number", value=1, colour="red")]})

    assert found.workflow is not None
    assert [(warning.code, warning.field) for warning in found.warnings] == [
        ("unknown_field", "colour")
    ]


def test_an_empty_handle_is_no_port() -> None:
    edge = {"source": "a", "target": "b", "sourceHandle": ""}
    nodes = [node("a", "renderer"), node("b", "renderer")]

    assert codes({"nodes": nodes, "edges": [edge]}) == ["unknown_port"]


def test_the_error_port_exists_only_with_route() -> None:
    edge = {"source": "a", "target": "b", "sourceHandle": "error"}
    plain = [node("a", "renderer"), node("b", "renderer")]
    routed = [node("a", "renderer", settings={"on_error": "route"}), plain[1]]

    assert codes({"nodes": plain, "edges": [edge]}) == ["unknown_port"]
    assert codes({"nodes": routed, "edges": [edge]}) == []


def test_an_edge_condition_is_read_as_its_handle() -> None:
    nodes = [node("a", "condition", condition="> 1"), node("b", "renderer")]
    edge = {"source": "a", "target": "b", "condition": "maybe"}

    assert codes({"nodes": nodes, "edges": [edge]}) == ["unknown_port"]


@pytest.mark.parametrize(
    ("type_", "data", "expected"),
    [
        ("map", {"on_item_error": "x"}, {"invalid_field": 1, "missing_field": 1}),
        ("map", {"field": 3}, {"invalid_field": 1}),
        ("extract", {"fields": 3}, {"invalid_field": 1}),
        (
            "switch",
            {"cases": [{"when": "1 +"}, {"output_path": "x"}, {"is_default": True}]},
            {"bad_expression": 1, "missing_field": 2},
        ),
        (
            "context_variable",
            {"context_values": [{"name": ""}, 3]},
            {"invalid_field": 2},
        ),
        ("no_such_type", {"label": 3}, {"unknown_type": 1, "invalid_field": 1}),
    ],
    ids=["other field", "the field itself", "its other way", "entries", "whole entries", "label"],
)
def test_a_wrong_field_does_not_hide_what_is_wrong_with_others(
    type_: str, data: dict[str, object], expected: dict[str, int]
) -> None:
    assert Counter(codes({"nodes": [node("a", type_, **data)]})) == expected

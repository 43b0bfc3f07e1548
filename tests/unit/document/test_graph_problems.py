"""Cycles, edges that cross bodies, parents."""

import pytest

from tests.unit.engine.running import checked, codes, document, node


def test_a_cycle_is_named_with_its_path() -> None:
    ring = document(*(node(id_, "renderer") for id_ in "abcd"), paths=["a > b > c > a", "c > d"])

    problems = checked(ring).problems

    assert [problem.code for problem in problems] == ["cycle"]
    assert "→" in problems[0].message
    assert all(id_ in problems[0].message for id_ in "abc")


def test_a_node_that_leads_to_itself_is_a_cycle() -> None:
    assert codes(document(node("a", "renderer"), paths=["a > a"])) == ["cycle"]


def test_a_reference_closes_a_cycle() -> None:
    loop = document(
        node("a", "expression", expression="node.b + 1"),
        node("b", "expression", expression="input + 1"),
        paths=["a > b"],
    )

    assert codes(loop) == ["cycle"]


def test_a_reference_from_inside_a_container_to_what_it_feeds_is_a_cycle() -> None:
    loop = document(
        node("list", "json_input", value=[1]),
        node("each", "for_each"),
        node("inner", "expression", expression="node.after", parent="each"),
        node("after", "renderer"),
        paths=["list > each > after"],
    )

    assert codes(loop) == ["cycle"]


def test_a_cycle_inside_a_body_is_found() -> None:
    ring = document(
        node("each", "for_each"),
        node("a", "renderer", parent="each"),
        node("b", "renderer", parent="each"),
        paths=["a > b > a"],
    )

    assert codes(ring) == ["cycle"]


def test_every_body_with_a_cycle_is_reported() -> None:
    rings = document(
        node("x", "renderer"),
        node("each", "for_each"),
        node("a", "renderer", parent="each"),
        paths=["x > x", "a > a"],
    )

    assert codes(rings) == ["cycle", "cycle"]


def test_a_long_chain_is_no_cycle() -> None:
    ids = [f"n{at}" for at in range(5000)]

    assert codes(document(*(node(id_, "renderer") for id_ in ids), paths=[" > ".join(ids)])) == []


def test_an_edge_into_a_body_crosses() -> None:
    crossing = document(
        node("a", "number", value=1),
        node("each", "for_each"),
        node("inner", "renderer", parent="each"),
        paths=["a > inner"],
    )

    assert codes(crossing) == ["crossing_edge"]


def test_an_edge_from_a_container_to_its_own_child_crosses() -> None:
    crossing = document(
        node("each", "for_each"), node("inner", "renderer", parent="each"), paths=["each > inner"]
    )

    assert codes(crossing) == ["crossing_edge"]


@pytest.mark.parametrize(
    ("nodes", "wrong"),
    [
        pytest.param([node("a", "renderer", parent="gone")], ["a"], id="unknown"),
        pytest.param([node("a", "renderer", parent=3)], ["a"], id="no text"),
        pytest.param(
            [node("p", "renderer"), node("a", "renderer", parent="p")], ["a"], id="no container"
        ),
        pytest.param([node("a", "for_each", parent="a")], ["a"], id="itself"),
        pytest.param(
            [node("a", "for_each", parent="b"), node("b", "for_each", parent="a")],
            ["a", "b"],
            id="cycle",
        ),
        pytest.param(
            [
                node("p", "for_each"),
                node("a", "context_variable", parent="p", context_name="x", context_value="1"),
            ],
            ["a"],
            id="context node",
        ),
    ],
)
def test_a_wrong_parent_is_refused(nodes: list[dict[str, object]], wrong: list[str]) -> None:
    problems = checked({"nodes": nodes}).problems

    assert sorted(str(p.node) for p in problems if p.code == "invalid_parent") == wrong


def test_a_node_behind_a_parent_cycle_is_not_blamed() -> None:
    nodes = [node("a", "for_each", parent="a"), node("b", "renderer", parent="a")]

    problems = checked({"nodes": nodes}).problems

    assert [problem.node for problem in problems] == ["a"]


def test_bodies_nest_a_thousand_deep() -> None:
    nodes = [node("n0", "try_catch")]
    nodes += [node(f"n{at}", "try_catch", parent=f"n{at - 1}") for at in range(1, 1000)]

    assert codes({"nodes": nodes}) == []

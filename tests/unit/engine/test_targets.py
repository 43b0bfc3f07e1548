"""Executions for the sake of one node: what it needs runs, and its value is the output."""

from typing import Any

import pytest

from tests.unit.engine.probes import Write
from tests.unit.engine.running import Document, document, node
from tests.unit.engine.segments import Segments


def outcome(given: Document, target: str, **more: Any) -> tuple[Any, set[str]]:
    """Return the output, and the nodes that have succeeded."""
    result = Segments(given, [Write()], inputs=[0], target=target, **more).run_to_end()
    assert result.error is None
    steps = result.steps().items()
    return result.output, {id_ for id_, step in steps if step.status == "succeeded"}


def number(id_: str, value: float, **more: Any) -> Document:
    return node(id_, "number", value=value, **more)


def expression(id_: str, text: str, **more: Any) -> Document:
    return node(id_, "expression", expression=text, **more)


def test_nodes_behind_and_beside_a_target_do_not_run() -> None:
    write = Write()
    given = document(
        number("a", 1),
        node("b", "probe_write"),
        node("after", "probe_write"),
        node("aside", "probe_write"),
        paths=["a > b > after", "a > aside"],
    )

    result = Segments(given, [write], target="b").run()

    assert list(result.steps()) == ["a", "b"]
    assert [call[0] for call in write.calls] == ["b"]


def test_the_output_is_the_value_of_the_target_alone() -> None:
    given = document(
        number("a", 1),
        expression("b", "input + node.named"),
        number("named", 10),
        node("shown", "visualization"),
        paths=["a > b", "a > shown"],
    )

    assert outcome(given, "b") == (11, {"a", "b", "named"})


def test_what_named_nodes_need_runs_too() -> None:
    given = document(
        number("a", 4),
        expression("far", "input * 2"),
        expression("b", "node.far + 1"),
        number("other", 0),
        paths=["a > far", "other > b"],
    )

    assert outcome(given, "b") == (9, {"a", "far", "b", "other"})


def test_context_nodes_are_there() -> None:
    given = document(
        node("rates", "context_constant", context_name="rate", context_value=3),
        number("a", 2),
        expression("b", "input * context.rate"),
        paths=["a > b"],
    )

    output, _ = outcome(given, "b")

    assert output == 6


def test_who_has_written_a_variable_before_runs_and_who_writes_it_later_does_not() -> None:
    given = document(
        number("a", 5),
        node("set", "variable", var_name="x", var_op="set"),
        expression("b", "variables.x + 1"),
        node("later", "variable", var_name="x", var_op="set"),
        paths=["a > set > b > later"],
    )
    apart = document(
        number("a", 5),
        node("set", "variable", var_name="x", var_op="set"),
        expression("b", "variables.x + 1"),
        paths=["a > set"],
    )

    assert outcome(given, "b") == (6, {"a", "set", "b"})
    assert outcome(apart, "b") == (6, {"a", "set", "b"})


def test_given_outputs_end_the_search() -> None:
    given = document(
        node("a", "probe_write", gives=1),
        node("b", "probe_write"),
        expression("c", "input + 1"),
        paths=["a > b > c"],
    )

    assert outcome(given, "c", pinned={"b": 7}) == (8, {"b", "c"})


def test_a_target_that_is_given_needs_nothing() -> None:
    given = document(number("a", 1), expression("b", "input"), paths=["a > b"])

    assert outcome(given, "b", pinned={"b": "given"}) == ("given", {"b"})


def in_a_loop() -> Document:
    return document(
        expression("list", "[1, 2, 3]"),
        number("factor", 10),
        number("unused", 10),
        node("each", "for_each"),
        expression("times", "input * node.factor", parent="each"),
        expression("plus", "input + 1", parent="each"),
        expression("late", "input + node.unused", parent="each"),
        node("after", "visualization"),
        paths=["list > each > after", "times > plus > late"],
    )


def test_of_containers_around_a_target_what_it_needs_runs() -> None:
    output, done = outcome(in_a_loop(), "plus")

    assert output == [11, 21, 31]
    assert done == {"list", "factor", "each", "times", "plus"}


def test_a_container_as_target_runs_whole() -> None:
    output, done = outcome(in_a_loop(), "each")

    assert output == [21, 31, 41]
    assert "after" not in done


def test_what_is_given_for_a_container_around_a_target_does_not_count() -> None:
    output, _ = outcome(in_a_loop(), "plus", pinned={"each": "given", "list": [5]})

    assert output == [51]


def test_a_loop_that_needs_its_own_result_runs_whole() -> None:
    given = document(
        number("a", 1),
        node("loop", "while_loop", condition="input < 20"),
        expression("twice", "input * 2", parent="loop"),
        expression("more", "input + 1", parent="loop"),
        node("after", "visualization"),
        paths=["a > loop > after", "twice > more"],
    )

    assert outcome(given, "twice") == (31, {"a", "loop", "twice", "more"})


def test_in_a_loop_a_variable_may_have_been_written_by_the_pass_before() -> None:
    given = document(
        expression("list", "[1, 2, 3]"),
        number("zero", 0),
        node("start", "variable", var_name="total", var_op="set"),
        node("each", "for_each"),
        expression("sum", "input + variables.total", parent="each"),
        node("keep", "variable", var_name="total", var_op="set", parent="each"),
        paths=["zero > start", "list > each", "sum > keep"],
    )

    output, done = outcome(given, "sum")

    assert output == [1, 3, 6]
    assert {"start", "keep"} <= done


def test_a_target_on_a_branch_that_is_not_taken_gives_null() -> None:
    given = document(
        number("a", 1),
        node("adult", "condition", condition="input >= 18"),
        expression("b", "input"),
        paths=["a > adult", "adult.true > b"],
    )

    output, done = outcome(given, "b")

    assert output is None
    assert "b" not in done


def test_a_target_stays_one_over_long_waits() -> None:
    given = document(
        number("a", 1),
        node("wait", "delay", duration="1h"),
        expression("b", "input + 1"),
        node("after", "probe_write"),
        paths=["a > wait > b > after"],
    )

    assert outcome(given, "b") == (2, {"a", "wait", "b"})


@pytest.mark.parametrize("count", [2_000])
def test_many_nodes_that_share_a_variable_are_looked_through_once(count: int) -> None:
    nodes = [node(f"w{at}", "variable", var_name="x", var_op="set") for at in range(count)]
    chain = " > ".join(["a", *(f"w{at}" for at in range(count)), "b"])
    given = document(number("a", 5), *nodes, expression("b", "variables.x"), paths=[chain])

    output, done = outcome(given, "b")

    assert (output, len(done)) == (5, count + 2)

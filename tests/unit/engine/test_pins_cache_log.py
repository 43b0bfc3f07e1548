"""Outputs that are given, results that are kept, and what an execution writes into its log."""

from typing import Any

import pytest

from tests.unit.engine.probes import Read, Send, Write
from tests.unit.engine.running import Document, checked, document, node
from tests.unit.engine.segments import Segments
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import Emit
from thaiyyal.testing.engine_ports import InMemoryResults

CHAIN = document(
    node("a", "probe_write", gives=1),
    node("b", "expression", expression="input + 1"),
    node("c", "expression", expression="input * 10"),
    paths=["a > b > c"],
)
BRANCHES = document(
    node("in", "number", value=1),
    node("if", "condition", condition="input > 0"),
    node("yes", "probe_write", gives="yes"),
    node("no", "probe_write", gives="no"),
    paths=["in > if", "if.true > yes", "if.false > no"],
)


def statuses(segments: Segments) -> dict[str, str]:
    return {id_: step.status for id_, step in segments.run().steps().items()}


def test_a_pinned_node_does_not_run() -> None:
    write = Write()

    result = Segments(CHAIN, [write], pinned={"a": 4}).run()

    assert (result.output, write.calls) == (50, [])
    step = result.steps()["a"]
    assert (step.status, step.output, step.meta and step.meta["pinned"]) == ("succeeded", 4, True)


def test_a_pinned_pure_node_gives_what_is_given() -> None:
    assert Segments(CHAIN, [Write()], pinned={"b": 7}).run().output == 70


def test_a_pinned_node_inside_a_container_gives_the_same_in_every_iteration() -> None:
    given = document(
        node("list", "json_input", value=[1, 2]),
        node("each", "for_each"),
        node("in", "expression", expression="input", parent="each"),
        node("out", "expression", expression="[input, index]", parent="each"),
        node("all", "renderer"),
        paths=["list > each > all", "in > out"],
    )

    result = Segments(given, pinned={"in": "x"}).run()

    assert result.output == [["x", 0], ["x", 1]]


@pytest.mark.parametrize(
    ("pin", "output"), [(1, "yes"), (Emit(1, "false"), "no")], ids=["first port", "named port"]
)
def test_a_pinned_choice_fires_one_port(pin: Any, output: str) -> None:
    assert Segments(BRANCHES, [Write()], pinned={"if": pin}).run().output == output


def test_a_pinned_failure_leaves_on_the_error_port() -> None:
    given = document(
        node("a", "probe_write", settings={"on_error": "route"}),
        node("good", "renderer"),
        node("bad", "expression", expression="input.code"),
        paths=["a > good", "a.error > bad"],
    )

    result = Segments(given, [Write()], pinned={"a": Emit({"code": "x"}, "error")}).run()

    assert result.output == "x"


def test_names_of_pinned_nodes_can_be_read() -> None:
    given = document(
        node("a", "probe_write", gives=1),
        node("b", "expression", expression="node.a + 1"),
        node("in", "number", value=0),
        paths=["in > b"],
    )

    result = Segments(given, [Write()], pinned={"a": 8, "in": 0}).run()

    assert result.steps()["b"].output == 9


def cached(**data: Any) -> Document:
    return document(
        node("in", "number", value=1),
        node("read", "probe_read", settings={"cache_ttl": "5m"}, **data),
        node("end", "renderer"),
        paths=["in > read > end"],
    )


def test_a_kept_result_stands_for_running_the_node() -> None:
    read, results = Read(), InMemoryResults()
    Segments(cached(gives=3), [read], results=results).run()

    result = Segments(cached(gives=3), [read], results=results).run()

    assert (result.output, len(read.calls)) == (3, 1)
    assert (result.steps()["read"].meta or {})["cached"] is True
    assert [ttl_s for _, ttl_s in results.kept.values()] == [300]


def test_other_parameters_have_another_result() -> None:
    read, results = Read(), InMemoryResults()
    Segments(cached(gives=3), [read], results=results).run()

    assert Segments(cached(gives=4), [read], results=results).run().output == 4


def test_what_an_expression_reads_is_part_of_the_key() -> None:
    results = InMemoryResults()

    def run(value: int) -> Value:
        given = document(
            node("in", "number", value=1),
            node("other", "number", value=value),
            node(
                "sum", "expression", expression="input + node.other", settings={"cache_ttl": "1m"}
            ),
            paths=["in > sum"],
        )
        return Segments(given, results=results).run().steps()["sum"].output

    assert [run(1), run(2), run(1)] == [2, 3, 2]
    assert len(results.kept) == 2


def test_a_failure_is_not_kept() -> None:
    results = InMemoryResults()

    Segments(cached(fails=1), [Read()], results=results).run()

    assert results.kept == {}


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("probe_write", {}),
        ("probe_send", {}),
        ("delay", {"duration": "1s"}),
        ("counter", {"counter_op": "increment"}),
        ("for_each", {}),
    ],
)
def test_only_what_has_no_effect_and_no_state_can_be_kept(kind: str, data: dict[str, Any]) -> None:
    given = document(node("a", kind, settings={"cache_ttl": "5m"}, **data))

    problems = checked(given, Write(), Send()).problems

    assert [(p.code, p.field) for p in problems] == [("invalid_field", "settings.cache_ttl")]


def test_failed_attempts_are_in_the_log_with_the_wait_before_the_next() -> None:
    retry = {"retry": {"max_attempts": 2, "initial_delay": "10m", "max_delay": "10m"}}
    segments = Segments(document(node("a", "probe_send", fails=9, settings=retry)), [Send()])

    segments.run_to_end()

    assert [(line.level, line.node, line.message) for line in segments.lines] == [
        (
            "warning",
            "a",
            "attempt 1 of 2 failed: refused: the service refused; the next attempt is in 600 s",
        ),
        ("error", "a", "attempt 2 of 2 failed: refused: the service refused"),
    ]


def test_a_failure_inside_containers_is_in_the_log_once() -> None:
    given = document(
        node("list", "json_input", value=[1]),
        node("each", "for_each"),
        node("bad", "probe_write", fails=9, parent="each"),
        paths=["list > each"],
    )
    segments = Segments(given, [Write()])

    segments.run()

    told = [(line.node, line.path, line.message) for line in segments.lines]
    assert told == [("bad", "each[0]", "failed: refused: the service refused")]


class Talking(Read):
    type = "probe_talking"

    async def run(self, params: Any, values: list[Value], context: Any) -> Value:
        context.log("debug", "x" * 20_000)
        context.log("shout", "hello")
        return None


def test_a_node_writes_into_the_log() -> None:
    segments = Segments(document(node("a", "probe_talking")), [Talking()])

    segments.run()

    assert [(line.level, len(line.message)) for line in segments.lines] == [
        ("debug", 10_000),
        ("info", 5),
    ]


class Queue:
    """A limiter whose passes are ten minutes apart."""

    def __init__(self) -> None:
        self.reserved = 0

    async def reserve(self, key: str, pace: Any) -> float:
        self.reserved += 1
        return 600.0 * self.reserved


def test_a_pass_that_was_reserved_before_a_suspension_is_kept() -> None:
    queue = Queue()
    given = document(node("limit", "throttle", requests_per_second=1))
    segments = Segments(given, inputs=[1], shared=queue)

    result = segments.run_to_end()

    assert (result.status, queue.reserved, segments.count) == ("succeeded", 1, 2)

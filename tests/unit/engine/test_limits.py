"""Limits hold at the limit and one beyond it."""

import asyncio

import pytest

from tests.unit.engine.probes import Hang
from tests.unit.engine.running import Engine, document, node
from thaiyyal.sdk import Limits


def chain_of(count: int, **settings: object) -> dict[str, object]:
    nodes = [node("n0", "number", value=1)]
    nodes += [node(f"n{at}", "renderer", settings=settings) for at in range(1, count)]
    return document(*nodes, paths=[" > ".join(f"n{at}" for at in range(count))])


@pytest.mark.parametrize(("count", "code"), [(200, None), (201, "limit_exceeded")])
@pytest.mark.parametrize("settings", [{}, {"retry": {"max_attempts": 1}}], ids=["region", "units"])
def test_node_executions(count: int, code: str | None, settings: dict[str, object]) -> None:
    engine = Engine(limits=Limits(node_executions=200))

    result = engine.run(chain_of(count, **settings))

    assert (result.error and result.error.code) == code


@pytest.mark.parametrize(("items", "code"), [(100, None), (101, "limit_exceeded")])
@pytest.mark.parametrize("concurrency", [1, 4])
def test_node_executions_count_every_iteration(
    items: int, code: str | None, concurrency: int
) -> None:
    given = document(
        node("list", "json_input", value=list(range(items))),
        node("each", "for_each", max_concurrency=concurrency),
        node("a", "renderer", parent="each"),
        paths=["list > each"],
    )

    result = Engine(limits=Limits(node_executions=102)).run(given)

    assert (result.error and result.error.code) == code


def test_every_attempt_counts() -> None:
    given = document(
        node("list", "json_input", value="no list"),
        node("each", "for_each", settings={"retry": {"max_attempts": 50, "initial_delay": "0"}}),
        paths=["list > each"],
    )

    result = Engine(limits=Limits(node_executions=20)).run(given)

    assert result.error is not None
    assert result.error.code == "limit_exceeded"


@pytest.mark.parametrize(("items", "code"), [(3, None), (4, "limit_exceeded")])
def test_iterations_of_a_loop(items: int, code: str | None) -> None:
    given = document(
        node("list", "json_input", value=list(range(items))),
        node("each", "for_each", max_iterations=3),
        paths=["list > each"],
    )

    result = Engine().run(given)

    assert (result.error and result.error.code) == code


@pytest.mark.parametrize(("most", "code"), [(10, None), (9, "limit_exceeded")])
def test_passes_of_a_while_loop(most: int, code: str | None) -> None:
    given = document(
        node("start", "number", value=0),
        node("loop", "while_loop", condition="input < 10", max_iterations=most),
        node("add", "expression", expression="input + 1", parent="loop"),
        paths=["start > loop"],
    )

    result = Engine().run(given)

    assert (result.error and result.error.code) == code


def test_waiting_does_not_count_against_the_time_of_a_run() -> None:
    given = document(node("a", "delay", duration="10h"), node("b", "number", value=1))

    assert Engine().run(given).status == "succeeded"


def test_the_wait_between_attempts_does_not_count_either() -> None:
    given = document(
        node("list", "json_input", value="no list"),
        node("each", "for_each", settings={"retry": {"max_delay": "9h", "initial_delay": "9h"}}),
        paths=["list > each"],
    )

    result = Engine().run(given)

    assert result.error is not None
    assert result.error.code == "invalid_input"


def test_an_effect_that_hangs_ends_with_the_time_of_the_run() -> None:
    hang = Hang()
    given = document(node("a", "probe_hang"))

    result = asyncio.run(Engine([hang], limits=Limits(run_s=0.02)).start(given))

    assert result.error is not None
    assert (result.status, result.error.code) == ("failed", "timeout")
    assert hang.cancelled == 1


@pytest.mark.parametrize("depth", [21, 60])
def test_deeply_nested_loops_run(depth: int) -> None:
    nodes = [node("list", "json_input", value=nested(depth)), node("l0", "for_each")]
    nodes += [node(f"l{at}", "for_each", parent=f"l{at - 1}") for at in range(1, depth)]
    inner = node("add", "expression", expression="input + 1", parent=f"l{depth - 1}")

    result = Engine().run(document(*nodes, inner, paths=["list > l0"]))

    assert result.output == nested(depth, leaf=2)


def nested(depth: int, *, leaf: int = 1) -> object:
    value: object = leaf
    for _ in range(depth):
        value = [value]
    return value


def test_containers_nest_a_thousand_deep() -> None:
    nodes = [node("start", "number", value=1), node("n0", "try_catch")]
    nodes += [node(f"n{at}", "try_catch", parent=f"n{at - 1}") for at in range(1, 1000)]

    result = Engine().run(document(*nodes, paths=["start > n0"]))

    assert (result.status, result.output) == ("succeeded", 1)


def test_ten_thousand_nodes_in_a_chain_run() -> None:
    result = Engine().run(chain_of(10_000))

    assert result.output == 1

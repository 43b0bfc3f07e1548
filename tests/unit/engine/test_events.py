"""The live events: their order, and that states only go forward."""

from itertools import groupby

from tests.unit.engine.probes import Read, Write
from tests.unit.engine.running import Engine, document, node
from thaiyyal.engine import ExecutionEvent, StepEvent

MIXED = document(
    node("a", "number", value=1),
    node("w", "probe_write", takes_s=3),
    node("x", "probe_write", takes_s=1),
    node("each", "for_each"),
    node("r", "probe_read", parent="each", settings={"retry": {"max_attempts": 2}}, fails=1),
    node("list", "json_input", value=[1, 2]),
    node("bad", "expression", expression="1 / 0", settings={"on_error": "continue"}),
    node("skipped", "renderer"),
    node("end", "renderer"),
    paths=["a > w > end", "a > x > end", "list > each > end", "bad > skipped"],
)


def told() -> Engine:
    engine = Engine([Write(), Read()])
    engine.run(MIXED)
    return engine


def test_the_execution_begins_first_and_ends_last() -> None:
    events = told().told

    assert events[0] == ExecutionEvent("running")
    assert events[-1] == ExecutionEvent("succeeded")
    assert all(isinstance(event, StepEvent) for event in events[1:-1])


def test_a_step_is_told_after_the_steps_it_waits_for() -> None:
    order = [name for name, status in told().statuses() if status != "running"]

    for edge in MIXED["edges"]:
        assert order.index(edge["source"]) < order.index(edge["target"]), edge


def test_steps_are_told_in_the_order_in_which_they_end() -> None:
    order = [name for name, status in told().statuses() if status == "succeeded"]

    assert order.index("x") < order.index("w")


def test_every_step_ends_once_per_run_of_its_body() -> None:
    events = [event for event in told().told if isinstance(event, StepEvent)]
    ends = [(event.node, event.path) for event in events if event.status != "running"]

    assert len(ends) == len(set(ends))
    assert {name for name, _ in ends} == {found["id"] for found in MIXED["nodes"]}


def test_a_step_goes_from_running_to_its_end_and_never_back() -> None:
    events = [event for event in told().told if isinstance(event, StepEvent)]
    by_step = sorted(events, key=lambda event: (event.node, event.path))

    for _, of_step in groupby(by_step, key=lambda event: (event.node, event.path)):
        states = [event.status for event in of_step]
        assert "running" not in states[states.index(states[-1]) :]
        assert states[-1] in {"succeeded", "failed", "skipped"}


def test_the_failed_and_the_skipped_are_told() -> None:
    statuses = told().statuses()

    assert ("bad", "failed") in statuses
    assert ("skipped", "skipped") in statuses


def test_a_failure_is_told_with_its_code() -> None:
    engine = Engine([Read()])
    engine.run(document(node("a", "probe_read", fails=1)))

    ends = [event for event in engine.told if isinstance(event, StepEvent) and event.failure]
    assert [event.failure.code for event in ends if event.failure] == ["refused"]
    assert engine.told[-1] == ExecutionEvent("failed")


def test_events_name_the_place_in_loops() -> None:
    events = [event for event in told().told if isinstance(event, StepEvent)]

    assert {event.path for event in events if event.node == "r"} == {"each[0]", "each[1]"}


def test_a_container_without_nodes_ends_once() -> None:
    engine = Engine()
    given = document(node("a", "retry"), node("b", "delay", duration="1s"), paths=["b > a"])

    engine.run(given, 1)

    assert engine.statuses()[-2:] == [("a", "running"), ("a", "succeeded")]

"""Work side by side, its bounds, its cancellation."""

import asyncio

import pytest

from tests.unit.engine.probes import Hang, SlowSum, Spin, Write
from tests.unit.engine.running import Engine, document, node
from thaiyyal.engine import Execution, ExecutionResult
from thaiyyal.testing.virtual_time import run_in_virtual_time


def seconds_of(engine: Engine, given: dict[str, object], *inputs: object) -> float:
    """Run in virtual time; return the seconds that passed."""

    async def run() -> float:
        result = await engine.start(given, *inputs)  # type: ignore[arg-type]
        assert result.status == "succeeded", result.error
        return asyncio.get_running_loop().time()

    return run_in_virtual_time(run())


def test_fifty_delays_side_by_side_take_as_long_as_one() -> None:
    delays = [node(f"d{at}", "delay", duration="10s") for at in range(50)]

    assert seconds_of(Engine(), document(*delays)) == pytest.approx(10)


def test_delays_behind_each_other_add_up() -> None:
    delays = [node(f"d{at}", "delay", duration="10s") for at in range(5)]

    given = document(*delays, paths=["d0 > d1 > d2 > d3 > d4"])

    assert seconds_of(Engine(), given) == pytest.approx(50)


@pytest.mark.parametrize(("most", "seconds"), [(1, 12), (2, 6), (3, 4), (5, 4), (6, 2), (100, 2)])
def test_a_loop_keeps_to_its_concurrency(most: int, seconds: float) -> None:
    write = Write()
    given = document(
        node("list", "json_input", value=list(range(6))),
        node("each", "for_each", max_concurrency=most),
        node("w", "probe_write", parent="each", takes_s=2),
        paths=["list > each"],
    )

    assert seconds_of(Engine([write]), given) == pytest.approx(seconds)
    assert write.most_at_once == min(most, 6)


@pytest.mark.parametrize(("most", "seconds"), [(1, 8), (2, 4), (10, 2)])
def test_branches_keep_to_their_concurrency(most: int, seconds: float) -> None:
    write = Write()
    branches = [node(f"w{at}", "probe_write", parent="p", takes_s=2) for at in range(4)]
    given = document(
        node("start", "number", value=1),
        node("p", "parallel", max_concurrency=most),
        *branches,
        paths=["start > p"],
    )

    assert seconds_of(Engine([write]), given) == pytest.approx(seconds)
    assert write.most_at_once == min(most, 4)


def test_results_of_a_loop_keep_the_order_of_the_items() -> None:
    given = document(
        node("list", "json_input", value=[5, 1, 3]),
        node("each", "for_each", max_concurrency=3),
        node("slow", "condition", condition="input > 2", parent="each"),
        node("wait", "delay", duration="5s", parent="each"),
        node("go", "join", join_strategy="any", parent="each"),
        paths=["list > each", "slow.true > wait > go", "slow.false > go"],
    )

    assert Engine().run(given).output == [5, 1, 3]


def test_a_body_that_touches_state_runs_its_iterations_one_after_the_other() -> None:
    write = Write()
    given = document(
        node("list", "json_input", value=[1, 2, 3]),
        node("each", "for_each", max_concurrency=3),
        node("w", "probe_write", parent="each", takes_s=1),
        node("sum", "accumulator", accum_op="sum", parent="each"),
        paths=["list > each", "w > sum"],
    )

    result = Engine([write]).run(given)

    assert result.output == [1, 3, 6]
    assert write.most_at_once == 1


def test_users_of_one_store_run_in_canonical_order_whatever_waits() -> None:
    given = document(
        node("late", "delay", duration="10s"),
        node("first", "accumulator", accum_op="array", name="x"),
        node("second", "accumulator", accum_op="array", name="x"),
        node("early", "delay", duration="1s"),
        paths=["late > first", "early > second"],
    )

    result = Engine().run(given, "in")

    steps = result.steps()
    assert (steps["first"].output, steps["second"].output) == (["in"], ["in", "in"])


def test_pure_work_does_not_wait_for_an_effect_beside_it() -> None:
    write = Write()
    engine = Engine([write])
    given = document(node("w", "probe_write", takes_s=100), node("a", "number", value=1), paths=[])

    engine.run(given)

    assert engine.statuses() == [("a", "succeeded"), ("w", "running"), ("w", "succeeded")]


def test_pure_work_that_takes_long_leaves_the_loop() -> None:
    slow = SlowSum()
    given = document(node("a", "number", value=4), node("s", "probe_slow"), paths=["a > s"])

    result = Engine([slow]).run(given)

    assert result.output == 4
    assert slow.runs == 2


def test_state_is_as_it_was_when_pure_work_starts_again_on_a_thread() -> None:
    given = document(
        node("c", "counter", counter_op="increment"),
        node("a", "accumulator", accum_op="array"),
        node("s", "probe_slow"),
        node("v", "variable", var_op="set", var_name="x"),
        paths=["c > a", "c > s > v"],
    )

    result = Engine([SlowSum()]).run(given)

    steps = result.steps()
    assert (steps["c"].output, steps["a"].output, steps["s"].output) == (1, [1], 1)


def cancelled_at(event: asyncio.Event, engine: Engine, given: dict[str, object]) -> ExecutionResult:
    """Run in real time and cancel when ``event`` happens."""

    async def run() -> ExecutionResult:
        begun: list[Execution] = []
        engine.started = begun.append
        async with asyncio.TaskGroup() as group:
            task = group.create_task(engine.start(given))
            await event.wait()
            begun[0].cancel()
        return task.result()

    return asyncio.run(run())


def test_cancelling_stops_an_effect() -> None:
    hang = Hang()
    given = document(node("a", "probe_hang"), node("b", "renderer"), paths=["a > b"])

    result = cancelled_at(hang.has_begun, Engine([hang]), given)

    assert result.status == "cancelled"
    assert result.error is not None
    assert result.error.code == "cancelled"
    assert hang.cancelled == 1
    assert result.steps()["b"].status == "skipped"


def test_cancelling_stops_pure_work_on_a_thread() -> None:
    spin = Spin()

    result = cancelled_at(spin.has_begun, Engine([spin]), document(node("a", "probe_spin")))

    assert result.status == "cancelled"
    assert spin.stopped == 2


def test_a_cancelled_execution_starts_no_new_step() -> None:
    hang, write = Hang(), Write()
    given = document(node("a", "probe_hang"), node("b", "probe_write"), paths=["a > b"])

    cancelled_at(hang.has_begun, Engine([hang, write]), given)

    assert write.calls == []


def test_cancelling_the_task_stops_the_work_too() -> None:
    hang = Hang()

    async def run() -> None:
        task = asyncio.ensure_future(Engine([hang]).start(document(node("a", "probe_hang"))))
        await hang.has_begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(run())

    assert hang.cancelled == 1


def test_a_failure_stops_what_runs_beside_it() -> None:
    hang, write = Hang(), Write()
    given = document(node("a", "probe_hang"), node("b", "probe_write", takes_s=1, fails=1))

    result = Engine([hang, write]).run(given)

    assert result.error is not None
    assert result.error.node == "b"
    assert hang.cancelled == 1


def test_a_failed_iteration_stops_the_others() -> None:
    hang, write = Hang(), Write()
    given = document(
        node("list", "json_input", value=[1, 2]),
        node("each", "for_each", max_concurrency=2),
        node("which", "condition", condition="input > 1", parent="each"),
        node("hang", "probe_hang", parent="each"),
        node("bad", "probe_write", takes_s=1, fails=1, parent="each"),
        paths=["list > each", "which.true > bad", "which.false > hang"],
    )

    result = Engine([hang, write]).run(given)

    assert result.error is not None
    assert result.error.node == "bad"
    assert hang.cancelled == 1


def test_no_task_is_left_behind() -> None:
    async def run() -> int:
        engine = Engine([Hang(), Write()])
        await engine.start(document(node("a", "probe_hang"), node("b", "probe_write", fails=1)))
        return len(asyncio.all_tasks())

    assert asyncio.run(run()) == 1

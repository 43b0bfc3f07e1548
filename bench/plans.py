"""Plans of many trivial pure nodes: what a node costs when it does next to nothing."""

from typing import Any

from bench.jobs import chain, check_and_plan, engine_for, node
from bench.measure import Measured, at_once, compare
from bench.row import Bar, Row
from thaiyyal.kernel.values import Value


def numbers_document(count: int) -> dict[str, Any]:
    """Return a chain of ``count`` nodes: a number, then ``input + 1`` again and again."""
    first = node("n0", "number", value=1)
    rest = [node(f"n{at}", "expression", expression="input + 1") for at in range(1, count)]
    return chain([first, *rest])


async def pure_plans() -> list[Row]:
    """Measure warm plans of 100, 1,000 and 10,000 nodes, and making the largest one."""
    hundred = await _warm(100, rounds=20, times=50)
    thousand = await _warm(1_000, rounds=10, times=10)
    many = await _warm(10_000, rounds=10, times=2)
    growth = many[0].best_s / thousand[0].best_s
    ten = await _warm(10, rounds=20, times=50)
    from_ten = hundred[0].best_s / ten[0].best_s
    return [
        _row(100, hundred, [Bar("microseconds a run", hundred[0].best_s * 1e6, 100)], from_ten),
        _row(1_000, thousand, [], thousand[0].best_s / hundred[0].best_s),
        _row(10_000, many, [Bar("times the 1,000 nodes", growth, 12)], growth),
        await _making(10_000),
    ]


def _row(
    count: int,
    measured: tuple[Measured, Measured],
    bars: list[Bar],
    growth: float | None = None,
) -> Row:
    name = f"warm plan of {count:,} pure nodes"
    return Row(name, "us", 1, measured[0], measured[1], growth, bars)


async def _warm(count: int, *, rounds: int, times: int) -> tuple[Measured, Measured]:
    engine = engine_for(numbers_document(count))
    if await engine.output() != by_hand(count):
        raise AssertionError("the engine and the hand-written code disagree")
    jobs = [engine.job, at_once(lambda: by_hand(count))]
    run, hand = await compare(jobs, rounds=rounds, times=times)
    return run, hand


def by_hand(count: int) -> Value:
    """Do the same by hand: every node's value is kept under its id, as a step has to be."""
    steps: dict[str, float] = {"n0": 1}
    value: float = 1
    for at in range(1, count):
        value += 1
        steps[f"n{at}"] = value
    return value


async def _making(count: int) -> Row:
    document, tenth = numbers_document(count), numbers_document(count // 10)
    jobs = [at_once(lambda: check_and_plan(document)), at_once(lambda: check_and_plan(tenth))]
    made, small = await compare(jobs, rounds=5)
    growth = made.best_s / small.best_s
    return Row(f"check and plan {count:,} nodes, cold", "ms", 1, made, growth=growth)

"""Work on many objects: expressions over every one, and a whole report from them."""

from collections.abc import Callable
from typing import Any

from bench.jobs import chain, engine_for, node
from bench.measure import Measured, at_once, compare
from bench.objects import orders
from bench.row import Bar, Row
from thaiyyal.kernel.values import Value

ADULTS = 'item.age >= 18 && item.name.startsWith("A")'
_RATIO_BAR = "times by hand"
_Found = tuple[Measured, Measured, float]  # the engine, by hand, growth


async def expressions() -> list[Row]:
    """Measure a condition and two computed values over 100,000 objects."""
    items = orders(100_000)
    condition = await _expression("filter", items, adults_by_hand, condition=ADULTS)
    total = await _expression("map", items, totals_by_hand, expression="item.price * item.count")
    made = await _expression(
        "map", items, objects_by_hand, expression="{name: item.name.toUpperCase(), n: index}"
    )
    per_element = Bar("microseconds an element", condition[0].best_s / len(items) * 1e6, 0.25)
    return [
        _per_element("condition over 100,000 objects", condition, len(items), [per_element]),
        _per_element("arithmetic over 100,000 objects", total, len(items), []),
        _per_element("new objects from 100,000 objects", made, len(items), []),
    ]


def _per_element(name: str, found: _Found, count: int, bars: list[Bar]) -> Row:
    engine, by_hand, growth = found
    return Row(name, "us", count, engine, by_hand, growth, bars)


async def _expression(
    type_: str, items: list[Any], by_hand: Callable[[list[Any]], Value], **data: object
) -> _Found:
    return await _beside(chain([node("only", type_, **data)]), items, by_hand, rounds=9)


async def _beside(
    document: dict[str, Any],
    items: list[Any],
    by_hand: Callable[[list[Any]], Value],
    *,
    rounds: int,
) -> _Found:
    """Measure a document, the same by hand, and how the document grew from a tenth of the items."""
    engine = engine_for(document, [items])
    tenth = engine_for(document, [items[: len(items) // 10]])
    if await engine.output() != by_hand(items):
        raise AssertionError("the engine and the hand-written code disagree")
    jobs = [engine.job, at_once(lambda: by_hand(items)), tenth.job]
    run, hand, small = await compare(jobs, rounds=rounds)
    return run, hand, run.best_s / small.best_s


def adults_by_hand(items: list[Any]) -> Value:
    """Keep what ``ADULTS`` keeps."""
    return [item for item in items if item["age"] >= 18 and item["name"].startswith("A")]


def totals_by_hand(items: list[Any]) -> Value:
    """Multiply two fields of every object."""
    return [item["price"] * item["count"] for item in items]


def objects_by_hand(items: list[Any]) -> Value:
    """Make a new object from every object."""
    return [{"name": item["name"].upper(), "n": at} for at, item in enumerate(items)]


def report_document() -> dict[str, Any]:
    """Return filter, map, group with sums, sort, top 10."""
    return chain([
        node("paid", "filter", condition="item.count > 1"),
        node("lines", "map", expression="{who: item.customer, total: item.price * item.count}"),
        node("totals", "group_by", field="who", aggregate="sum", value_field="total"),
        node("names", "transform", transform_type="keys"),
        node("rows", "map", expression="{who: item, total: node.totals[item]}"),
        node("sorted", "sort", field="total", order="desc"),
        node("top", "slice", length=10),
    ])  # fmt: skip


def report_by_hand(items: list[Any]) -> Value:
    """Do the same the way one would write it."""
    paid = [item for item in items if item["count"] > 1]
    lines = [{"who": item["customer"], "total": item["price"] * item["count"]} for item in paid]
    totals: dict[str, float] = {}
    for line in lines:
        totals[line["who"]] = totals.get(line["who"], 0) + line["total"]
    rows: list[Any] = [{"who": who, "total": total} for who, total in totals.items()]
    rows.sort(key=lambda row: row["total"], reverse=True)
    return rows[:10]


def sort_document() -> dict[str, Any]:
    """Return sort and top 10 of all objects, nothing made smaller before."""
    return chain([node("sorted", "sort", field="price"), node("top", "slice", length=10)])


def sort_by_hand(items: list[Any]) -> Value:
    """Do the same by hand."""
    return sorted(items, key=lambda item: item["price"])[:10]


async def report_100k() -> list[Row]:
    """Measure the report and a sort of 100,000 objects."""
    items = orders(100_000)
    report = await _beside(report_document(), items, report_by_hand, rounds=9)
    ordered = await _beside(sort_document(), items, sort_by_hand, rounds=9)
    bars = [
        Bar("seconds", report[0].best_s, 0.3),
        Bar("MiB over idle", report[0].peak_mb, 250),
        Bar(_RATIO_BAR, report[0].best_s / report[1].best_s, 2),
    ]
    return [
        Row("report of 100,000 objects", "ms", 1, *report, bars=bars),
        Row("sort, top 10 of 100,000 objects", "ms", 1, *ordered),
    ]


async def report_1m() -> list[Row]:
    """Measure the report of 1,000,000 objects."""
    report = await _beside(report_document(), orders(1_000_000), report_by_hand, rounds=3)
    bars = [
        Bar("MiB over idle", report[0].peak_mb, 1536),
        Bar(_RATIO_BAR, report[0].best_s / report[1].best_s, 2),
    ]
    return [Row("report of 1,000,000 objects", "ms", 1, *report, bars=bars)]

"""The measurements compare like with like: the engine and the hand-written code agree."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest

from bench.__main__ import GROUPS, RESULTS
from bench.delays import delays_document
from bench.jobs import engine_for
from bench.lists import report_by_hand, report_document, sort_by_hand, sort_document
from bench.objects import orders
from bench.plans import by_hand, numbers_document
from bench.row import row_from_value
from thaiyyal.bootstrap import check
from thaiyyal.kernel.values import Value


@pytest.mark.parametrize(
    ("document", "written"),
    [(report_document(), report_by_hand), (sort_document(), sort_by_hand)],
    ids=["report", "sort"],
)
def test_a_list_measurement_compares_equal_results(
    document: dict[str, Any], written: Callable[[list[Any]], Value]
) -> None:
    items = orders(2_000)

    output = asyncio.run(engine_for(document, [items]).output())

    assert output == written(items)


def test_the_plans_measurement_compares_equal_results() -> None:
    assert asyncio.run(engine_for(numbers_document(200)).output()) == by_hand(200)


def test_the_delays_document_has_no_problems() -> None:
    assert check(delays_document(50)).problems == ()


def test_every_group_has_its_rows_among_the_accepted_numbers() -> None:
    rows = [row_from_value(value) for value in json.loads(RESULTS.read_text("utf-8"))["rows"]]

    assert len(rows) >= len(GROUPS)
    assert [row.name for row in rows for bar in row.bars if not bar.holds] == []

"""The measurements compare like with like: the engine and the hand-written code agree."""

import asyncio
import json
import os
from collections.abc import Callable
from importlib.metadata import PathDistribution
from pathlib import Path
from typing import Any

import pytest

from bench.__main__ import GROUPS, RESULTS
from bench.delays import delays_document
from bench.editor.__main__ import CASES as EDITOR_CASES
from bench.editor.documents import busy, large
from bench.executions.__main__ import CASES
from bench.executions.cases.tenants import Seen, compared
from bench.executions.documents import (
    chain,
    effects,
    fibonacci,
    parallel_calls,
    three_nodes,
    three_nodes_by_webhook,
    waiting,
)
from bench.executions.figures import Figure
from bench.executions.load import answer_length
from bench.executions.machine import fsync_times_s
from bench.executions.nodes import BenchEffect, BenchFibo
from bench.executions.plugin import install_plugin
from bench.executions.table import accept, accepted_in
from bench.executions.usage import all_processes
from bench.jobs import engine_for
from bench.lists import report_by_hand, report_document, sort_by_hand, sort_document
from bench.objects import orders
from bench.plans import by_hand, numbers_document
from bench.row import row_from_value
from thaiyyal.bootstrap import check
from thaiyyal.document import check_document
from thaiyyal.engine import compiler_for
from thaiyyal.kernel.values import Value
from thaiyyal.plugins import ENTRY_POINT_GROUP, catalog_of


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


def test_the_plugin_of_the_bench_is_found_as_an_installed_one_is(tmp_path: Path) -> None:
    site = install_plugin(tmp_path / "site").split(os.pathsep)[0]
    (info,) = Path(site).glob("*.dist-info")

    found = PathDistribution(info).entry_points.select(group=ENTRY_POINT_GROUP)

    assert {point.load() for point in found} == {BenchEffect, BenchFibo}


@pytest.mark.parametrize(
    "document",
    [
        three_nodes(),
        three_nodes_by_webhook(is_ephemeral=True),
        three_nodes_by_webhook(is_ephemeral=False),
        chain(*effects(10)),
        fibonacci(40, 10),
        parallel_calls("http://127.0.0.1/", 200),
        waiting("go"),
    ],
    ids=["three", "ephemeral", "recorded", "effects", "fibonacci", "calls", "waiting"],
)
def test_a_workflow_that_is_measured_has_no_problems(
    document: dict[str, Any], tmp_path: Path
) -> None:
    install_plugin(tmp_path / "site")
    (info,) = (tmp_path / "site").glob("*.dist-info")
    catalog = catalog_of(PathDistribution(info).entry_points)

    checked = check_document(document, catalog=catalog, compiler_for=compiler_for)

    assert checked.problems == ()


@pytest.mark.parametrize(
    ("value", "least", "most", "holds"),
    [(1, None, None, None), (1, 2, None, False), (2, 2, None, True), (3, None, 2, False)],
    ids=["nothing promised", "too little", "just enough", "too much"],
)
def test_a_figure_knows_whether_it_holds(
    value: float, least: float | None, most: float | None, holds: bool | None
) -> None:
    assert Figure("one", value, "/s", least=least, most=most).holds is holds


def test_accepting_some_cases_keeps_the_figures_of_the_others(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    accept([Figure("a", 1, "s"), Figure("b", 2, "s", most=3, facts={"p50 ms": 1})], {}, path)

    accept([Figure("a", 5, "s")], {}, path)

    assert [(one.name, one.value) for one in accepted_in(path).values()] == [("a", 5), ("b", 2)]


def test_an_answer_is_whole_only_with_its_body() -> None:
    answer = b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\nvary: a\r\n\r\nabc"

    lengths = {answer_length(answer[:end]) for end in range(len(answer) + 1)}

    assert lengths == {None, len(answer)}


def test_the_flood_is_compared_with_the_time_just_before_it() -> None:
    warming, quiet, flooded = Seen(0, 0, 0, 9), Seen(90, 90, 91, 92), Seen(100, 101, 102, 106)

    figure = compared([warming, quiet, flooded], (100.0, 110.0))

    assert figure.value == 3.0


def test_processor_time_is_read_for_every_process() -> None:
    assert all_processes()[os.getpid()].parent == os.getppid()


def test_the_disk_is_measured_once_for_each_append(tmp_path: Path) -> None:
    assert len(fsync_times_s(tmp_path, appends=3)) == 3


def test_the_cases_are_described_where_people_look() -> None:
    page = (Path(__file__).parents[2] / "bench/README.md").read_text("utf-8")

    assert [case for case in (*CASES, *EDITOR_CASES) if f"`{case}`" not in page] == []


@pytest.mark.parametrize("document", [large(200), busy(10, 20)], ids=["large", "busy"])
def test_a_workflow_of_the_editor_that_is_measured_has_no_problems(
    document: dict[str, Any],
) -> None:
    assert check(document).problems == ()

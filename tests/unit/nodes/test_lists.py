"""List node types at their edges: kinds of items, order, limits."""

import pytest

from thaiyyal.kernel.values import Value
from thaiyyal.nodes.lists.chunk import Chunk
from thaiyyal.nodes.lists.compact import Compact
from thaiyyal.nodes.lists.find import Find
from thaiyyal.nodes.lists.flat_map import FlatMap
from thaiyyal.nodes.lists.map import Map
from thaiyyal.nodes.lists.partition import Partition
from thaiyyal.nodes.lists.range import Range
from thaiyyal.nodes.lists.reduce import Reduce
from thaiyyal.nodes.lists.sample import Sample
from thaiyyal.nodes.lists.slice import Slice
from thaiyyal.nodes.lists.sort import Sort
from thaiyyal.nodes.lists.transpose import Transpose
from thaiyyal.nodes.lists.unique import Unique
from thaiyyal.nodes.lists.zip import Zip
from thaiyyal.sdk import Limits
from thaiyyal.testing.node_context import NodeContext
from thaiyyal.testing.node_harness import run_node


@pytest.mark.parametrize(
    ("data", "out"),
    [
        ({"start": 1, "end": 3, "length": 1}, [1, 2]),
        ({"start": -2, "length": 1}, [2]),
        ({"start": 3, "end": 1}, []),
        ({"end": -1}, [0, 1, 2]),
        ({"start": -99, "end": 99}, [0, 1, 2, 3]),
        ({"start": 2.0}, [2, 3]),
    ],
)
def test_slice_clamps_its_places(data: dict[str, Value], out: list[Value]) -> None:
    assert run_node(Slice, data, [[0, 1, 2, 3]]).value == out


def test_sort_keeps_equal_items_in_order_in_both_directions() -> None:
    items: list[Value] = [{"k": 1, "n": 1}, {"k": 2, "n": 2}, {"k": 1, "n": 3}, 5]

    up = run_node(Sort, {"field": "k"}, [items]).value
    down = run_node(Sort, {"field": "k", "order": "DESC"}, [items]).value

    assert up == [items[0], items[2], items[1], 5]
    assert down == [5, items[1], items[0], items[2]]


def test_sort_orders_values_of_all_kinds() -> None:
    items: list[Value] = [None, {"a": 1}, [1], True, False, "b", "B", 2, -1.5]

    assert run_node(Sort, {}, [items]).value == [
        -1.5,
        2,
        "B",
        "b",
        False,
        True,
        [1],
        {"a": 1},
        None,
    ]


@pytest.mark.parametrize("count", [4097, 50_000])
def test_long_lists_let_the_engine_step_in(count: int) -> None:
    context = NodeContext()

    run_node(Unique, {}, [list(range(count))], context=context)

    assert context.checks >= count // 4096


@pytest.mark.parametrize(
    ("field", "items", "kept"),
    [
        ("", [1, 1.0, "1", True, 1], [1, "1", True]),
        ("", [{"a": 1, "b": 2}, {"b": 2, "a": 1}], [{"a": 1, "b": 2}]),
        ("k", [{}, {"k": None}, {}, {"k": None}], [{}, {"k": None}, {}]),
        ("k", [5, {"k": 5}, {"k": "5"}], [5, {"k": "5"}]),
    ],
)
def test_unique_compares_strictly(field: str, items: list[Value], kept: list[Value]) -> None:
    result = run_node(Unique, {"field": field}, [items])

    assert result.value == kept
    assert result.meta["removed"] == len(items) - len(kept)


def test_unique_knows_its_older_field_name() -> None:
    assert run_node(Unique, {"by_field": "k"}, [[{"k": 1}, {"k": 1}]]).value == [{"k": 1}]


@pytest.mark.parametrize(
    ("on_error", "out", "error"),
    [("fail", None, "null_access"), ("skip", [1, 3], None), ("null", [1, None, 3], None)],
)
def test_map_of_a_field_treats_items_that_are_no_objects_as_errors(
    on_error: str, out: Value, error: str | None
) -> None:
    data = {"field": "n", "on_item_error": on_error}

    result = run_node(Map, data, [[{"n": 1}, None, {"n": 3}]])

    assert (result.value, result.error) == (out, error)


def test_map_of_the_field_length_reads_texts_and_lists() -> None:
    assert run_node(Map, {"field": "length"}, [["abc", [1], {"length": 9}]]).value == [3, 1, 9]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({}, "missing_field"),
        ({"expression": ""}, "missing_field"),
        ({"expression": "item", "field": "a"}, "invalid_field"),
        ({"field": "a", "on_item_error": "stop"}, "invalid_field"),
    ],
)
def test_map_needs_an_expression_or_a_field(data: dict[str, Value], code: str) -> None:
    assert run_node(Map, data, [[]]).error == code


def test_flat_map_skips_items_without_the_field() -> None:
    items: list[Value] = [1, {"a": [2, [3]]}, "x", {}, None, {"a": None}]

    assert run_node(FlatMap, {"field": "a"}, [items]).value == [2, [3], None]


def test_flat_map_refuses_a_list_that_grows_too_long() -> None:
    context = NodeContext(limits=Limits(list_length=5))

    assert run_node(FlatMap, {}, [[[1, 2, 3], [4, 5]]], context=context).error is None
    assert (
        run_node(FlatMap, {}, [[[1, 2, 3], [4, 5, 6]]], context=context).error == "limit_exceeded"
    )


@pytest.mark.parametrize("kind", [Find, Partition, Reduce])
def test_an_empty_expression_is_a_bad_expression(kind: type[Find]) -> None:
    data = {"condition": "", "expression": ""}

    assert run_node(kind, data, [[1]]).error == "bad_expression"


@pytest.mark.parametrize(
    ("data", "out"),
    [
        ({"start": 0, "end": 1, "step": 0.25}, [0, 0.25, 0.5, 0.75, 1]),
        ({"start": 0, "end": 0.3, "step": 0.1}, [0, 0.1, 0.2, 0.1 * 3]),
        ({"start": 5, "end": 5}, [5]),
        ({"start": 2, "end": -1, "step": -2}, [2, 0]),
    ],
)
def test_range_includes_its_end(data: dict[str, Value], out: list[Value]) -> None:
    assert run_node(Range, data).value == out


@pytest.mark.parametrize(
    ("end", "step", "error"),
    [
        (9_999, 1, None),
        (10_000, 1, "invalid_field"),
        (-1, 1, "invalid_field"),
        (1, 0, "invalid_field"),
    ],
)
def test_range_is_bounded(end: int, step: int, error: str | None) -> None:
    assert run_node(Range, {"start": 0, "end": end, "step": step}).error == error


@pytest.mark.parametrize("method", ["random", "first", "last"])
def test_sample_of_everything_is_the_list(method: str) -> None:
    result = run_node(Sample, {"count": 3, "method": method}, [[3, 1, 2]])

    assert result.value == [3, 1, 2]


def test_random_sample_keeps_the_order_and_repeats_nothing() -> None:
    result = run_node(Sample, {"count": 10}, [list(range(100))]).value

    assert isinstance(result, list)
    assert result == sorted(set(result), key=result.index)
    assert len(result) == 10


def test_zip_puts_inputs_before_constants_and_fills_gaps() -> None:
    data: dict[str, Value] = {"arrays": [[True]], "fill_missing": 0}

    assert run_node(Zip, data, [[1, 2], ["a"]]).value == [[1, "a", True], [2, 0, 0]]


@pytest.mark.parametrize(
    ("data", "inputs", "error"),
    [
        ({}, [], "missing_input"),
        ({}, [5], "invalid_input"),
        ({"arrays": [1, [2]]}, [], "invalid_field"),
        ({"arrays": [[]]}, [], None),
    ],
)
def test_zip_takes_lists_only(
    data: dict[str, Value], inputs: list[Value], error: str | None
) -> None:
    assert run_node(Zip, data, inputs).error == error


def test_tables_of_shared_rows_are_bounded() -> None:
    context = NodeContext(limits=Limits(list_length=10))
    row: list[Value] = list(range(10))

    assert run_node(Zip, {}, [row] * 11, context=context).error == "limit_exceeded"
    assert run_node(Transpose, {}, [[row] * 11], context=context).error == "limit_exceeded"
    assert run_node(Zip, {}, [row] * 10, context=context).error is None


@pytest.mark.parametrize(
    ("items", "out"), [([], []), ([[], []], []), ([[1, 2]], [[1], [2]]), ([[1], [2]], [[1, 2]])]
)
def test_transpose_turns_rows_into_columns(items: list[Value], out: list[Value]) -> None:
    assert run_node(Transpose, {}, [items]).value == out


def test_compact_keeps_false_zero_and_empty_containers() -> None:
    items: list[Value] = [None, "", 0, False, [], {}]

    assert run_node(Compact, {}, [items]).value == ["", 0, False, [], {}]
    assert run_node(Compact, {"remove_empty": True}, [items]).value == [0, False, [], {}]


@pytest.mark.parametrize("size", [0, -1, 1.5, "2", True])
def test_chunk_needs_a_whole_number_of_at_least_one(size: Value) -> None:
    assert run_node(Chunk, {"size": size}, [[1]]).error == "invalid_field"

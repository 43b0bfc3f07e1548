"""Operations and constants at their edges."""

import pytest

from thaiyyal.kernel.values import Value, strictly_equal
from thaiyyal.nodes.input.date_input import DateInput
from thaiyyal.nodes.input.datetime_input import DatetimeInput
from thaiyyal.nodes.input.json_input import JsonInput
from thaiyyal.nodes.input.text_input import TextInput
from thaiyyal.nodes.operations.extract import Extract
from thaiyyal.nodes.operations.operation import Operation
from thaiyyal.nodes.operations.text_operation import TextOperation
from thaiyyal.nodes.operations.transform import Transform
from thaiyyal.sdk import Limits
from thaiyyal.testing.node_context import NodeContext
from thaiyyal.testing.node_harness import run_node


@pytest.mark.parametrize(
    ("op", "left", "right", "out"),
    [
        ("divide", 6, 3, 2),
        ("modulo", 7.9, 3, 1.9000000000000004),
        ("modulo", -7, 3, -1),
        ("power", 2, -1, 0.5),
        ("multiply", 0, -5, 0),
        ("add", 2**53, 1, 9007199254740992),
    ],
)
def test_arithmetic_is_that_of_doubles(op: str, left: Value, right: Value, out: Value) -> None:
    assert strictly_equal(run_node(Operation, {"op": op}, [left, right]).value, out)


@pytest.mark.parametrize(
    ("op", "inputs", "error"),
    [
        ("add", [1], "missing_input"),
        ("add", [1, "2"], "invalid_input"),
        ("add", [True, 1], "invalid_input"),
        ("modulo", [1, 0], "division_by_zero"),
        ("power", [10, 400], "not_finite"),
        ("power", [-8, 0.5], "not_finite"),
        ("power", [0, -1], "not_finite"),
        ("multiply", [1e308, 10], "not_finite"),
    ],
)
def test_arithmetic_fails_with_a_code(op: str, inputs: list[Value], error: str) -> None:
    assert run_node(Operation, {"op": op}, inputs).error == error


@pytest.mark.parametrize(
    ("data", "text", "out"),
    [
        ({"text_op": "titlecase"}, "jEAN-luc o'neil  x", "Jean-Luc O'neil  X"),
        ({"text_op": "camelcase"}, " Hello big WORLD ", "helloBigWorld"),
        ({"text_op": "camelcase"}, "   ", "   "),
        ({"text_op": "inversecase"}, "aBc1", "AbC1"),
        ({"text_op": "repeat", "repeat_n": 0}, "x", ""),
        ({"text_op": "repeat", "repeat_n": 1e300}, "", ""),
        ({"text_op": "replace", "find": "."}, "a.b.c", "abc"),
        ({"text_op": "replace", "find": "", "replacement": "x"}, "ab", "ab"),
        ({"text_op": "split"}, "a😀", ["a", "😀"]),
        ({"text_op": "split", "separator": ","}, "", [""]),
    ],
)
def test_text_operations(data: dict[str, Value], text: str, out: Value) -> None:
    assert run_node(TextOperation, data, [text]).value == out


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"text_op": "repeat"}, "missing_field"),
        ({"text_op": "replace"}, "missing_field"),
        ({"text_op": "repeat", "repeat_n": -1}, "invalid_field"),
        ({"text_op": "Trim"}, "invalid_field"),
    ],
)
def test_a_text_operation_needs_its_fields(data: dict[str, Value], code: str) -> None:
    assert run_node(TextOperation, data, ["a"]).error == code


@pytest.mark.parametrize(("count", "error"), [(1_000_000, None), (1_000_001, "limit_exceeded")])
def test_a_repeated_text_is_bounded_before_it_is_built(count: int, error: str | None) -> None:
    data = {"text_op": "repeat", "repeat_n": count}

    assert run_node(TextOperation, data, ["x"]).error == error


def test_a_split_text_is_a_bounded_list() -> None:
    context = NodeContext(limits=Limits(list_length=3))

    assert run_node(TextOperation, {"text_op": "split"}, ["abc"], context=context).error is None
    found = run_node(TextOperation, {"text_op": "split"}, ["abcd"], context=context)
    assert found.error == "limit_exceeded"


def test_flatten_takes_out_all_nesting_in_order() -> None:
    value: Value = [1, [2, [3, [], [[4]]]], 5]

    assert run_node(Transform, {"transform_type": "flatten"}, [value]).value == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(("count", "error"), [(5, None), (6, "limit_exceeded")])
def test_a_flattened_list_is_bounded(count: int, error: str | None) -> None:
    context = NodeContext(limits=Limits(list_length=5))
    value: Value = [[1] * count]

    found = run_node(Transform, {"transform_type": "flatten"}, [value], context=context)

    assert found.error == error


@pytest.mark.parametrize(
    ("kind", "value", "error"),
    [
        ("to_object", ["a", 1, "a", 2], None),
        ("to_object", ["a"], "invalid_input"),
        ("to_object", [1, 2], "invalid_input"),
        ("to_object", {}, "invalid_input"),
        ("keys", [1], "invalid_input"),
        ("flatten", {}, "invalid_input"),
    ],
)
def test_transform_checks_its_input(kind: str, value: Value, error: str | None) -> None:
    assert run_node(Transform, {"transform_type": kind}, [value]).error == error


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({}, "missing_field"),
        ({"field": ""}, "invalid_field"),
        ({"fields": []}, "invalid_field"),
        ({"fields": ["a", "a"]}, "invalid_field"),
        ({"fields": "a"}, "invalid_field"),
    ],
)
def test_extract_needs_keys(data: dict[str, Value], code: str) -> None:
    assert run_node(Extract, data, [{}]).error == code


def test_one_field_wins_over_several_and_is_no_path() -> None:
    data: dict[str, Value] = {"field": "a.b", "fields": ["x"]}

    assert run_node(Extract, data, [{"a.b": 1, "x": 2}]).value == 1


@pytest.mark.parametrize(
    "day", ["2023-02-29", "2024-13-01", "2024-1-1", "20240101", "", "0000-01-01"]
)
def test_a_day_must_be_in_the_calendar(day: str) -> None:
    assert run_node(DateInput, {"date_value": day}).error == "invalid_field"


@pytest.mark.parametrize(
    ("time", "error"),
    [
        ("2024-05-01T12:30", None),
        ("2024-05-01 12:30:00.123456789+02:00", None),
        ("2024-05-01T12:30.5", "invalid_field"),
        ("2024-05-01T25:00", "invalid_field"),
        ("2024-05-01", "invalid_field"),
        ("2024-05-01T12:30z", "invalid_field"),
        ("2024-05-01T12:30+0200", "invalid_field"),
        ("2024-05-01T12:30-12:60", "invalid_field"),
    ],
)
def test_a_time_is_a_real_one(time: str, error: str | None) -> None:
    assert run_node(DatetimeInput, {"datetime_value": time}).error == error


def test_null_is_a_value_of_json_input_but_absent_is_not() -> None:
    assert run_node(JsonInput, {"value": None}).error is None
    assert run_node(JsonInput, {}).error == "missing_field"


def test_a_template_without_an_input_sees_null() -> None:
    assert run_node(TextInput, {"text": "<{{ input }}>"}).value == "<null>"

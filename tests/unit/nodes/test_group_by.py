"""group_by: keys as texts in order of appearance, and what is made of each group."""

import pytest

from thaiyyal.kernel.values import Value
from thaiyyal.nodes.lists.group_by import GroupBy
from thaiyyal.testing.node_harness import run_node

ITEMS: list[Value] = [
    {"k": "a", "n": 2},
    {"k": 1, "n": None},
    {"n": 5},
    {"k": None},
    {"k": "a", "n": 0.5},
    "a",
    [1, 2],
]


def test_keys_are_texts_in_order_of_appearance() -> None:
    groups = run_node(GroupBy, {"field": "k"}, [ITEMS]).value

    assert groups == {
        "a": [ITEMS[0], ITEMS[4], "a"],
        "1": [ITEMS[1]],
        "null": [ITEMS[2], ITEMS[3]],
        "[1,2]": [[1, 2]],
    }
    assert isinstance(groups, dict)
    assert list(groups) == ["a", "1", "null", "[1,2]"]


@pytest.mark.parametrize(
    ("aggregate", "out"),
    [
        ("count", {"a": 3, "1": 1, "null": 2, "[1,2]": 1}),
        ("sum", {"a": 2.5, "1": 0, "null": 5, "[1,2]": 0}),
        ("avg", {"a": 1.25, "1": None, "null": 5, "[1,2]": None}),
        ("min", {"a": 0.5, "1": None, "null": 5, "[1,2]": None}),
        ("max", {"a": 2, "1": None, "null": 5, "[1,2]": None}),
        ("values", {"a": [2, 0.5], "1": [None], "null": [5], "[1,2]": []}),
    ],
)
def test_an_aggregate_looks_at_the_values_that_are_there(
    aggregate: str, out: dict[str, Value]
) -> None:
    data = {"field": "k", "aggregate": aggregate, "value_field": "n"}

    assert run_node(GroupBy, data, [ITEMS]).value == out


@pytest.mark.parametrize("value", ["7", True, [1], {}])
def test_a_value_that_is_no_number_cannot_be_added_up(value: Value) -> None:
    data = {"field": "k", "aggregate": "sum", "value_field": "n"}

    assert run_node(GroupBy, data, [[{"k": 1, "n": value}]]).error == "invalid_input"


def test_values_without_a_field_are_the_items() -> None:
    data = {"key_field": "k", "aggregate": "values"}

    assert run_node(GroupBy, data, [[{"k": "x"}]]).value == {"x": [{"k": "x"}]}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({}, "missing_field"),
        ({"field": ""}, "invalid_field"),
        ({"field": "k", "aggregate": "avg"}, "missing_field"),
        ({"field": "k", "aggregate": "SUM", "value_field": "n"}, "invalid_field"),
    ],
)
def test_wrong_fields_are_refused(data: dict[str, Value], code: str) -> None:
    assert run_node(GroupBy, data, [[]]).error == code


def test_a_sum_beyond_all_numbers_is_not_finite() -> None:
    data = {"field": "k", "aggregate": "sum", "value_field": "n"}
    items: list[Value] = [{"k": 1, "n": 1e308}, {"k": 1, "n": 1e308}]

    assert run_node(GroupBy, data, [items]).error == "not_finite"


def test_one_and_true_are_different_keys_wherever_they_come() -> None:
    letters: list[Value] = [{"k": "a"}] * 5000
    items: list[Value] = [*letters, {"k": 1}, {"k": True}, {"k": 1.0}, {"k": "1"}]

    groups = run_node(GroupBy, {"field": "k", "aggregate": "count"}, [items]).value

    assert groups == {"a": 5000, "1": 3, "true": 1}

"""Named values: what each type accepts and what it becomes."""

import pytest

from thaiyyal.kernel.values import Value, strictly_equal
from thaiyyal.nodes.context.context_variable import ContextVariable
from thaiyyal.testing.node_harness import params_of, run_node


def converted(kind: object, value: Value) -> tuple[Value, str | None]:
    entry = {"name": "x", "type": kind, "value": value}
    result = run_node(ContextVariable, {"context_values": [entry]})
    return (result.value["x"] if isinstance(result.value, dict) else None), result.error


@pytest.mark.parametrize(
    ("kind", "value", "out"),
    [
        ("string", None, "null"),
        ("string", [1, "a"], '[1,"a"]'),
        ("string", 2.0, "2"),
        ("number", "-.5e1", -5),
        ("number", 1.5, 1.5),
        ("boolean", "T", True),
        ("boolean", "0", False),
        ("boolean", -2, True),
        ("time_string", "2024-02-29T12:00:00+05:30", "2024-02-29T12:00:00+05:30"),
        ("time_string", "2024-02-29T12:00:00.1234567Z", "2024-02-29T12:00:00.1234567Z"),
        ("epoch_second", 1_700_000_000.9, "2023-11-14T22:13:20Z"),
        ("epoch_ms", 1_700_000_000_123, "2023-11-14T22:13:20.123Z"),
        ("epoch_ms", "1700000000120", "2023-11-14T22:13:20.12Z"),
        ("epoch_second", "-1", "1969-12-31T23:59:59Z"),
        ("null", "anything", None),
    ],
)
def test_a_value_is_converted_to_its_type(kind: str, value: Value, out: Value) -> None:
    found, error = converted(kind, value)

    assert error is None
    assert strictly_equal(found, out)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("number", "abc"),
        ("number", True),
        ("number", None),
        ("boolean", "yes"),
        ("boolean", None),
        ("time_string", "2024-02-29"),
        ("time_string", "2024-02-30T00:00:00Z"),
        ("time_string", "2024-02-29T12:00:00"),
        ("time_string", "2024-02-29T12:00:00+05:60"),
        ("time_string", "2024-W09-4T12:00:00Z"),
        ("epoch_second", "1.5"),
        ("epoch_second", 1e300),
        ("epoch_ms", ""),
        ("uuid", 1),
        ("Number", 1),
        (None, 1),
    ],
)
def test_a_value_that_does_not_fit_is_refused(kind: object, value: Value) -> None:
    assert converted(kind, value)[1] == "invalid_field"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({}, "missing_field"),
        ({"context_values": []}, "missing_field"),
        ({"context_name": "x"}, "missing_field"),
        ({"context_name": "", "context_value": 1}, "invalid_field"),
        ({"context_values": {"a": 1}}, "invalid_field"),
        ({"context_values": [{"type": "null"}]}, "missing_field"),
    ],
)
def test_names_and_values_must_be_given(data: dict[str, object], code: str) -> None:
    assert run_node(ContextVariable, data).error == code


def test_the_list_wins_over_the_short_form_and_later_names_over_earlier_ones() -> None:
    data = {
        "context_values": [
            {"name": "x", "type": "number", "value": 1},
            {"name": "x", "type": "number", "value": 2},
        ],
        "context_name": "y",
        "context_value": 3,
    }

    declared = ContextVariable().declared(params_of(ContextVariable(), data))

    assert (declared.values, declared.is_variable) == ({"x": 2}, True)

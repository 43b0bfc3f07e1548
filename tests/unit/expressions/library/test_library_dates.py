"""Dates: what is read, what is refused, how they are written."""

import pytest

from thaiyyal.expressions.dates import Date, Operand, date_from, date_text
from thaiyyal.expressions.errors import EvaluationError
from thaiyyal.expressions.functions import FUNCTIONS
from thaiyyal.expressions.limits import Budget
from thaiyyal.expressions.operators import leave
from thaiyyal.kernel.values import Value


def call(name: str, *arguments: Operand) -> Value:
    return leave(FUNCTIONS[name].call(Budget(lambda: None, lambda: 0.0), *arguments))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2024-01-15", "2024-01-15T00:00:00Z"),
        ("2024-01-15T10:30", "2024-01-15T10:30:00Z"),
        ("2024-01-15 10:30:05.12", "2024-01-15T10:30:05.12Z"),
        ("2024-01-15T10:30:00.1239Z", "2024-01-15T10:30:00.123Z"),
        ("2024-01-15T10:30:00.000Z", "2024-01-15T10:30:00Z"),
        ("2024-01-15T00:30:00+01:00", "2024-01-14T23:30:00Z"),
        ("2024-01-15T00:30:00-0130", "2024-01-15T02:00:00Z"),
        ("2024-02-29", "2024-02-29T00:00:00Z"),
        ("0001-01-01", "0001-01-01T00:00:00Z"),
        ("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"),
        (0, "1970-01-01T00:00:00Z"),
        (1.001, "1970-01-01T00:00:01.001Z"),
        (-1, "1969-12-31T23:59:59Z"),
        (Date(5), "1970-01-01T00:00:00.005Z"),
    ],
)
def test_dates_are_read(value: Operand, text: str) -> None:
    assert date_text(date_from(value)) == text


@pytest.mark.parametrize(
    "value",
    [
        "",
        "x",
        "2023-02-29",
        "2024-13-01",
        "2024-01-00",
        "0000-01-01",
        "0001-01-01T00:00+01:00",
        "9999-12-31T23:59-00:01",
        "2024-01-15T24:00",
        "2024-01-15T10:60",
        "2024-01-15T10:30:60",
        "2024-01-15T10",
        "2024-01-15Z",
        "2024-1-5",
        "2024-01-15T10:30Z ",
        "2024-01-15T10:30+25:00",
        "٢٠٢٤-01-15",
        1e300,
        253402300800,
        -62135596801,
    ],
)
def test_impossible_dates_are_refused(value: Operand) -> None:
    with pytest.raises(EvaluationError) as caught:
        date_from(value)

    assert caught.value.code == "bad_date"


@pytest.mark.parametrize("value", [None, True, [], {}])
def test_other_values_are_no_dates(value: Operand) -> None:
    with pytest.raises(EvaluationError) as caught:
        date_from(value)

    assert caught.value.code == "type_error"


@pytest.mark.parametrize(
    ("name", "arguments", "result"),
    [
        ("toEpoch", ("1969-12-31T23:59:59.5Z",), -1),
        ("toEpochMillis", ("1970-01-01T00:00:01.5Z",), 1500),
        ("fromEpoch", ("60",), "1970-01-01T00:01:00Z"),
        ("fromEpochMillis", (1500.9,), "1970-01-01T00:00:01.5Z"),
        ("dateDiff", ("2024-01-02", "2024-01-01"), 86400),
        ("dateDiff", (0, 0.25), -0.25),
        ("dateAdd", ("2024-01-01", -1), "2023-12-31T23:59:59Z"),
        ("dateAdd", ("2024-01-01", "0.5"), "2024-01-01T00:00:00.5Z"),
        ("year", ("2024-05-06T07:08Z",), 2024),
        ("month", ("2024-05-06T07:08Z",), 5),
        ("day", ("2024-05-06T23:08-02:00",), 7),
        ("hour", ("1969-12-31T23:08Z",), 23),
        ("minute", ("1969-12-31T23:08Z",), 8),
    ],
)
def test_functions_of_dates(name: str, arguments: tuple[Operand, ...], result: Value) -> None:
    assert call(name, *arguments) == result

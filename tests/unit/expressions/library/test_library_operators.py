"""What operators mean for every kind of operand."""

from collections.abc import Callable

import pytest

from thaiyyal.expressions import operators as op
from thaiyyal.expressions.dates import Date, Operand
from thaiyyal.expressions.errors import EvaluationError
from thaiyyal.expressions.limits import MAX_STEPS, MAX_TEXT, Budget
from thaiyyal.kernel.values import Value, text_form

EPOCH = Date(0)
EPOCH_TEXT = "1970-01-01T00:00:00Z"


def code_of(call: Callable[..., object], *operands: object) -> str:
    with pytest.raises(EvaluationError) as caught:
        call(*operands)
    assert caught.value.position is None
    return caught.value.code


@pytest.mark.parametrize(
    ("left", "right", "total"),
    [
        (1, 2.5, 3.5),
        ("a", 1.0, "a1"),
        (None, "x", "nullx"),
        ([1, "a"], "", '[1,"a"]'),
        ("", {"a": 1}, '{"a":1}'),
        ("1", 2, "12"),
        (EPOCH, "", EPOCH_TEXT),
        (2**53, 2**53, 1.8014398509481984e16),
    ],
)
def test_plus_adds_numbers_and_joins_texts(left: Operand, right: Operand, total: Value) -> None:
    assert op.add(left, right) == total


@pytest.mark.parametrize(
    ("left", "right"), [(1, True), (None, 1), ([], []), (EPOCH, 1), (True, True), ({}, 1)]
)
def test_plus_refuses_other_operands(left: Operand, right: Operand) -> None:
    assert code_of(op.add, left, right) == "type_error"


@pytest.mark.parametrize(
    ("operator", "left", "right", "result"),
    [
        (op.subtract, "5", 2, 3),
        (op.multiply, 2**40, 2**40, 2.0**80),
        (op.divide, 1, 4, 0.25),
        (op.divide, "6", "3", 2),
        (op.remainder, -7, 3, -1),
        (op.remainder, 7.9, 3, 1.9000000000000004),
        (op.remainder, -6, 3, 0),
        (op.power, 2, 10, 1024),
        (op.power, 4, 0.5, 2),
    ],
)
def test_arithmetic(
    operator: Callable[..., float], left: Operand, right: Operand, result: float
) -> None:
    found = operator(left, right)

    assert found == result
    assert text_form(found) == text_form(result)


@pytest.mark.parametrize(
    ("operator", "left", "right", "code"),
    [
        (op.subtract, "x", 1, "type_error"),
        (op.subtract, True, 1, "type_error"),
        (op.multiply, None, 1, "type_error"),
        (op.divide, 1, 0, "division_by_zero"),
        (op.divide, 1, -0.0, "division_by_zero"),
        (op.divide, 0, "0", "division_by_zero"),
        (op.remainder, 1, 0.0, "division_by_zero"),
        (op.divide, 1e308, 1e-10, "not_finite"),
        (op.multiply, 1e200, 1e200, "not_finite"),
        (op.power, 9, 9**9, "not_finite"),
        (op.power, -8, 0.5, "not_finite"),
        (op.power, 0, -1, "not_finite"),
    ],
)
def test_arithmetic_that_has_no_result(
    operator: Callable[..., float], left: Operand, right: Operand, code: str
) -> None:
    assert code_of(operator, left, right) == code


@pytest.mark.parametrize(
    ("left", "right", "is_less"),
    [
        (1, 2.5, True),
        (10, "9", False),
        ("9", 10, True),
        ("10", "9", True),
        ("\uffff", "\U00010000", True),
        (EPOCH, Date(1), True),
        (EPOCH, "1970-01-02", True),
        ("1970-01-02", EPOCH, False),
    ],
)
def test_sizes_are_compared(left: Operand, right: Operand, is_less: bool) -> None:
    assert op.less(left, right) is is_less
    assert op.greater_equal(left, right) is not is_less
    assert op.greater(right, left) is is_less
    assert op.less_equal(right, left) is not is_less


@pytest.mark.parametrize(
    ("left", "right"),
    [(1, "x"), (None, 1), (True, 1), ([], []), ({}, 1), (EPOCH, 1), (EPOCH, "x"), ("a", None)],
)
def test_other_sizes_cannot_be_compared(left: Operand, right: Operand) -> None:
    assert code_of(op.less, left, right) == "type_error"


def test_a_date_equals_its_text_only_loosely() -> None:
    assert op.equal(EPOCH, Date(0))
    assert op.identical(EPOCH, Date(0))
    assert op.equal("1970-01-01", EPOCH)
    assert not op.identical(EPOCH, EPOCH_TEXT)
    assert not op.equal(EPOCH, 0)
    assert not op.equal(EPOCH, "x")
    assert not op.equal(None, EPOCH)


@pytest.mark.parametrize("value", [False, 0, 0.0, -0.0, "", None])
def test_falsy_values(value: Operand) -> None:
    assert not op.truth(value)


@pytest.mark.parametrize("value", [True, 1, "0", "false", [], {}, EPOCH])
def test_truthy_values(value: Operand) -> None:
    assert op.truth(value)


@pytest.mark.parametrize(
    ("left", "right", "found"),
    [
        (1, ["1"], True),
        (EPOCH, ["1970-01-01"], True),
        ([1], [[1.0]], True),
        ("a", {"a": None}, True),
        (1.0, {"1": 0}, True),
        (1, "a1", True),
        (True, "true", True),
        ("x", "", False),
        ("", "", True),
    ],
)
def test_membership(left: Operand, right: Operand, found: bool) -> None:
    assert op.contains_member(left, right) is found


@pytest.mark.parametrize(("left", "right"), [("a", None), (1, 1), (None, "null"), ([], "a")])
def test_membership_that_makes_no_sense(left: Operand, right: Operand) -> None:
    assert code_of(op.contains_member, left, right) == "type_error"


def test_looking_for_a_large_value_in_many_is_paid_for() -> None:
    large: list[Value] = list(range(2_000))
    three: list[Value] = [[*large, at] for at in range(3)]
    many = three * (MAX_STEPS // 6_000)

    assert code_of(op.contains_member, [*large, -1], many, Budget(lambda: None, lambda: 0.0)) == (
        "limit_exceeded"
    )


def test_a_text_may_be_exactly_as_long_as_allowed() -> None:
    assert len(str(op.add("x" * (MAX_TEXT - 1), "y"))) == MAX_TEXT
    assert code_of(op.add, "x" * MAX_TEXT, "y") == "limit_exceeded"


def test_a_value_that_doubles_itself_is_not_written_out() -> None:
    value: Value = 1
    for _ in range(60):
        value = [value, value]

    assert code_of(op.add, value, "") == "limit_exceeded"


def test_values_too_deep_to_walk_are_refused() -> None:
    value: Value = 1
    for _ in range(50_000):
        value = [value]

    assert code_of(op.text_of, value) == "limit_exceeded"
    assert code_of(op.equal, value, [value]) == "limit_exceeded"

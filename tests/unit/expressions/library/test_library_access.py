"""Fields, keys and indices."""

import pytest

from thaiyyal.expressions.access import (
    BREAK,
    get_field,
    get_field_optional,
    get_index,
    get_index_optional,
)
from thaiyyal.expressions.dates import Date, Operand
from thaiyyal.expressions.errors import EvaluationError
from thaiyyal.kernel.values import Value


@pytest.mark.parametrize(
    ("value", "name", "result"),
    [
        ({"a": 1}, "a", 1),
        ({"a": 1}, "b", None),
        ({}, "__proto__", None),
        ({}, "constructor", None),
        ({}, "length", None),
        ({"length": "x"}, "length", "x"),
        ([1, 2], "length", 2),
        ("h😀", "length", 2),
    ],
)
def test_fields(value: Operand, name: str, result: Value) -> None:
    assert get_field(value, name) == get_field_optional(value, name) == result


@pytest.mark.parametrize(
    ("value", "name", "code"),
    [
        (None, "a", "null_access"),
        (1, "a", "type_error"),
        (True, "length", "type_error"),
        (Date(0), "ms", "type_error"),
        ("a", "upper", "type_error"),
        ([], "__class__", "type_error"),
    ],
)
def test_fields_that_do_not_exist_stop_an_optional_chain(
    value: Operand, name: str, code: str
) -> None:
    with pytest.raises(EvaluationError) as caught:
        get_field(value, name)

    assert caught.value.code == code
    assert get_field_optional(value, name) is BREAK


@pytest.mark.parametrize(
    ("value", "key", "result"),
    [
        ([1, 2, 3], 0, 1),
        ([1, 2, 3], -1, 3),
        ([1, 2, 3], 2.0, 3),
        ([1, 2, 3], 3, None),
        ([1, 2, 3], -4, None),
        ([1], 1e300, None),
        ("h😀", 1, "😀"),
        ("", 0, None),
        ({"1": "x"}, 1, "x"),
        ({"1.5": "x"}, 1.5, "x"),
        ({"1e+21": "x"}, 1e21, "x"),
        ({"a": 1}, "b", None),
    ],
)
def test_members(value: Operand, key: Operand, result: Value) -> None:
    assert get_index(value, key) == get_index_optional(value, key) == result


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ([1], "0"),
        ([1], 0.5),
        ([1], None),
        ([1], True),
        ("a", "0"),
        ({}, None),
        ({}, True),
        ({}, []),
    ],
)
def test_a_wrong_kind_of_key_is_an_error_in_optional_chains_too(
    value: Operand, key: Operand
) -> None:
    for access in (get_index, get_index_optional):
        with pytest.raises(EvaluationError) as caught:
            access(value, key)

        assert caught.value.code == "type_error"


@pytest.mark.parametrize(
    ("value", "code"), [(None, "null_access"), (1, "type_error"), (Date(0), "type_error")]
)
def test_values_without_members_stop_an_optional_chain(value: Operand, code: str) -> None:
    with pytest.raises(EvaluationError) as caught:
        get_index(value, 0)

    assert caught.value.code == code
    assert get_index_optional(value, 0) is BREAK

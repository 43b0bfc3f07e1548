"""Strict reading of JSON text."""

import pytest

from thaiyyal.kernel.errors import LimitExceeded
from thaiyyal.kernel.values import BadJson, Value, has_more_values, parse_json


@pytest.mark.parametrize(
    "text",
    [
        "",
        "NaN",
        "[Infinity]",
        "[1,]",
        "{'a':1}",
        "01",
        "1e999",
        "1" * 400,
        '"\\ud800"',
        '"\ud800"',
        '"a\nb"',
        '"\x00"',
        "[1] x",
        "\ufeff1",
        b'"\xff"',
        b"\x00",
    ],
    ids=ascii,
)
def test_what_is_no_json_is_refused(text: str | bytes) -> None:
    with pytest.raises(BadJson):
        parse_json(text)


def test_an_error_names_line_and_column() -> None:
    with pytest.raises(BadJson, match="line 2, column 3") as caught:
        parse_json("[1,\n  x]")

    assert (caught.value.line, caught.value.column) == (2, 3)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12345678901234567890123", 1.2345678901234568e22),
        ("[9007199254740993, 1]", [9007199254740992, 1]),
        ('{"a": {"b": [18446744073709551615]}}', {"a": {"b": [1.8446744073709552e19]}}),
    ],
)
def test_integers_become_what_a_double_can_hold(text: str, value: Value) -> None:
    assert parse_json(text) == parse_json(text.encode()) == value


@pytest.mark.parametrize("depth", [101, 1_500, 100_000])
def test_deep_nesting_is_a_clear_error(depth: int) -> None:
    with pytest.raises(LimitExceeded):
        parse_json("[" * depth + "]" * depth)


def test_nesting_up_to_the_limit_is_read() -> None:
    assert parse_json("[" * 100 + "]" * 100, duplicates="refuse")


def test_of_equal_keys_the_last_wins_unless_they_are_refused() -> None:
    text = '{"a":1,"b":{"k":1,"k":2}}'

    assert parse_json(text) == {"a": 1, "b": {"k": 2}}
    with pytest.raises(BadJson, match='"k"'):
        parse_json(text, duplicates="refuse")


def test_the_same_key_in_different_objects_is_no_duplicate() -> None:
    assert parse_json('[{"a":1},{"a":2}]', duplicates="refuse") == [{"a": 1}, {"a": 2}]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (b"[1,2,3]", 4),
        (b'{"a":{"b":[]}}', 4),
        (b'["a,b,c,{[", "\\\\", "\\",,,"]', 4),
        (b'"[[[[,,,,"', 1),
    ],
)
def test_values_are_counted_before_they_are_made(text: bytes, count: int) -> None:
    assert [has_more_values(text, most) for most in (count - 1, count)] == [True, False]

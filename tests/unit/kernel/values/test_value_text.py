"""The text form and JSON text of values."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaiyyal.kernel.values import Value, dump_json, loosely_equal, parse_json, text_form

SCALARS = st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
VALUES = st.recursive(
    SCALARS | st.integers(-(2**53), 2**53),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(), inner, max_size=5),
    max_leaves=30,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a", "a"),
        (None, "null"),
        (True, "true"),
        (2.0, "2"),
        ([], "[]"),
        ({}, "{}"),
        ([1.0, -0.0, 1e21, 1e-7], "[1,0,1e+21,1e-7]"),
        ([2**53 + 1, 10**30], "[9007199254740992,1e+30]"),
        ({"a": ["x", None], "b": {"c": False}}, '{"a":["x",null],"b":{"c":false}}'),
        (["<é&\u2028>", '"\\\n\x01'], '["<é&\u2028>","\\"\\\\\\n\\u0001"]'),
        (["\ud800", "x"], '["\\ud800","x"]'),
        ({"1.0": [1.0]}, '{"1.0":[1]}'),
    ],
)
def test_a_value_has_one_text_form(value: Value, text: str) -> None:
    assert text_form(value) == text


def test_a_text_keeps_its_quotes_in_json() -> None:
    assert dump_json('a"b') == '"a\\"b"'


@pytest.mark.parametrize("number", [1, 1.0])
def test_indented_json_is_laid_out_the_same_for_every_number(number: float) -> None:
    value: Value = [number, {"a": [], "b": {"c": number}}, {}]

    assert dump_json(value, indent=2) == json.dumps([1, {"a": [], "b": {"c": 1}}, {}], indent=2)


def test_four_blanks_indent_as_well() -> None:
    assert dump_json({"a": [1.0]}, indent=4) == '{\n    "a": [\n        1\n    ]\n}'


@given(VALUES)
def test_what_is_written_reads_back_equal(value: Value) -> None:
    assert loosely_equal(parse_json(dump_json(value)), value)
    assert loosely_equal(parse_json(dump_json(value, indent=2)), value)


def test_a_value_of_any_depth_is_written() -> None:
    value: Value = 1.0
    for _ in range(50_000):
        value = [value]

    assert dump_json(value) == "[" * 50_000 + "1" + "]" * 50_000

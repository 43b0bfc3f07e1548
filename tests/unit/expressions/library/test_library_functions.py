"""Functions of numbers, lists, objects and texts."""

from functools import partial

import pytest

from thaiyyal.expressions.dates import Date, Operand
from thaiyyal.expressions.errors import EvaluationError
from thaiyyal.expressions.functions import FUNCTIONS
from thaiyyal.expressions.limits import MAX_LIST, Budget
from thaiyyal.expressions.operators import leave
from thaiyyal.kernel.values import Value, text_form


def call(name: str, *arguments: Operand) -> Value:
    return leave(FUNCTIONS[name].call(Budget(lambda: None, lambda: 0.0), *arguments))


def code_of(name: str, *arguments: Operand) -> str:
    with pytest.raises(EvaluationError) as caught:
        call(name, *arguments)
    return caught.value.code


@pytest.mark.parametrize(
    ("name", "arguments", "result"),
    [
        ("sum", ([1, "2", 3.5],), 6.5),
        ("sum", (1, 2), 3),
        ("sum", ("4",), 4),
        ("sum", ([],), 0),
        ("sum", ([0.1, 0.2, 0.3],), 0.6000000000000001),
        ("avg", ([1, 2],), 1.5),
        ("avg", ([],), None),
        ("min", ([3, "1"],), 1),
        ("max", (3, 7, 5), 7),
        ("max", ([],), None),
        ("round", (2.5,), 3),
        ("round", (-2.5,), -3),
        ("round", (0.49999999999999994,), 0),
        ("round", (-0.2,), 0),
        ("round", (1e300,), 1e300),
        ("round", ([1.5, "2.4"],), [2, 2]),
        ("floor", (-0.5,), -1),
        ("ceil", (-0.5,), 0),
        ("abs", ([-1, 1],), [1, 1]),
        ("pow", (2, "3"), 8),
        ("sqrt", (9,), 3),
        ("number", ("1e2",), 100),
        ("sort", ([10, 9, "a", None, True],), [9, 10, "a", True, None]),
        ("reverse", ([1, 2],), [2, 1]),
        ("flatten", ([1, [2, [3, [[]]]], {"a": [4]}],), [1, 2, 3, {"a": [4]}]),
        ("unique", ([1, 1.0, "1", True, [1], [1.0], None, None],), [1, "1", True, [1], None]),
        ("slice", ([1, 2, 3], 1), [2, 3]),
        ("slice", ("h😀llo", 1, -1), "😀ll"),
        ("slice", ("abc", 2, 1), ""),
        ("slice", ([1, 2], -9, 9.0), [1, 2]),
        ("sample", ([1, 2, 3, 4, 5], 2), [1, 3]),
        ("sample", ([1, 2], 5), [1, 2]),
        ("sample", ([1, 2], 0), []),
        ("sample", ([], 0), []),
        ("zip", ([1, 2], ["a"], []), [[1, "a", None], [2, None, None]]),
        ("contains", ([1, 2], "2"), True),
        ("contains", ("a1", 1), True),
        ("contains", (123, 2), True),
        ("contains", (None, 1), False),
        ("contains", (["1970-01-01"], Date(0)), True),
        ("isNull", (None,), True),
        ("coalesce", (None, 0, 1), 0),
        ("len", ("h😀",), 2),
        ("len", ({"a": 1},), 1),
        ("keys", ({"b": 1, "a": 2},), ["b", "a"]),
        ("values", ({"b": 1, "a": 2},), [1, 2]),
        ("text", (Date(0),), "1970-01-01T00:00:00Z"),
        ("text", ([1.0, "a"],), '[1,"a"]'),
        ("matches", ("abc123", "[0-9]+$"), True),
        ("matches", ("abc", "^b"), False),
        (
            "matchAll",
            ("äb1b2", "b([0-9])(x)?"),
            [
                {"match": "b1", "groups": ["1", None], "index": 1},
                {"match": "b2", "groups": ["2", None], "index": 3},
            ],
        ),
        ("replacePattern", ("a1b2", "([0-9])", "<$1>"), "a<1>b<2>"),
        ("replacePattern", ("äb", "", "-"), "-ä-b-"),
        ("replacePattern", ("ab", "(a)(x)?", "$2$&$$$3$10$"), "a$$3a0$b"),
    ],
)
def test_functions(name: str, arguments: tuple[Operand, ...], result: Value) -> None:
    assert text_form([call(name, *arguments)]) == text_form([result])


@pytest.mark.parametrize(
    ("name", "arguments", "code"),
    [
        ("sum", ([1, "x"],), "type_error"),
        ("sum", ([1], 2), "type_error"),
        ("sum", ([1e308, 1e308],), "not_finite"),
        ("min", (None,), "type_error"),
        ("round", ([[1]],), "type_error"),
        ("sqrt", (-1,), "not_finite"),
        ("number", (True,), "type_error"),
        ("sort", ("ba",), "type_error"),
        ("slice", ([1], "0"), "bad_argument"),
        ("slice", ([1], 0.5), "bad_argument"),
        ("slice", ([1], 0, None), "bad_argument"),
        ("slice", ({}, 0), "type_error"),
        ("sample", ([1], -1), "bad_argument"),
        ("zip", ([1], 2), "type_error"),
        ("contains", ({}, "a"), "type_error"),
        ("contains", ("a", None), "type_error"),
        ("len", (1,), "type_error"),
        ("len", (None,), "type_error"),
        ("keys", ([],), "type_error"),
        ("matches", (None, "a"), "type_error"),
        ("matches", ("a", "("), "bad_argument"),
        ("matches", ("a", "(a)\\1"), "bad_argument"),
        ("matches", ("a", "x" * 1_001), "bad_argument"),
        ("matches", ("a", "\ud800"), "bad_argument"),
        ("matchAll", ("a" * (MAX_LIST + 1), "a"), "limit_exceeded"),
        ("replacePattern", ("a" * 1_001, "a", "x" * 1_000), "limit_exceeded"),
    ],
)
def test_functions_that_refuse(name: str, arguments: tuple[Operand, ...], code: str) -> None:
    assert code_of(name, *arguments) == code


def test_a_text_with_half_a_character_is_searched_all_the_same() -> None:
    assert call("matchAll", "\ud800b", "b") == [{"match": "b", "groups": [], "index": 1}]
    assert call("replacePattern", "\ud800b", "(.)b", "$1") == "\ud800"


def test_a_pattern_that_would_backtrack_for_ever_is_answered() -> None:
    assert call("matches", "a" * 100_000, "^(a+)+$") is True
    assert call("matches", "a" * 100_000 + "b", "^(a|a)*$") is False


@pytest.mark.parametrize("name", ["sort", "unique", "flatten", "text"])
def test_a_value_that_doubles_itself_costs_all_steps_at_once(name: str) -> None:
    value: Value = []
    for _ in range(90):
        value = [value, value]

    assert code_of(name, [value, value]) == "limit_exceeded"


@pytest.mark.parametrize("name", ["sort", "reverse", "flatten", "unique", "zip", "round"])
def test_a_list_is_made_up_to_the_limit(name: str) -> None:
    most: list[Value] = [float(at) for at in range(MAX_LIST)]
    more: tuple[Operand, ...] = ([],) if name == "zip" else ()
    made = partial(call, name)

    found = made(most, *more)

    assert isinstance(found, list)
    assert len(found) == MAX_LIST
    assert code_of(name, [*most, -1.0], *more) == "limit_exceeded"


def test_arguments_are_left_alone() -> None:
    source: list[Value] = [3, 1, [2]]

    for name in ("sort", "reverse", "flatten", "unique"):
        call(name, source)

    assert source == [3, 1, [2]]

"""Methods of texts and lists."""

from collections.abc import Callable

import pytest

from thaiyyal.expressions.dates import Date, Operand
from thaiyyal.expressions.errors import EvaluationError
from thaiyyal.expressions.limits import MAX_LIST, MAX_STEPS, MAX_TEXT, Budget
from thaiyyal.expressions.methods import METHODS, Arrow
from thaiyyal.expressions.operators import add, leave, subtract
from thaiyyal.kernel.values import Value, text_form


def call(receiver: Operand, name: str, *arguments: object) -> Value:
    return leave(METHODS[name].call(Budget(lambda: None, lambda: 0.0), receiver, *arguments))


def code_of(receiver: Operand, name: str, *arguments: object) -> str:
    with pytest.raises(EvaluationError) as caught:
        call(receiver, name, *arguments)
    return caught.value.code


def arrow(function: Callable[..., Operand]) -> Arrow:
    return Arrow(function)


def short_id(parameter: object) -> str | None:
    """Name a long text by its length."""
    if isinstance(parameter, str) and len(parameter) > 40:
        return f"text-of-{len(parameter)}"
    return None


ITSELF = arrow(lambda item, at, items: item)


@pytest.mark.parametrize(
    ("text", "name", "arguments", "result"),
    [
        ("straße", "toUpperCase", (), "STRASSE"),
        ("ÀΣ", "toLowerCase", (), "àς"),
        ("\ufeff \t\u00a0x\u2003\n", "trim", (), "x"),
        ("a1", "includes", (1,), True),
        ("true!", "startsWith", (True,), True),
        ("1.5", "endsWith", (5,), True),
        ("a.a", "replace", (".", "$&"), "a$&a"),
        ("ab", "replace", ("", "-"), "-a-b-"),
        ("a,b", "split", (",",), ["a", "b"]),
        ("h😀", "split", ("",), ["h", "😀"]),
        ("", "split", (",",), [""]),
        ("", "split", ("",), []),
        ("abc", "slice", (-2,), "bc"),
        ("h😀x", "indexOf", ("x",), 2),
        ("abc", "indexOf", ("z",), -1),
        ("7", "padStart", (3, "0"), "007"),
        ("7", "padStart", (6, "ab"), "ababa7"),
        ("7", "padEnd", (3,), "7  "),
        ("abc", "padEnd", (-1, "x"), "abc"),
        ("a", "padEnd", (10**9, ""), "a"),
        ("ab", "repeat", (2,), "abab"),
        ("", "repeat", (1e300,), ""),
    ],
)
def test_methods_of_texts(
    text: str, name: str, arguments: tuple[Operand, ...], result: Value
) -> None:
    assert call(text, name, *arguments) == result


@pytest.mark.parametrize(
    ("items", "name", "arguments", "result"),
    [
        ([1, 2], "map", (arrow(lambda item, at, items: add(item, at)),), [1, 3]),
        ([0], "map", (arrow(lambda item, at, items: Date(0)),), ["1970-01-01T00:00:00Z"]),
        ([0, 1, "", [], {}], "filter", (ITSELF,), [1, [], {}]),
        ([[1, [2]], 3], "flatMap", (ITSELF,), [1, [2], 3]),
        ([0, 2, 3], "find", (ITSELF,), 2),
        ([0], "find", (ITSELF,), None),
        ([0, 1], "some", (ITSELF,), True),
        ([0, 1], "every", (ITSELF,), False),
        ([], "every", (ITSELF,), True),
        ([1, 2, 3], "reduce", (arrow(lambda acc, item, at, items: add(acc, item)),), 6),
        ([1, 2], "reduce", (arrow(lambda acc, item, at, items: add(acc, at)), ""), "01"),
        ([], "reduce", (ITSELF, 5), 5),
        ([3, 1, 2], "sort", (), [1, 2, 3]),
        ([3, 1, 2], "sort", (arrow(lambda a, b: subtract(b, a)),), [3, 2, 1]),
        ([2, 1], "sort", (arrow(lambda a, b: 0.0),), [2, 1]),
        ([1, 2], "sort", (arrow(lambda a, b: -0.5),), [2, 1]),
        ([1, "2"], "includes", (2,), True),
        ([1, "2"], "indexOf", (2,), 1),
        ([[1]], "indexOf", ([1.0],), 0),
        ([1], "indexOf", (None,), -1),
        ([1.5, "x", None, [1]], "join", (), "1.5,x,null,[1]"),
        ([1, 2], "join", (0,), "102"),
        ([], "join", (), ""),
        ([1, 2], "reverse", (), [2, 1]),
        ([1, 2, 3], "slice", (), [1, 2, 3]),
        ([1, 2, 3], "slice", (1, 2), [2]),
        ([1], "concat", (2, [3, [4]], Date(0)), [1, 2, 3, [4], "1970-01-01T00:00:00Z"]),
        ([1, 2], "first", (), 1),
        ([1, 2], "last", (), 2),
        ([], "first", (), None),
        ([], "last", (), None),
    ],
)
def test_methods_of_lists(
    items: list[Value], name: str, arguments: tuple[object, ...], result: Value
) -> None:
    before = text_form(items)

    assert call(items, name, *arguments) == result

    assert text_form(items) == before


@pytest.mark.parametrize(
    ("receiver", "name", "arguments", "code"),
    [
        (None, "trim", (), "null_access"),
        (None, "map", (ITSELF,), "null_access"),
        (1, "trim", (), "type_error"),
        ({}, "map", (ITSELF,), "type_error"),
        (Date(0), "slice", (0,), "type_error"),
        ([], "trim", (), "type_error"),
        ("a", "map", (ITSELF,), "type_error"),
        ("a", "trim", (1,), "bad_argument"),
        ("a", "slice", (), "bad_argument"),
        ("a", "split", (), "bad_argument"),
        ([], "concat", (), "bad_argument"),
        ([], "map", (1,), "bad_argument"),
        ([], "sort", ("x",), "bad_argument"),
        ([], "reduce", (ITSELF,), "bad_argument"),
        ([1, 2], "sort", (arrow(lambda a, b: "1"),), "type_error"),
        ([1, 2], "sort", (arrow(lambda a, b: True),), "type_error"),
        ("a", "includes", (None,), "type_error"),
        ("a", "split", ([],), "type_error"),
        ([1], "join", (None,), "type_error"),
        ("a", "repeat", (-1,), "bad_argument"),
        ("a", "repeat", (0.5,), "bad_argument"),
        ("a", "padStart", ("3",), "bad_argument"),
        ("a", "padStart", (3, None), "type_error"),
        ("a", "repeat", (10**15,), "limit_exceeded"),
        ("a", "padEnd", (MAX_TEXT + 1,), "limit_exceeded"),
        ("ab", "repeat", (MAX_TEXT // 2 + 1,), "limit_exceeded"),
        ("a" * 1_001, "replace", ("a", "x" * 1_000), "limit_exceeded"),
        ("ß" * (MAX_TEXT // 2 + 1), "toUpperCase", (), "limit_exceeded"),
        ("a" * (MAX_LIST + 1), "split", ("",), "limit_exceeded"),
        ("," * MAX_LIST, "split", (",",), "limit_exceeded"),
        (["x" * 1_000] * 1_001, "join", ("",), "limit_exceeded"),
        ([0] * MAX_LIST, "concat", (1,), "limit_exceeded"),
        ([0] * (MAX_LIST + 1), "map", (ITSELF,), "limit_exceeded"),
        ([[0] * MAX_LIST, 1], "flatMap", (ITSELF,), "limit_exceeded"),
    ],
    ids=short_id,
)
def test_methods_that_refuse(
    receiver: Operand, name: str, arguments: tuple[object, ...], code: str
) -> None:
    assert code_of(receiver, name, *arguments) == code


@pytest.mark.parametrize(
    ("receiver", "name", "arguments", "length"),
    [
        ("ab", "repeat", (MAX_TEXT // 2,), MAX_TEXT),
        ("a", "padEnd", (MAX_TEXT,), MAX_TEXT),
        ("a" * MAX_LIST, "split", ("",), MAX_LIST),
        (["x" * 1_000] * 1_000, "join", ("",), MAX_TEXT),
        ([0] * (MAX_LIST - 1), "concat", (1,), MAX_LIST),
        ([0] * MAX_LIST, "map", (ITSELF,), MAX_LIST),
    ],
    ids=short_id,
)
def test_results_may_be_exactly_as_large_as_allowed(
    receiver: Operand, name: str, arguments: tuple[object, ...], length: int
) -> None:
    found = call(receiver, name, *arguments)

    assert isinstance(found, (str, list))
    assert len(found) == length


def test_every_item_and_comparison_is_a_step() -> None:
    budget = Budget(lambda: None)
    budget.charge(MAX_STEPS - 2)

    METHODS["every"].call(budget, [1, 1], ITSELF)

    with pytest.raises(EvaluationError):
        METHODS["sort"].call(budget, [2, 1], arrow(lambda a, b: 0))


def test_a_search_that_stops_early_pays_for_what_it_saw() -> None:
    budget = Budget(lambda: None)
    budget.charge(MAX_STEPS - 1)

    assert METHODS["find"].call(budget, [1, 2, 3], ITSELF) == 1


def test_an_interruption_from_outside_passes_through() -> None:
    class Stop(Exception):
        pass

    def stop() -> None:
        raise Stop

    with pytest.raises(Stop):
        METHODS["map"].call(Budget(stop), [0] * 5_000, ITSELF)

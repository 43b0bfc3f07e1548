"""Escapes find nothing, bombs end in an error, and no evaluation leaves a trace."""

from collections.abc import Callable
from typing import Any

import pytest

from thaiyyal.expressions import (
    Env,
    EvaluationError,
    ExpressionError,
    Names,
    compile_each,
    compile_expression,
)


def _outcome(text: str, value: Any = None) -> object:
    try:
        return compile_expression(text).call(value, Env())
    except (ExpressionError, EvaluationError) as error:
        return error.code


@pytest.mark.parametrize(
    "name",
    ["constructor", "__proto__", "__class__", "__globals__", "__dict__", "mro", "toString"],
)
def test_host_names_are_ordinary_missing_keys(name: str) -> None:
    assert _outcome(f"input.{name}", {}) is None
    assert _outcome(f"input['{name}']", {}) is None
    assert _outcome(f"{name}") == "unknown_name"
    assert _outcome(f"'x'.{name}") == "type_error"
    assert _outcome(f"[].{name}") == "type_error"
    assert _outcome(f"5..{name}") in {"type_error", "syntax_error"}


@pytest.mark.parametrize(
    "text",
    [
        "print", "env", "budget", "check", "t1", "BREAK", "get_field", "__builtins__", "type",
        "evaluate", "error", "globalThis", "process", "undefined", "\uff49nput", "\u0456nput",
        "n" * 9_000,
    ],
)  # fmt: skip
def test_no_name_of_the_machine_is_reachable(text: str) -> None:
    assert _outcome(text) == "unknown_name"


@pytest.mark.parametrize(
    "text",
    ["exec('1')", "eval('1')", "open('x')", "f_sum([1])", "m_trim('x')", "get_field(1, 'x')"],
)
def test_only_functions_of_the_language_can_be_called(text: str) -> None:
    assert _outcome(text) == "unknown_function"


def test_texts_that_look_like_formats_stay_texts() -> None:
    assert _outcome("'{0.__class__}' + '%s'") == "{0.__class__}%s"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("'a'.repeat(1000000).repeat(2)", "limit_exceeded"),
        ("9 ** 9 ** 9", "not_finite"),
        ("input.map(x => 'a'.repeat(999999))", "limit_exceeded"),
        ("input.reduce((a, x) => a + a, 'aa')", "limit_exceeded"),
        ("input.reduce((a, x) => `${a}${a}`, 'aa')", "limit_exceeded"),
        ("input.reduce((a, x) => [a], 1)", "limit_exceeded"),
        ("input.reduce((a, x) => ({a}), 1)", "limit_exceeded"),
        ("input.reduce((a, x) => [a, a], 1)", "limit_exceeded"),
        ("input.reduce((a, x) => a.concat(a), [1])", "limit_exceeded"),
        ("input.reduce((a, x) => zip(a, a), [1])", "limit_exceeded"),
        ("input.map(a => input.map(b => input.map(c => c)).length)", "limit_exceeded"),
        ("input.flatMap(a => input.flatMap(b => input))", "limit_exceeded"),
        ("[1]" + ".map(x => [x, x])" * 110, "limit_exceeded"),
        ("[" * 100 + "[1].concat([[1]])" + "]" * 99, "limit_exceeded"),
    ],
)
def test_bombs_end_in_an_error(text: str, code: str) -> None:
    assert _outcome(text + ("]" if text.startswith("[[") else ""), list(range(1_000))) == code


def test_backtracking_patterns_take_linear_time() -> None:
    assert _outcome(f"matches('{'a' * 5_000}!', '^(a+)+$')") is False


def test_the_input_is_never_changed() -> None:
    items = [{"n": 2, "l": [2, 1]}, {"n": 1, "l": []}]

    _outcome("input.sort((a, b) => a.n - b.n).reverse().concat(input.map(x => x.l.sort()))", items)

    assert items == [{"n": 2, "l": [2, 1]}, {"n": 1, "l": []}]


def test_an_evaluation_cannot_see_the_one_before() -> None:
    expression = compile_expression("input.reduce((a, x) => a.concat([x]), [])")

    assert [expression.call([1], Env()) for _ in range(3)] == [[1], [1], [1]]


class Stop(Exception):
    """Raised by the engine to end the work."""


def _stopping(after: int) -> Callable[[], None]:
    left = [after]

    def check() -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Stop

    return check


@pytest.mark.parametrize(
    "text",
    ["input.map(x => x ?? 1)", "sum(input)", "sort(input)", "input.some(x => x == -1) ?? 1"],
)
def test_long_work_can_be_stopped(text: str) -> None:
    with pytest.raises(Stop):
        compile_expression(text).call(list(range(50_000)), Env(check=_stopping(0)))


@pytest.mark.parametrize("on_error", ["fail", "skip", "null"])
def test_stopping_is_no_error_of_an_item(on_error: Any) -> None:
    each = compile_each("item + 1", Names(), "map", on_error)

    with pytest.raises(Stop):
        each.run(list(range(5_000)), Env(check=_stopping(2)))

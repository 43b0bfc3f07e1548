"""Which texts are expressions, and where the others are wrong."""

import pytest

from thaiyyal.expressions import Env, ExpressionError, compile_expression


def _value(text: str, value: object = None) -> object:
    return compile_expression(text).call(value, Env())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("", 0),
        ("1 +", 3),
        ("1 2", 2),
        ("1--1", 1),
        ("a ?? b || c", 7),
        ("-2 ** 2", 3),
        ("2 ** -1 ** 2", 8),
        ("!>5", 1),
        ("1 > > 2", 4),
        (">1 in [2]", 3),
        ("x.map(y => {z: y})", 11),
        ("x.trim(y => y)", 9),
        ("x.reduce(0, y => y)", 14),
        ("x => x", 2),
        ("x?.(1)", 3),
        ("[1,,2]", 3),
        ("[...x]", 1),
        ("{[x]: 1}", 1),
        ("{true}", 5),
        ("007", 0),
        ("3px", 1),
        ("'a", 0),
        ("`a${1`", 6),
        ("new x", 0),
        ("'\ud800'", 1),
        ("a\x00b", 1),
    ],
)
def test_a_text_outside_the_grammar_is_refused_where_it_goes_wrong(
    text: str, position: int
) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(text)

    assert (caught.value.code, caught.value.position) == ("syntax_error", position)


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("1 + foo(1)", "unknown_function", 4),
        ("x.foo()", "unknown_method", 2),
        ("x.length()", "unknown_method", 2),
        ("len()", "bad_argument", 0),
        ("[len(1, 2)]", "bad_argument", 1),
        ("1 + 1e999", "not_finite", 4),
    ],
)
def test_what_can_be_known_beforehand_is_a_compile_error(
    text: str, code: str, position: int
) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(text)

    assert (caught.value.code, caught.value.position) == (code, position)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 ** 3 ** 2", 512),
        ("10 - 4 - 3", 3),
        ("1 < 2 == true", True),
        (">5 && <9", True),
        ("[>5, {a: <5}.a, `${==7}`]", [True, False, "true"]),
        ("> 1 ? >6 ? 'big' : 'mid' : <0", "big"),
        ("true?.5:1", 0.5),
        ("{a: 1, 'b c': 2, 3: 4, a: 5}", {"a": 5, "b c": 2, "3": 4}),
        ("[1, 2, ].map((x) => ({x}),)", [{"x": 1}, {"x": 2}]),
        ("`a${`b${1}`}c`", "ab1c"),
        ("'\\x41\\u{1F600}\\u00e9\\q'", "A😀éq"),
        ("\ufeff1\u00a0+\u20281", 2),
    ],
)
def test_a_text_of_the_grammar_has_its_value(text: str, expected: object) -> None:
    assert _value(text, 7) == expected


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("(", ")"),
        ("[", "]"),
        ("!", ""),
        ("x[", "]"),
        ("`${", "}`"),
        ("x ? 1 : ", ""),
        ("len(", ")"),
    ],
)
def test_nesting_ends_at_a_hundred(opening: str, closing: str) -> None:
    compile_expression(opening * 100 + "x" + closing * 100)

    with pytest.raises(ExpressionError) as caught:
        compile_expression(opening * 101 + "x" + closing * 101)

    assert caught.value.code == "limit_exceeded"


def test_a_text_has_at_most_ten_thousand_characters() -> None:
    compile_expression("1" + " " * 9_999)

    with pytest.raises(ExpressionError) as caught:
        compile_expression("1" + " " * 10_000)

    assert caught.value.code == "limit_exceeded"


@pytest.mark.parametrize(
    ("link", "expected"),
    [("+1", 5_000), ("&&1", 1), ("||1", 1), ("??1", 1), ("**1", 1), ("==1", False), ("<2", None)],
)
def test_long_chains_of_operators_work(link: str, expected: object) -> None:
    count = 4_999 if len(link) == 2 else 3_000
    if expected is None:
        compile_expression("1" + link * count)
        return
    assert _value("1" + link * count) == expected


@pytest.mark.parametrize("link", ["?.a", "?.[0]", "?.trim()"])
def test_long_chains_of_accesses_work(link: str) -> None:
    assert _value("input" + link * (9_900 // len(link))) is None

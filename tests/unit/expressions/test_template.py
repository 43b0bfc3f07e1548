"""Texts with expressions inside."""

import pytest

from thaiyyal.expressions import Env, EvaluationError, ExpressionError, compile_template
from thaiyyal.kernel.values import Value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ input.n }}", 5),
        (" {{ input.n }}", " 5"),
        ("{{input.l}}", [1, 2]),
        ("a {{ input.n }} b {{ input.l }} {{ input.none }}", "a 5 b [1,2] null"),
        ("{{ {a: {b: 1}}.a.b }}", 1),
        ("{{ '}}' }}", "}}"),
        ("{{ `}}${ {a: 1}.a }` }}", "}}1"),
        ("{{{a: 1}}}", {"a": 1}),
        (r"\{{ x }} }}", "{{ x }} }}"),
        (r"\{{{{ input.n }}", "{{5"),
        ("{ {{ 1 }} }", "{ 1 }"),
        ("", ""),
        ("{{ parseDate('2024-01-01') }}", "2024-01-01T00:00:00Z"),
    ],
)
def test_a_template_has_its_value(text: str, expected: object) -> None:
    value: Value = {"n": 5, "l": [1, 2], "none": None}

    assert compile_template(text).call(value, Env()) == expected


def test_a_lone_expression_can_be_taken_as_text() -> None:
    assert compile_template("{{ input }}").text({"a": 1.0}, Env()) == '{"a":1}'


@pytest.mark.parametrize(
    ("text", "position"),
    [("ab {{ 1", 3), ("{{}}", 2), ("{{ 1 + }}", 7), ("{{ 1 }} {{ 'x }}", 11), ("x {{ 1 2 }}", 7)],
)
def test_a_broken_template_tells_where(text: str, position: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_template(text)

    assert (caught.value.code, caught.value.position) == ("syntax_error", position)


def test_an_error_is_placed_in_the_template() -> None:
    with pytest.raises(EvaluationError) as caught:
        compile_template("Dear {{ input.a.b }}").call({"a": None}, Env())

    assert (caught.value.code, caught.value.position) == ("null_access", 16)


def test_a_rendered_text_has_a_limit() -> None:
    template = compile_template("{{ input }}{{ input }}")

    assert len(template.text("x" * 500_000, Env())) == 1_000_000
    with pytest.raises(EvaluationError) as caught:
        template.text("x" * 500_001, Env())
    assert caught.value.code == "limit_exceeded"


def test_a_template_tells_what_it_reads() -> None:
    template = compile_template("{{ node.a }} {{ node['b'] + total }}")

    assert template.references == {"a", "b"}
    assert template.variable_names == {"total"}
    assert not template.is_constant
    assert compile_template("only text").is_constant

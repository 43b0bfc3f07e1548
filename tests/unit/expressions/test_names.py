"""What names stand for, and what an expression says it reads."""

import pytest

from thaiyyal.expressions import (
    Env,
    EvaluationError,
    Names,
    compile_each,
    compile_expression,
    field_expression,
)

LOOP = {"item": "i", "index": 2, "items": ["i"], "accumulator": 9}


def _env(loop: bool = False) -> Env:
    return Env(
        variables={"v": 1, "item": "variable", "index": "variable", "length": 3},
        context={"c": 2},
        nodes={"n": {"x": 3}, "a-b": 4, "1": 5},
        loop=dict(LOOP) if loop else {},  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("v", 1),
        ("key", "of input"),
        ("item.key", "of input"),
        ("index", "variable"),
        ("variables.item", "variable"),
        ("context.c", 2),
        ("node.n.x + node['a-b'] + node.1", 12),
        ("node[`a${'-'}b`]", 4),
        ("variables?.nope", None),
        ("node?.nope ?? 'none'", "none"),
        ("[1].map(v => v + 1)", [2]),
        ("[1].map(node => node)", [1]),
        ("map([7], [input, item, index, items])", [[7, 7, 0, [7]]]),
        ("map([7], variables.index)", [0]),
        ("keys(variables)", ["v", "item", "index", "length"]),
    ],
)
def test_names_outside_a_loop(text: str, expected: object) -> None:
    assert compile_expression(text).call({"key": "of input"}, _env()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("item", "i"),
        ("index + acc", 11),
        ("variables.item", "i"),
        ("variables['acc']", 9),
        ("variables['in' + 'dex']", 2),
        ("input", None),
        ("map([5], accumulator + item)", [14]),
    ],
)
def test_names_a_loop_binds_win(text: str, expected: object) -> None:
    expression = compile_expression(text, Names(frozenset(LOOP)))

    assert expression.call(None, _env(loop=True)) == expected


@pytest.mark.parametrize(
    ("text", "position"),
    [("1 + nope", 4), ("variables.nope", 10), ("node['nope']", 4), ("context[`x`]", 7)],
)
def test_a_name_that_nothing_binds_is_an_error_where_it_is_read(text: str, position: int) -> None:
    with pytest.raises(EvaluationError) as caught:
        compile_expression(text).call(None, _env())

    assert (caught.value.code, caught.value.position) == ("unknown_name", position)


def test_an_expression_tells_what_it_reads() -> None:
    expression = compile_expression(
        "node.a.x + node['b'] + total + variables.rate + [1].map(p => p)"
    )

    assert expression.references == {"a", "b"}
    assert expression.variable_names == {"total", "rate"}
    assert not expression.dynamic_nodes
    assert not expression.dynamic_variables


@pytest.mark.parametrize("text", ["keys(node)", "node[input]", "[node]", "node.trim()"])
def test_other_uses_of_node_are_dynamic(text: str) -> None:
    assert compile_expression(text).dynamic_nodes


def test_loop_names_are_no_variables() -> None:
    each = compile_each("variables.item + index + acc", Names(), "map", "fail")

    assert each.variable_names == {"acc"}


@pytest.mark.parametrize(
    "name", ["plain", "two words", 'quo"te', "back\\slash", "new\nline", "é😀"]
)
def test_a_field_of_any_name_can_be_read(name: str) -> None:
    each = compile_each(field_expression(name), Names(), "map", "fail")

    assert each.run([{name: 1}], Env()) == ([1], 0)

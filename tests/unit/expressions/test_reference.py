"""The compiler against the slow interpreter: same value, or same error at the same place."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from thaiyyal.expressions import (
    Env,
    EvaluationError,
    ExpressionError,
    Names,
    compile_each,
    compile_expression,
)
from thaiyyal.testing.reference_expressions import evaluate_slowly

ATOMS = st.sampled_from(
    [
        "0",
        "1",
        "2",
        "-1",
        "2.5",
        "1e3",
        "''",
        "'a'",
        "'ab'",
        "'1'",
        "'2024-01-02'",
        "true",
        "false",
        "null",
        "[]",
        "{}",
        "input",
        "item",
        "index",
        "items",
        "acc",
        "n",
        "t",
        "l",
        "o",
        "v",
        "x",
        "nope",
        "node.a",
        "node.b",
        "node['a']",
        "variables.v",
        "variables.item",
        "variables.zz",
        "variables?.zz",
        "context.c",
        "context?.d",
        "now()",
        "fromEpoch(60)",
        "input.n",
        "input.t",
        "input.l",
        "input.o",
        "input.l[0]",
        "input.l[-1]",
        "input.o.k",
        "input.u",
        "input.u[0].n",
        "variables",
        "node",
        "context",
    ]
)
BINARY = st.sampled_from(
    [
        "+",
        "-",
        "*",
        "/",
        "%",
        "<",
        "<=",
        ">",
        ">=",
        "==",
        "!=",
        "===",
        "!==",
        "&&",
        "||",
        "??",
        "in",
    ]  # ** apart: it refuses signs
)
FIELDS = st.sampled_from(["n", "t", "l", "o", "k", "length", "constructor"])
FUNCTIONS = st.sampled_from(
    ["sum", "max", "round", "len", "text", "number", "isNull", "keys", "sort", "unique"]
)
METHODS = st.sampled_from(["toUpperCase", "trim", "first", "last", "reverse", "sort", "join"])
TESTS = st.sampled_from(["startsWith", "endsWith", "includes", "indexOf", "split", "concat"])
ARROWS = st.sampled_from(["map", "filter", "find", "some", "every", "flatMap"])
PARAMETERS = st.sampled_from(["x", "(x, i)", "(x, i, l)", "()", "(input)", "(x, i, l, m)"])


def _compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def joined(template: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.tuples(*parts).map(lambda made: template.format(*made))

    return st.one_of(
        joined("({} {} {})", inner, BINARY, inner),
        joined("(({}) ** ({}))", inner, inner),
        joined("{}({})", st.sampled_from("!-+"), inner),
        joined("({} ? {} : {})", inner, inner, inner),
        joined("({} {})", st.sampled_from(["> ", "==", "<="]), inner),
        joined("[{}, {}]", inner, inner),
        joined("{{a: {}, k: {}}}", inner, inner),
        joined("`<${{{}}}>`", inner),
        joined("({}){}{}", inner, st.sampled_from([".", "?."]), FIELDS),
        joined("({})[{}].k", inner, inner),
        joined("({})?.[{}].k?.n", inner, inner),
        joined("{}({})", FUNCTIONS, inner),
        joined("coalesce({}, {}, 1)", inner, inner),
        joined("contains({}, {})", inner, inner),
        joined("map({}, {})", inner, inner),
        joined("map({}, {} => {})", inner, PARAMETERS, inner),
        joined("({}).{}()", inner, METHODS),
        joined("({})?.{}({}).k", inner, TESTS, inner),
        joined("({}).{}({})", inner, TESTS, inner),
        joined("({}).{}({} => {})", inner, ARROWS, PARAMETERS, inner),
        joined("({}).reduce((acc, x, i) => {}, {})", inner, inner, inner),
        joined("({}).reduce((x, y) => {})", inner, inner),
        joined("({}).sort((x, y) => {})", inner, inner),
    )


EXPRESSIONS = st.recursive(ATOMS, _compound, max_leaves=12)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 3), st.sampled_from([0.5, "", "a", "12", "n"])
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ntlok"), inner, max_size=3)
    ),
    max_leaves=6,
)
ORDINARY = {"n": 3, "t": "ab", "l": [3, 1, 2], "o": {"k": 1}, "u": [{"n": 1}, {"n": "2"}, {}]}
INPUTS = st.one_of(st.just(ORDINARY), VALUES)
LOOPS = st.sampled_from(
    [{}, {"index": 1}, {"item": 5, "index": 0, "items": [5, 6]}, {"accumulator": [1]}]
)


def _outcome(run: Any) -> Any:
    try:
        return run()
    except (EvaluationError, ExpressionError) as error:
        return error.code, error.position


def _exactly(value: Any) -> str:
    """Return a text that tells apart what Python's ``==`` does not: 1 and True."""
    if isinstance(value, float) and value.is_integer():
        return repr(int(value))
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_exactly, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key!r}: {_exactly(value[key])}' for key in value)}}}"
    return repr(value)


def _env(loop: dict[str, Any]) -> Env:
    return Env(
        variables={"v": 7, "x": [1], "item": "w"},
        context={"c": "cc"},
        nodes={"a": {"n": 1}, "b": [1, 2]},
        loop=loop,
        now_ms=1_700_000_000_000,
    )


@settings(max_examples=400, deadline=None)
@given(text=EXPRESSIONS, value=INPUTS, loop=LOOPS)
def test_compiled_code_does_what_the_interpreter_does(
    text: str, value: Any, loop: dict[str, Any]
) -> None:
    env = _env(loop)
    before = _exactly(value)

    slow = _outcome(lambda: evaluate_slowly(text, value, env))
    fast = _outcome(lambda: compile_expression(text, Names(frozenset(loop))).call(value, env))

    assert _exactly(fast) == _exactly(slow)
    assert _exactly(value) == before


@settings(max_examples=150, deadline=None)
@given(text=EXPRESSIONS, value=INPUTS)
def test_long_expressions_without_fast_paths_do_the_same(text: str, value: Any) -> None:
    env = _env({})
    padded = text + " " * 1_500

    slow = _outcome(lambda: evaluate_slowly(text, value, env))
    fast = _outcome(lambda: compile_expression(padded).call(value, env))

    assert _exactly(fast) == _exactly(slow)


@settings(max_examples=200, deadline=None)
@given(text=EXPRESSIONS, items=st.lists(INPUTS, max_size=4))
def test_a_loop_over_items_evaluates_each_on_its_own(text: str, items: list[Any]) -> None:
    env = _env({})
    expected = []
    for index, item in enumerate(items):
        inner = _env({"item": item, "index": index, "items": items})
        value = _outcome(lambda item=item, inner=inner: evaluate_slowly(text, item, inner))
        expected.append(None if isinstance(value, tuple) else value)

    outcome = _outcome(lambda: compile_each(text, Names(), "map", "null").run(items, env)[0])

    is_bad = isinstance(outcome, tuple)  # found while compiling
    assert _exactly([None] * len(items) if is_bad else outcome) == _exactly(expected)


@settings(max_examples=500, deadline=None)
@given(
    st.one_of(
        st.text(max_size=40),
        st.text("()[]{}`$'\"\\?.:,=>!&|<+-*/% ab1n\n", max_size=60),
        EXPRESSIONS.map(lambda text: text[: len(text) * 2 // 3]),
    )
)
def test_any_text_is_an_expression_or_an_expression_error(text: str) -> None:
    position = 0
    try:
        compile_expression(text)
    except ExpressionError as error:
        position = error.position

    assert 0 <= position <= len(text)

"""YAML 1.2 by the core schema, one document, bounded."""

import pytest

from thaiyyal.kernel.values import Value
from thaiyyal.nodes.operations.parse import Parse
from thaiyyal.testing.node_harness import NodeResult, run_node

LAUGHS = "a0: &a0 [x, x, x, x]\n" + "".join(
    f"a{k}: &a{k} [*a{k - 1}, *a{k - 1}, *a{k - 1}, *a{k - 1}]\n" for k in range(1, 40)
)


def parse(text: str) -> NodeResult:
    return run_node(Parse, {"input_type": "YAML"}, [text])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("# only a note\n", None),
        ("[True, TRUE, false, ~, Null, ]", [True, True, False, None, None]),
        ("[yes, on, 2024-01-01, 12:30]", ["yes", "on", "2024-01-01", "12:30"]),
        ("[1_000, 0o7, n]", ["1_000", "0o7", "n"]),
        ("[012, +1, -0, 0x1F, 1., .5, 1e3]", [12, 1, 0, 31, 1, 0.5, 1000]),
        ("'1'", "1"),
        ("a: |\n  x\n  y\nb: >-\n  x\n  y", {"a": "x\ny\n", "b": "x y"}),
        ("1: a\ntrue: b\n~: c", {"1": "a", "true": "b", "null": "c"}),
        ("1.50: d\n[1, x]: e", {"1.5": "d", '[1,"x"]': "e"}),
        ("a: &x {p: 1, q: 2}\nb: {<<: *x, q: 3}", {"a": {"p": 1, "q": 2}, "b": {"p": 1, "q": 3}}),
        ("<<: [{a: 1}, {a: 2, b: 2}]\nc: 3", {"a": 1, "b": 2, "c": 3}),
        ("'<<': 1", {"<<": 1}),
        ("[!!str 5, !!int 5, !!float 5]", ["5", 5, 5]),
        ("[!!null '', !!bool true, ! 5]", [None, True, "5"]),
        ("!!map {a: !!seq [1]}", {"a": [1]}),
    ],
)
def test_yaml_is_read(text: str, value: Value) -> None:
    result = parse(text)

    assert (result.error, result.value) == (None, value)


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\na: 2",
        '1: a\n"1": b',
        "a\n---\nb",
        "*x",
        "&a [*a]",
        "<<: 5",
        "!!binary aGk=",
        "!!set {a}",
        "!!python/object:os.system x",
        "!mine x",
        "!!int x",
        "!!seq {a: 1}",
        ".inf",
        "1e999",
        "\0",
        "[a",
        "@x",
        LAUGHS,
        "[" + "1," * 10_000 + "]",
    ],
    ids=lambda text: text[:24],
)
def test_what_is_refused(text: str) -> None:
    result = parse(text)

    assert result.error == "parse_error"
    assert "line " in result.message


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("[" * 100 + "]" * 100, None),
        ("[" * 101 + "]" * 101, "limit_exceeded"),
        ("[" * 100_000, "limit_exceeded"),
        ("a: &a " + "[" * 60 + "]" * 60 + "\nb: " + "[" * 60 + "*a" + "]" * 60, "limit_exceeded"),
    ],
    ids=["100", "101", "100000", "through an alias"],
)
def test_nesting_is_bounded(text: str, error: str | None) -> None:
    assert parse(text).error == error

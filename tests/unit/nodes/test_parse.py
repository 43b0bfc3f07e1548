"""Texts become values, and a text that is not valid says where."""

import pytest

from thaiyyal.kernel.values import Value
from thaiyyal.nodes.operations.parse import Parse
from thaiyyal.sdk import Limits
from thaiyyal.testing.node_context import NodeContext
from thaiyyal.testing.node_harness import NodeResult, run_node


def parse(text: Value, input_type: str = "AUTO", **fields: object) -> NodeResult:
    return run_node(Parse, {"input_type": input_type, **fields}, [text])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (" [1, 2] \n", [1, 2]),
        ('{"a":1,"a":2}', {"a": 2}),
        ("12345678901234567890", 1.2345678901234567e19),
        ("null", None),
    ],
)
def test_json_is_read(text: str, value: Value) -> None:
    assert parse(text, "json").value == value


@pytest.mark.parametrize(
    "text",
    ["", "{bad", "NaN", "01", "[1,]", "// x\n1", "1 2", "1e999", '"\ud800"', '"\\ud800"', "\0"],
)
def test_what_is_not_json_fails(text: str) -> None:
    assert parse(text, "JSON").error == "parse_error"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\r\n1,2\r3,4\n", [{"a": 1, "b": 2}, {"a": 3, "b": 4}]),
        ("\ufeffa\n1", [{"a": 1}]),
        ("a\n\n\n1\n\n", [{"a": 1}]),
        ("a,b\n 1\t, x \n", [{"a": 1, "b": "x"}]),
        ('a,b\n \t" x ",2', [{"a": " x ", "b": 2}]),
        ('a\n"x\r\ny"\n"z"', [{"a": "x\r\ny"}, {"a": "z"}]),
        ('a,b\n"x ""q""",""', [{"a": 'x "q"', "b": ""}]),
        ("a,a\n1,2", [{"a": 2}]),
        ('n\n"1"\n007\n+1\n.5\n1e999\n-0', [{"n": n} for n in (1, "007", "+1", ".5", "1e999", 0)]),
        ("", []),
        ("a,b", []),
        ("\n\n", []),
    ],
)
def test_csv_is_read(text: str, rows: Value) -> None:
    assert parse(text, "CSV").value == rows


def test_csv_without_header_is_a_list_of_lists() -> None:
    assert parse("a,1\nb,2", "CSV", has_header=False).value == [["a", 1], ["b", 2]]


def test_csv_without_types_is_all_texts() -> None:
    assert parse("a\n1\ntrue", "CSV", infer_types=False).value == [{"a": "1"}, {"a": "true"}]


def test_a_tab_is_a_delimiter_and_never_cut() -> None:
    assert parse("a\tb\n\t 2 ", "TSV").value == [{"a": "", "b": 2}]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a,b\n1", "line 2, column 1"),
        ("a,b\r\n1,2\r\n1,2,3", "line 3, column 1"),
        ('a,b\n1,x"y', "line 2, column 4"),
        ('a,b\n"x"y,2', "line 2, column 4"),
        ('a\n"x" ', "line 2, column 4"),
        ('a,b\n1,"x\ny', "line 2, column 3"),
    ],
)
def test_a_mistake_in_csv_has_a_place(text: str, place: str) -> None:
    result = parse(text, "CSV")

    assert result.error == "parse_error"
    assert place in result.message


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ('{"a":\n x}', "JSON", "line 2, column 2"),
        ("a: 1\n b: 2", "YAML", "line 2, column 3"),
        ("<a>\n<b></a>", "XML", "line 2, column 6"),
    ],
)
def test_a_mistake_has_a_place(text: str, kind: str, place: str) -> None:
    result = parse(text, kind)

    assert result.error == "parse_error"
    assert place in result.message


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('{"a":1}', "JSON"),
        ("5", "JSON"),
        ("<a>1</a>", "XML"),
        ("\n <?xml version='1.0'?><a/>", "XML"),
        ("a: 1\nb: 2", "YAML"),
        ("[a: 1\n, b: 2]", "YAML"),
        ("a\tb,\t\n1\t2\t3", "TSV"),
        ("a,b\r1,2", "CSV"),
    ],
)
def test_auto_finds_the_format(text: str, kind: str) -> None:
    assert parse(text).meta["format"] == kind


@pytest.mark.parametrize("text", ["hello", "a: 1", "l1\nl2", "x, y"])
def test_auto_takes_anything_else_for_json(text: str) -> None:
    assert parse(text).error == "parse_error"


def test_another_value_is_read_from_its_text_form() -> None:
    assert parse([1, {"a": True}]).value == [1, {"a": True}]


def test_more_rows_than_a_list_may_have_are_refused() -> None:
    limits = Limits(list_length=2)

    at_limit = run_node(
        Parse, {"input_type": "CSV"}, ["a\n1\n2"], context=NodeContext(limits=limits)
    )
    beyond = run_node(
        Parse, {"input_type": "CSV"}, ["a\n1\n2\n3"], context=NodeContext(limits=limits)
    )

    assert at_limit.value == [{"a": 1}, {"a": 2}]
    assert beyond.error == "limit_exceeded"


@pytest.mark.parametrize(
    ("text", "kind"),
    [("[1,2,3]", "JSON"), ("<a><b/><b/><b/></a>", "XML"), ("1,2,3", "CSV")],
)
def test_longer_lists_than_allowed_are_refused(text: str, kind: str) -> None:
    context = NodeContext(limits=Limits(list_length=2))

    assert run_node(Parse, {"input_type": kind}, [text], context=context).error == "limit_exceeded"


def test_many_records_can_be_interrupted() -> None:
    context = NodeContext()

    run_node(Parse, {"input_type": "CSV"}, ["a\n" + "1\n" * 10_000], context=context)

    assert context.checks >= 2

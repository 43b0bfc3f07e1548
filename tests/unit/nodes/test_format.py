"""Values become texts, exactly as documented."""

import pytest

from thaiyyal.kernel.values import Value
from thaiyyal.nodes.operations.format import Format
from thaiyyal.sdk import Limits
from thaiyyal.testing.node_context import NodeContext
from thaiyyal.testing.node_harness import NodeResult, run_node


def write(value: Value, output_type: str, **fields: object) -> NodeResult:
    return run_node(Format, {"output_type": output_type, **fields}, [value])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ([{"b": 1, "a": "x"}, {"a": "y, z", "c": None, "b": 2.5}], 'b,a,c\n1,x,\n2.5,"y, z",\n'),
        ({"a": 1, "b": True}, "a,b\n1,true\n"),
        ([{"a": [1, 2], "b": {"x": 1}}], 'a,b\n"[1,2]","{""x"":1}"\n'),
        ([{"a": 'say "hi"', "b": "l1\nl2"}], 'a,b\n"say ""hi""","l1\nl2"\n'),
        ([{"c": " x", "d": "r\r"}], 'c,d\n" x","r\r"\n'),
        ([[1, "a"], [None, "b,c"]], '1,a\n,"b,c"\n'),
        ([{}, {}], "\n\n\n"),
        ([], ""),
    ],
)
def test_csv_is_written(value: Value, text: str) -> None:
    assert write(value, "CSV").value == text


def test_a_tab_is_the_delimiter_of_tsv_whatever_is_set() -> None:
    assert write([{"a": "x;y", "b": "t\tu"}], "tsv", delimiter=";").value == 'a\tb\nx;y\t"t\tu"\n'


def test_headers_can_be_left_out() -> None:
    assert write([{"a": 1}], "CSV", include_headers=False).value == "1\n"


@pytest.mark.parametrize("value", [5, "x", None, [1, 2], [{"a": 1}, [1]], [{"a": 1}, None]])
def test_what_is_no_table_is_refused(value: Value) -> None:
    assert write(value, "CSV").error == "invalid_input"


@pytest.mark.parametrize("delimiter", ["", ";;", '"', "\n", "\r", 1])
def test_a_delimiter_is_one_character(delimiter: object) -> None:
    assert write([], "CSV", delimiter=delimiter).error == "invalid_field"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": [1, "x", None]}, "b:\n- 1\n- x\n- null\n"),
        ({"s": "true", "m": "l1\nl2"}, "s: 'true'\nm: 'l1\n\n  l2'\n"),
        ({"a": {"b": {}, "c": [[]]}}, "a:\n  b: {}\n  c:\n  - []\n"),
        ([[1, [2]], {"a": 1, "b": 2}], "- - 1\n  - - 2\n- a: 1\n  b: 2\n"),
        (["12", "yes", ""], "- '12'\n- 'yes'\n- ''\n"),
        (["a: b", "it's", "\t"], "- 'a: b'\n- it's\n- \"\\t\"\n"),
    ],
)
def test_yaml_is_written(value: Value, text: str) -> None:
    assert write(value, "YAML").value == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"r": {"@k": 'a"b', "x": [1, None]}}, '<r k="a&quot;b"><x>1</x><x/></r>'),
        ({"r": {"y": "<&>"}}, "<r><y>&lt;&amp;&gt;</y></r>"),
        ({"a": 1, "b": []}, "<root><a>1</a></root>"),
        ([1, [2]], "<root><item>1</item><item><item>2</item></item></root>"),
        (5, "<root>5</root>"),
    ],
)
def test_xml_is_written(value: Value, text: str) -> None:
    assert write(value, "XML").value == text


def test_pretty_xml_is_indented() -> None:
    text = write({"r": {"a": 1, "b": {"c": 2}}}, "XML", pretty_print=True).value

    assert text == "<r>\n  <a>1</a>\n  <b>\n    <c>2</c>\n  </b>\n</r>"


@pytest.mark.parametrize("value", [{"my key": 1}, {"a": "\0"}, {"a": {"@b": [1]}}, {"": 1}])
def test_what_xml_cannot_carry_is_refused(value: Value) -> None:
    assert write(value, "XML").error == "invalid_input"


def test_pretty_json_is_indented_by_two() -> None:
    text = write({"b": [1, {}], "a": []}, "JSON", pretty_print=True).value

    assert text == '{\n  "b": [\n    1,\n    {}\n  ],\n  "a": []\n}'


def test_text_needs_a_template() -> None:
    assert write(1, "TEXT").error == "missing_field"


def test_text_is_always_a_text() -> None:
    assert write(5, "TEXT", template="{{ input }}").value == "5"


def test_bytes_and_rows_are_counted() -> None:
    assert write(["é"], "JSON").meta == {"rows": 1, "bytes": 6}


@pytest.mark.parametrize("output_type", ["JSON", "CSV", "YAML", "XML"])
def test_a_text_beyond_the_limit_is_refused(output_type: str) -> None:
    context = NodeContext(limits=Limits(text_length=20))
    rows: Value = [{"a": "0123456789"}, {"a": "0123456789"}]

    result = run_node(Format, {"output_type": output_type}, [rows], context=context)

    assert result.error == "limit_exceeded"


@pytest.mark.parametrize("output_type", ["JSON", "CSV", "YAML", "XML"])
def test_a_value_that_doubles_itself_is_refused(output_type: str) -> None:
    value: Value = "x"
    for _ in range(60):
        value = [value, value]

    context = NodeContext(limits=Limits(text_length=100_000))
    result = run_node(Format, {"output_type": output_type}, [[[value]]], context=context)

    assert result.error == "limit_exceeded"

"""XML becomes objects; document types and entities are refused."""

import pytest

from thaiyyal.kernel.values import Value
from thaiyyal.nodes.operations.parse import Parse
from thaiyyal.testing.node_harness import NodeResult, run_node


def parse(text: str, **fields: object) -> NodeResult:
    return run_node(Parse, {"input_type": "XML", **fields}, [text])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("<a/>", {"a": ""}),
        ("<a> 7 </a>", {"a": 7}),
        ("<a x='1' y='z'/>", {"a": {"@x": 1, "@y": "z"}}),
        ("<a x='1'>true</a>", {"a": {"@x": 1, "#text": True}}),
        ("<a>t<b>1</b>u<c/><b>2</b></a>", {"a": {"b": [1, 2], "c": "", "#text": "tu"}}),
        ("<a>&lt;&#233;<![CDATA[<b>]]><!-- c --><?p i?></a>", {"a": "<é<b>"}),
        ("<x:a xmlns:x='u'><x:b/></x:a>", {"x:a": {"@xmlns:x": "u", "x:b": ""}}),
        ('\ufeff<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>', {"a": "é"}),
    ],
)
def test_xml_is_read(text: str, value: Value) -> None:
    assert parse(text).value == value


def test_without_types_all_is_text() -> None:
    assert parse("<a x='1'><b>true</b></a>", infer_types=False).value == {
        "a": {"@x": "1", "b": "true"}
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "<a>",
        "<a/><b/>",
        "<a x='1' x='2'/>",
        "<a>&x;</a>",
        "<a>\0</a>",
        "<a>\ud800</a>",
        "<!DOCTYPE a><a/>",
        '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
    ],
)
def test_what_is_refused(text: str) -> None:
    result = parse(text)

    assert result.error == "parse_error"
    assert "line " in result.message


@pytest.mark.parametrize(("depth", "error"), [(100, None), (101, "limit_exceeded")])
def test_nesting_is_bounded(depth: int, error: str | None) -> None:
    assert parse("<a>" * depth + "</a>" * depth).error == error

"""Schemas, XML and YAML that name other documents: refused, and nothing is ever fetched."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from thaiyyal.kernel.values import Value
from thaiyyal.nodes.operations.parse import Parse
from thaiyyal.nodes.resilience.schema_validator import SchemaValidator
from thaiyyal.sdk.json_schema import BadSchema, compile_schema
from thaiyyal.testing.local_server import Answer, LocalServer
from thaiyyal.testing.node_harness import run_node


@pytest.fixture
def server() -> Iterator[LocalServer]:
    """A server with a schema that everything fits; it must receive nothing."""
    with LocalServer(lambda _: Answer(200, b"true")) as listening:
        yield listening
        assert listening.received == []


@pytest.fixture
def file(tmp_path: Path) -> str:
    """The address of a file with a schema that everything fits, and a text to look for."""
    path = tmp_path / "schema.json"
    path.write_text('{"title": "canary-of-the-file"}')
    return path.as_uri()


SCHEMAS: dict[str, Value] = {
    "$ref": {"$ref": "URL"},
    "$ref with a fragment": {"$ref": "URL#/a"},
    "$ref inside": {"properties": {"a": {"items": [{"$ref": "URL"}]}}},
    "$ref in definitions": {"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "URL"}}},
    "$ref in unused definitions": {"$defs": {"a": {"$ref": "URL"}}},
    "$ref under a name of data": {"properties": {"const": {"$ref": "URL"}}},
    "$ref in any keyword": {"mine": {"other": [{"$ref": "URL"}]}},
    "$ref in a branch": {"if": False, "then": {"$ref": "URL"}},
    "$dynamicRef": {"$dynamicRef": "URL#a"},
    "$recursiveRef": {"$recursiveRef": "URL"},
    "$schema": {"$schema": "URL"},
    "$schema inside": {"properties": {"a": {"$id": "URL/a", "$schema": "URL"}}},
    "relative to $id": {"$id": "URL", "$ref": "other.json"},
    "relative to an $id inside": {"allOf": [{"$id": "URL", "items": {"$ref": "other.json"}}]},
    "relative to id": {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "id": "URL",
        "$ref": "other.json",
    },
    "absolute path": {"$id": "URL", "$ref": "/other.json"},
    "without a scheme": {"$id": "URL", "$ref": "//127.0.0.1/other.json"},
    "empty path": {"$id": "URL", "$ref": "?a#"},
}
SCHEMES = ["http", "upper case", "file", "ftp", "data", "urn", "blank before"]


def filled(schema: Value, url: str) -> Value:
    if isinstance(schema, str):
        return schema.replace("URL", url)
    if isinstance(schema, list):
        return [filled(each, url) for each in schema]
    if isinstance(schema, dict):
        return {key: filled(each, url) for key, each in schema.items()}
    return schema


def address(scheme: str, server: LocalServer, file: str) -> str:
    return {
        "http": server.url,
        "upper case": server.url.upper(),
        "file": file,
        "ftp": f"ftp://127.0.0.1:{server.port}/a",
        "data": "data:application/json,true",
        "urn": "urn:example:schema",
        "blank before": f" {server.url}",
    }[scheme]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_that_names_another_is_refused(
    name: str, scheme: str, server: LocalServer, file: str
) -> None:
    schema = filled(SCHEMAS[name], address(scheme, server, file))

    result = run_node(SchemaValidator, {"schema": schema}, [{"a": [1]}])

    assert result.error == "invalid_field"


@pytest.mark.parametrize(
    "schema",
    [
        {"$id": "URL/a", "$ref": "#/$defs/b", "$defs": {"b": {"type": "object"}}},
        {"$id": "URL/a", "$dynamicRef": "#b", "$defs": {"b": {"$dynamicAnchor": "b"}}},
        {
            "$id": "URL/a",
            "$defs": {"b": {"$id": "URL/b", "$ref": "#/$defs/c", "$defs": {"c": True}}},
        },
    ],
)
def test_an_id_is_only_a_name(schema: Value, server: LocalServer) -> None:
    result = run_node(SchemaValidator, {"schema": filled(schema, server.url)}, [{}])

    assert (result.error, result.port) == (None, "valid")


def test_an_id_that_is_where_a_reference_leads_is_not_fetched(server: LocalServer) -> None:
    """The base is the server: a place that is not in the schema must not be looked for there."""
    schema = filled({"$id": "URL/a.json", "$ref": "#/$defs/missing"}, server.url)

    with pytest.raises(BadSchema):
        compile_schema(schema)


XML = {
    "external entity": '<!DOCTYPE a [<!ENTITY b SYSTEM "URL">]><a>&b;</a>',
    "public entity": '<!DOCTYPE a [<!ENTITY b PUBLIC "x" "URL">]><a>&b;</a>',
    "parameter entity": '<!DOCTYPE a [<!ENTITY % b SYSTEM "URL">%b;]><a/>',
    "external subset": '<!DOCTYPE a SYSTEM "URL"><a/>',
    "public subset": '<!DOCTYPE a PUBLIC "x" "URL"><a/>',
    "plain doctype": "<!DOCTYPE a><a/>",
    "entities in entities": '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>',
    "unknown entity": "<a>&b;</a>",
    "notation": '<!DOCTYPE a [<!NOTATION n SYSTEM "URL">]><a/>',
    "attribute default": '<!DOCTYPE a [<!ATTLIST a b CDATA "x">]><a/>',
}


@pytest.mark.parametrize("is_file", [False, True], ids=["http", "file"])
@pytest.mark.parametrize("name", XML)
def test_xml_with_a_document_type_is_refused(
    name: str, is_file: bool, server: LocalServer, file: str
) -> None:
    text = XML[name].replace("URL", file if is_file else server.url)

    result = run_node(Parse, {"input_type": "XML"}, [text])

    assert result.error is not None
    assert "canary-of-the-file" not in f"{result.value}{result.message}"


@pytest.mark.parametrize(
    "text",
    [
        '<?xml-stylesheet href="URL"?><a/>',
        '<a xmlns:x="http://www.w3.org/2001/XInclude"><x:include href="URL"/></a>',
        '<a xmlns:s="http://www.w3.org/2001/XMLSchema-instance" s:schemaLocation="x URL"/>',
    ],
)
def test_places_in_xml_are_only_texts(text: str, server: LocalServer) -> None:
    result = run_node(Parse, {"input_type": "XML"}, [text.replace("URL", server.url)])

    assert result.error is None


YAML = [
    "!!python/object/apply:os.system ['true']",
    "!!python/object/new:subprocess.Popen [['true']]",
    "!!python/name:os.system",
    "a: !!python/module:os",
    "!include URL",
    "a: !include 'URL'",
    "!<tag:yaml.org,2002:python/tuple> [1]",
    "%TAG ! tag:yaml.org,2002:python/\n---\n!name:os.system",
    "!mine 1",
    "- !!binary aGk=",
    "!!set {a}",
    "!!omap [a: 1]",
]


@pytest.mark.parametrize("text", YAML)
def test_yaml_with_tags_of_others_is_refused(text: str, server: LocalServer) -> None:
    result = run_node(Parse, {"input_type": "YAML"}, [text.replace("URL", server.url)])

    assert result.error is not None

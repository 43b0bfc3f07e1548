"""The OpenAPI document is committed as it is generated, complete, and shows examples that hold."""

import runpy
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest

from tests.architecture.repository import ROOT
from thaiyyal.web.document import api_document

DOCUMENT = api_document()
OPERATIONS = {
    operation["operationId"]: operation
    for operations in DOCUMENT["paths"].values()
    for operation in operations.values()
}
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]


def _bodies() -> Iterator[Any]:
    for name, operation in OPERATIONS.items():
        for content in operation.get("requestBody", {}).get("content", {}).values():
            yield pytest.param(content, id=name)


def _validate(schema: dict[str, Any], value: Any) -> list[str]:
    whole = {**schema, "components": DOCUMENT["components"]}
    return [error.message for error in jsonschema_rs.iter_errors(whole, value)]


def test_the_committed_document_is_what_the_code_gives() -> None:
    generate: dict[str, Any] = runpy.run_path(str(ROOT / "contracts" / "generate.py"))

    committed = (ROOT / "contracts" / "openapi.json").read_text(encoding="utf-8")

    assert committed == generate["text"](), "run contracts/generate.py"


@pytest.mark.parametrize("content", list(_bodies()))
def test_every_request_body_has_an_example_of_its_own_shape(content: dict[str, Any]) -> None:
    assert _validate(content["schema"], content["example"]) == []


@pytest.mark.parametrize("name", [name for name, found in SCHEMAS.items() if "examples" in found])
def test_every_example_of_a_shape_is_of_that_shape(name: str) -> None:
    wrong = [_validate(SCHEMAS[name], example) for example in SCHEMAS[name]["examples"]]

    assert [each for each in wrong if each] == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_example_of_a_field_is_one(name: str) -> None:
    wrong = [
        (field, example, problems)
        for field, schema in SCHEMAS[name].get("properties", {}).items()
        for example in schema.get("examples", ())
        if (problems := _validate(schema, example))
    ]

    assert wrong == []


def test_no_two_shapes_have_one_name() -> None:
    assert [name for name in SCHEMAS if "__" in name] == []


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_operation_says_what_it_does_who_may_and_how_it_ends(name: str) -> None:
    operation = OPERATIONS[name]

    assert operation["summary"]
    assert operation["description"]
    assert operation["x-permission"]
    assert "security" in operation
    assert {"400", "429", "500", "503"} <= set(operation["responses"])


def test_every_shape_and_every_parameter_is_described() -> None:
    shapes = [name for name, schema in SCHEMAS.items() if not _is_described(schema)]
    parameters = [
        (name, parameter["name"])
        for name, operation in OPERATIONS.items()
        for parameter in operation.get("parameters", ())
        if parameter["in"] == "query" and "description" not in parameter
    ]

    assert (shapes, parameters) == ([], [])


def _is_described(schema: dict[str, Any]) -> bool:
    return "description" in schema or "enum" in schema

"""Every request body in the OpenAPI document gets an example: its shape's own, or its fields'."""

from collections.abc import Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]
_ID = "0198c0de-7a1e-7000-8000-000000000001"


class NoExample(LookupError):
    """A part of a body that cannot be left out has no example: give it, or its shape, one."""


def add_examples(document: dict[str, Any]) -> list[str]:
    """Put an example beside the shape of every request body that is JSON.

    Returns:
        The places that have none and prevent one; a test wants no such place.
    """
    missing = []
    _put_nulls_back(document["components"]["schemas"])
    for name, content in _bodies(document):
        try:
            content["example"] = example_of(content["schema"], document, name)
        except NoExample as error:
            missing.append(str(error))
    return missing


def example_of(schema: Json, document: Json, place: str) -> Any:
    """Return what a schema shows as its example, or the examples of its parts put together.

    Raises:
        NoExample: Something that cannot be left out has none.
    """
    outer, schema = schema, resolved(schema, document)
    if shown := outer.get("examples") or schema.get("examples"):
        return shown[0]
    if "enum" in schema:
        return schema["enum"][0]
    if "properties" in schema:
        return {
            name: example_of(field, document, f"{place}.{name}")
            for name, field in schema["properties"].items()
            if name in schema.get("required", ()) or _is_shown(field, document)
        }
    if schema.get("format") == "uuid":
        return _ID
    if schema.get("type") == "array":
        return [example_of(schema["items"], document, f"{place}[]")]
    raise NoExample(place)


def resolved(schema: Json, document: Json) -> Json:
    """Return what a schema refers to; of a choice, the first that is not null."""
    while True:
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            schema = document["components"]["schemas"][name]
        elif "anyOf" in schema:
            schema = next(each for each in schema["anyOf"] if each.get("type") != "null")
        else:
            return schema


def _put_nulls_back(schemas: Json) -> None:
    """Complete the examples of shapes: the framework drops what is null from its document."""
    for schema in schemas.values():
        nulls = dict.fromkeys(_nullable(schema))
        for example in schema.get("examples", ()):
            example.update({**nulls, **example})


def _nullable(schema: Json) -> Iterator[str]:
    """Yield the fields that have to be there and may be null."""
    for name in schema.get("required", ()):
        if {"type": "null"} in schema["properties"][name].get("anyOf", ()):
            yield name


def _is_shown(field: Json, document: Json) -> bool:
    return bool(field.get("examples") or resolved(field, document).get("examples"))


def _bodies(document: Json) -> Iterator[tuple[str, dict[str, Any]]]:
    for operations in document["paths"].values():
        for operation in operations.values():
            contents = operation.get("requestBody", {}).get("content", {})
            for media_type, content in contents.items():
                if media_type.endswith("json"):
                    yield operation["operationId"], content

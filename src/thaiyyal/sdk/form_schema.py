"""The JSON Schema of parameters as a form wants it.

A field that may be left out has the schema of its value, without null and without a default:
null in a document is the same as leaving the field out. Defaults are as one would write them.
"""

from collections.abc import Mapping
from typing import Any

from thaiyyal.kernel.values import tidy_number
from thaiyyal.sdk.fields import duration_text
from thaiyyal.sdk.params import Params

_BOUNDS = {
    "ge": "minimum",
    "gt": "exclusiveMinimum",
    "le": "maximum",
    "lt": "exclusiveMaximum",
    "multiple_of": "multipleOf",
}
Schema = dict[str, Any]
_LABEL: Schema = Params.model_json_schema()["properties"]["label"]


def form_schema(params: type[Params], *, of_node: bool = False) -> Schema:
    """Return the JSON Schema (draft 2020-12) of a class of parameters, without references.

    Only a node has the label that every class of parameters inherits.
    """
    schema = params.model_json_schema()
    del schema["title"]  # the name of the class
    if of_node:
        schema.pop("description", None)  # the type has a page of help
    parts: Mapping[str, Schema] = schema.pop("$defs", {})
    for part in parts.values() if of_node else (schema, *parts.values()):
        fields = part.get("properties", {})
        if fields.get("label") == _LABEL:
            del fields["label"]
    return _tidy(schema, parts)


def _tidy(schema: Schema, parts: Mapping[str, Schema]) -> Schema:
    found = _resolved(_without_null(schema), parts)
    tidied = {_BOUNDS.get(key, key): _value(key, value, parts) for key, value in found.items()}
    if "const" in tidied:
        tidied["enum"] = [tidied.pop("const")]  # a choice of one, as a form shows it
    if "labels" in tidied:
        tidied["labels"] = _in_order_of_values(tidied["labels"], tidied)
    if "default" in tidied:
        tidied["default"] = _written(tidied["default"], tidied)
    return {key: value for key, value in tidied.items() if key != "default" or value is not None}


def _in_order_of_values(labels: Schema, schema: Schema) -> Schema:
    values = schema.get("items", schema).get("enum", ())
    return {value: labels[value] for value in dict.fromkeys([*values, *labels]) if value in labels}


def _written(default: Any, schema: Schema) -> Any:
    """Return a default as one would write it into a document."""
    if not isinstance(default, float):
        return default
    return duration_text(default) if schema.get("format") == "duration" else tidy_number(default)


def _value(key: str, value: Any, parts: Mapping[str, Schema]) -> Any:
    if key == "properties":
        return {name: _tidy(field, parts) for name, field in value.items()}
    if key in ("items", "additionalProperties") and isinstance(value, dict):
        return _tidy(value, parts)
    if key in ("anyOf", "oneOf"):
        return [_tidy(choice, parts) for choice in value]
    return value


def _resolved(schema: Schema, parts: Mapping[str, Schema]) -> Schema:
    reference = schema.get("$ref")
    if reference is None:
        return schema
    part = parts[reference.rpartition("/")[2]]
    return {**part, **{key: value for key, value in schema.items() if key != "$ref"}}


def _without_null(schema: Schema) -> Schema:
    """Return the schema of what is there; a whole number or a number is a number."""
    choices = [each for each in schema.get("anyOf", ()) if each.get("type") != "null"]
    if [each.get("type") for each in choices] == ["integer", "number"]:
        choices = [{"type": "number"}]
    rest = {key: value for key, value in schema.items() if key != "anyOf"}
    if len(choices) == 1:
        return _without_null({**choices[0], **rest})
    return {**rest, "anyOf": choices} if choices else rest

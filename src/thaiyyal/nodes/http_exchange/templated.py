"""Fields of JSON whose texts are templates: query, headers and body of a request.

They keep the shape of the JSON, with a ``TemplateText`` in the place of each text, so that
whoever looks for code in parameters finds it.
"""

import re
from typing import Annotated, Any, TypeAlias, Union

from pydantic import AfterValidator, PlainValidator, ValidationInfo, WithJsonSchema

from thaiyyal.kernel.values import Value
from thaiyyal.sdk.environment import Environment
from thaiyyal.sdk.fields import invalid
from thaiyyal.sdk.text_fields import TemplateText

Templated: TypeAlias = Union[
    None, bool, int, float, TemplateText, "list[Templated]", "dict[str, Templated]"
]

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", re.ASCII)
_OWN_HEADERS = frozenset({"connection", "content-length", "host", "transfer-encoding"})


def filled(part: Templated, value: Value, environment: Environment) -> Value:
    """Return the JSON with every template replaced by what it gives for ``value``."""
    if isinstance(part, TemplateText):
        return part.call(value, environment)
    if isinstance(part, list):
        return [filled(member, value, environment) for member in part]
    if isinstance(part, dict):
        return {name: filled(member, value, environment) for name, member in part.items()}
    return part


def _templated(value: Any, info: ValidationInfo) -> Templated:
    if isinstance(value, str):
        return TemplateText.read(value, info)
    if isinstance(value, list):
        return [_templated(member, info) for member in value]
    if isinstance(value, dict):
        return {name: _templated(member, info) for name, member in value.items()}
    result: Templated = value
    return result


def _query(value: Any, info: ValidationInfo) -> dict[str, Templated]:
    for name, entry in _object(value).items():
        members = entry if isinstance(entry, list) else [entry]
        if any(isinstance(member, dict | list) for member in members):
            raise invalid(f'"{name}" must be a text, number, true, false or a list of these')
    return {name: _templated(entry, info) for name, entry in value.items()}


def _headers(value: Any, info: ValidationInfo) -> dict[str, TemplateText]:
    seen: set[str] = set()
    headers: dict[str, TemplateText] = {}
    for name, entry in _object(value).items():
        if entry is None:
            continue
        if not _TOKEN.fullmatch(name):
            raise invalid(f'"{name[:80]}" is no name of a header')
        if name.lower() in _OWN_HEADERS:
            raise invalid(f'"{name}" is set by the request itself and cannot be given')
        if name.lower() in seen:
            raise invalid(f'"{name}" is given twice')
        if not isinstance(entry, str):
            raise invalid(f'the value of "{name}" must be a text')
        seen.add(name.lower())
        headers[name] = TemplateText.read(entry, info)
    return headers


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise invalid("must be an object")
    return value


def _non_empty(text: TemplateText) -> TemplateText:
    if text.text == "":
        raise invalid("must not be empty")
    return text


def _json_schema(format_name: str) -> dict[str, Any]:
    return {"type": "object", "format": format_name, "additionalProperties": True}


UrlTemplate = Annotated[TemplateText, AfterValidator(_non_empty)]
QueryTemplate = Annotated[
    dict[str, Any], PlainValidator(_query), WithJsonSchema(_json_schema("query"))
]
HeaderTemplates = Annotated[
    dict[str, TemplateText], PlainValidator(_headers), WithJsonSchema(_json_schema("headers"))
]
BodyTemplate = Annotated[
    Any, PlainValidator(_templated), WithJsonSchema({"format": "templated-json"})
]

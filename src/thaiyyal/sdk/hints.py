"""What a field's form needs beside its type and its description.

``Field(..., json_schema_extra=hints(unit="ms"))``: the words land in the field's JSON Schema, under
the names that they have here.
"""

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

from pydantic import JsonValue

Format: TypeAlias = Literal[
    "code",
    "colour",
    "credential",
    "cron",
    "date",
    "date-time",
    "duration",
    "email-template",
    "expression",
    "headers",
    "html-template",
    "items",
    "json",
    "loop",
    "member",
    "port",
    "query",
    "template",
    "templated-json",
    "time-zone",
    "workflow",
]
"""The kinds of fields that the editor has a control of its own for."""


def hints(
    *,
    format: Format | None = None,
    unit: str | None = None,
    placeholder: str | None = None,
    suggestions: Sequence[str] | None = None,
    labels: Mapping[str, str] | None = None,
    shown_when: Mapping[str, Sequence[JsonValue]] | None = None,
    advanced: bool = False,
    credential_kinds: Sequence[str] | None = None,
) -> dict[str, JsonValue]:
    """Return what is told of a field.

    ``unit`` stands behind it. ``suggestions`` are proposals for a free text, ``labels`` what the
    values of a choice are called. ``shown_when={"auth": ["signature"]}`` shows it only while the
    field beside it has one of the values. ``advanced`` folds it away.
    ``credential_kinds``: of which kinds a credential can be here.
    """
    told: dict[str, JsonValue] = {
        "format": format,
        "unit": unit,
        "placeholder": placeholder,
        "suggestions": list(suggestions) if suggestions else None,
        "labels": dict(labels) if labels else None,
        "shown_when": _condition(shown_when) if shown_when else None,
        "advanced": True if advanced else None,
        "credential_kinds": list(credential_kinds) if credential_kinds else None,
    }
    return {name: value for name, value in told.items() if value is not None}


def sentence_case(name: str) -> str:
    """Return the title of a field from its name.

    >>> sentence_case("page_size"), sentence_case("url")
    ('Page size', 'URL')
    """
    words = [_ACRONYMS.get(word, word) for word in name.split("_")]
    text = " ".join(words)
    return text[:1].upper() + text[1:]


_ACRONYMS = {word.lower(): word for word in ("CSV", "HTML", "HTTP", "ID", "JSON", "URL", "XML")}


def _condition(shown_when: Mapping[str, Sequence[JsonValue]]) -> dict[str, JsonValue]:
    ((field, values),) = shown_when.items()
    return {"field": field, "is": list(values)}

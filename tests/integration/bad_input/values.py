"""Values that a field should survive, as raw JSON, and which of them have to be refused."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.integration.bad_input.places import Place

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Bad:
    """One value. ``is_wrong``: has to be refused; else any documented answer will do.

    ``at_limit``: must not be called too long, too large or too many.
    """

    name: str
    raw: str
    is_wrong: bool = False
    at_limit: bool = False


_MIB = 1024 * 1024
_ODD_TEXTS = {
    "NUL": '"a\\u0000b"',
    "lone surrogate": '"a\\ud800b"',
    "surrogates in wrong order": '"\\udc00\\ud800"',
    "direction override": '"\\u202eexe.txt"',
    "isolate": '"\\u2066admin\\u2069"',
    "Cyrillic look-alike": '"\\u0430dmin"',
    "full-width look-alike": '"\\uff41dmin"',
    "not composed": '"e\\u0301"',
    "zero width": '"ad\\u200bmin"',
    "no character": '"\\uffff"',
    "line end": '"a\\r\\nSet-Cookie: b=c"',
    "escape sequence": '"\\u001b[2J"',
    "markup": '"<script>alert(1)</script>"',
    "quote": '"\' OR 1=1; --"',
    "template": '"{{7*7}} ${7*7} %s%n"',
    "path": '"../../etc/passwd"',
    "only spaces": '"   "',
    "emoji": '"\\ud83d\\ude80"',
}
_NOT = {
    "string": ("5", "true", "[]", "{}"),
    "integer": ('"x"', '"1"', "true", "1.5", "[]", "{}", "1e400", "1" + "0" * 400),
    "number": ('"x"', "[]", "{}", "1e400"),
    "boolean": ('"x"', '"true"', "1", "2", "[]", "{}"),
    "array": ('"x"', "5", "{}", "true"),
    "object": ('"x"', "5", "[]", "true"),
}
_EXACT_FORMATS = {"uuid", "date-time", "date"}


def bad_values(place: Place, *, is_required: bool = True) -> Iterator[Bad]:
    """Yield what to put at a place."""
    schema = place.schema
    if place.is_free:
        yield from (Bad(name, raw) for name, raw in {"null": "null", **_ODD_TEXTS}.items())
        return
    kind = schema.get("type")
    yield Bad("null", "null", is_wrong=kind is not None and not place.is_nullable and is_required)
    for raw in _NOT.get(str(kind), ()):
        yield Bad(f"wrong type {raw[:10]}", raw, is_wrong=True)
    for name, raw in _ODD_TEXTS.items():
        yield Bad(name, raw, is_wrong=kind == "string" and _is_exact(schema))
    yield from _texts(schema)
    yield from _numbers(schema)
    yield from _lists(schema)


def _texts(schema: Json) -> Iterator[Bad]:
    if schema.get("type") != "string":
        return
    yield Bad("empty", '""', is_wrong=schema.get("minLength", 0) > 0 or _is_exact(schema))
    longest = schema.get("maxLength", 0)
    yield Bad("1 MiB", _text("a" * _MIB), is_wrong=longest < _MIB)
    if not 0 < longest < _MIB or _is_exact(schema):
        return
    yield Bad("as long as allowed", _text("é" * longest), at_limit=True)
    yield Bad("one longer", _text("é" * (longest + 1)), is_wrong=True)


def _numbers(schema: Json) -> Iterator[Bad]:
    if schema.get("type") not in {"integer", "number"}:
        return
    if "minimum" in schema:
        yield Bad("least", str(schema["minimum"]), at_limit=True)
        yield Bad("one less", str(schema["minimum"] - 1), is_wrong=True)
    if "maximum" in schema:
        yield Bad("most", str(schema["maximum"]), at_limit=True)
        yield Bad("one more", str(schema["maximum"] + 1), is_wrong=True)


def _lists(schema: Json) -> Iterator[Bad]:
    if schema.get("type") != "array" or "maxItems" not in schema:
        return
    item = _item(schema.get("items", {}))
    most = schema["maxItems"]
    yield Bad("as many as allowed", f"[{','.join([item] * most)}]", at_limit=True)
    yield Bad("one more", f"[{','.join([item] * (most + 1))}]", is_wrong=True)


def _item(schema: Json) -> str:
    if "enum" in schema:
        return json.dumps(schema["enum"][0])
    return '"0198c0de-7a1e-7000-8000-000000000001"' if schema.get("format") == "uuid" else '"x"'


def _is_exact(schema: Json) -> bool:
    """Whether only texts of a certain form are right, which none of the odd ones has."""
    return "enum" in schema or "const" in schema or schema.get("format") in _EXACT_FORMATS


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)

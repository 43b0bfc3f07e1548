"""Values as JSON text: the compact text form and the indented one.

Numbers are spelled as JavaScript spells them. orjson does the work wherever its spelling cannot
differ; else a slow writer does.
"""

import re

import orjson

from thaiyyal.kernel.values.depth import check_depth
from thaiyyal.kernel.values.numbers import number_text
from thaiyyal.kernel.values.value import Value

_MAY_DIFFER = re.compile(rb"\.0(?![0-9])|[0-9]e").search
_DEEPEST = 250
_LONE_SURROGATE = re.compile("([\ud800-\udfff])")


def text_form(value: Value) -> str:
    """Return a text as it is and any other value as compact JSON.

    >>> text_form([1.0, "a", {"b": None}])
    '[1,"a",{"b":null}]'
    """
    kind = type(value)
    if isinstance(value, str):
        return value
    if kind is int or kind is float:
        return number_text(value)  # type: ignore[arg-type]
    return dump_json(value)


def dump_json(value: Value, *, indent: int | None = None) -> str:
    """Return ``value`` as JSON text, as ``JSON.stringify`` writes it.

    Raises:
        LimitExceeded: the value is nested deeper than any value may be.
    """
    if indent is None or indent == 2:
        option = orjson.OPT_STRICT_INTEGER | (orjson.OPT_INDENT_2 if indent else 0)
        try:
            written = orjson.dumps(value, option=option)
        except (orjson.JSONEncodeError, RecursionError):
            pass
        else:
            if _MAY_DIFFER(written) is None:
                return written.decode()
    check_depth(value, _DEEPEST)
    parts: list[str] = []
    _write(value, parts, " " * indent if indent else "", "\n")
    return "".join(parts)


def _write(value: Value, parts: list[str], step: str, margin: str) -> None:
    if isinstance(value, str):
        parts.append(_quoted(value))
    elif value is None or value is True or value is False:
        parts.append("null" if value is None else "true" if value else "false")
    elif isinstance(value, (int, float)):
        parts.append(number_text(value))
    elif isinstance(value, dict):
        _write_object(value, parts, step, margin)
    else:
        _write_list(value, parts, step, margin)


def _write_list(items: list[Value], parts: list[str], step: str, margin: str) -> None:
    inner = margin + step if step else ""
    lead = "["
    for item in items:
        parts.append(lead + inner)
        _write(item, parts, step, margin + step)
        lead = ","
    parts.append("[]" if lead == "[" else (margin if step else "") + "]")


def _write_object(members: dict[str, Value], parts: list[str], step: str, margin: str) -> None:
    inner = margin + step if step else ""
    colon = ": " if step else ":"
    lead = "{"
    for name, member in members.items():
        parts.append(lead + inner + _quoted(name) + colon)
        _write(member, parts, step, margin + step)
        lead = ","
    parts.append("{}" if lead == "{" else (margin if step else "") + "}")


def _quoted(text: str) -> str:
    try:
        return orjson.dumps(text).decode()
    except orjson.JSONEncodeError:  # a lone surrogate: escaped, as JavaScript does
        pieces = _LONE_SURROGATE.split(text)
        escaped = (
            f"\\u{ord(piece):04x}" if place % 2 else orjson.dumps(piece).decode()[1:-1]
            for place, piece in enumerate(pieces)
        )
        return '"' + "".join(escaped) + '"'

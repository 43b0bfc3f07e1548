"""Values written out: the text form and JSON text, with numbers spelled as JavaScript does.

A shared part is written each time it occurs: whoever lets users build values bounds their size
first (``size_of``).
"""

import re
from collections.abc import Iterator
from json.encoder import encode_basestring

import orjson

from thaiyyal.kernel.values.numbers import number_text
from thaiyyal.kernel.values.value import Value

# What orjson spells differently, or a text that only looks like it: 2.0, 1e21, huge integers.
_SPELLED_DIFFERENTLY = re.compile(rb"[0-9](?:\.0(?![0-9])|e|[0-9]{15})").search
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def text_form(value: Value) -> str:
    """Return a text itself, anything else as compact JSON.

    >>> [text_form(v) for v in ("a", 2.0, None, [1e21, "b"], {"k": True})]
    ['a', '2', 'null', '[1e+21,"b"]', '{"k":true}']
    """
    return value if isinstance(value, str) else dump_json(value)


def dump_json(value: Value, *, indent: int | None = None) -> str:
    """Return ``value`` as JSON text, compact or indented like ``JSON.stringify``."""
    if not isinstance(value, (list, dict)):
        return _scalar_text(value)
    if indent is None or indent == 2:
        try:
            raw = orjson.dumps(value, option=orjson.OPT_INDENT_2 if indent else None)
        except TypeError:  # lone surrogates, integers beyond 64 bits, deeper than orjson goes
            return _written(value, indent)
        if _SPELLED_DIFFERENTLY(raw) is None:
            return raw.decode()
    return _written(value, indent)


def _scalar_text(value: Value) -> str:
    if isinstance(value, str):
        return _quoted(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return number_text(value)
    raise TypeError(f"{type(value).__name__} is no value")


def _quoted(text: str) -> str:
    quoted: str = encode_basestring(text)
    if quoted.isascii():
        return quoted
    return _LONE_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def _written(value: Value, indent: int | None) -> str:
    """Write without recursion: ``open_parts`` holds what is still to come of each container."""
    parts: list[str] = []
    open_parts: list[tuple[Iterator[tuple[str, Value]], str]] = []
    pair: tuple[str, Value] | None = ("", value)
    while True:
        if pair is not None:
            prefix, member = pair
            parts.append(prefix)
            if isinstance(member, (list, dict)) and member:
                is_list = isinstance(member, list)
                parts.append("[" if is_list else "{")
                level = len(open_parts) + 1
                open_parts.append((_members(member, indent, level), "]" if is_list else "}"))
            elif isinstance(member, (list, dict)):
                parts.append("[]" if isinstance(member, list) else "{}")
            else:
                parts.append(_scalar_text(member))
        if not open_parts:
            return "".join(parts)
        members, closing = open_parts[-1]
        pair = next(members, None)
        if pair is None:
            open_parts.pop()
            parts.append(_line_break(indent, len(open_parts)) + closing)


def _members(
    container: "list[Value] | dict[str, Value]", indent: int | None, level: int
) -> Iterator[tuple[str, Value]]:
    first = _line_break(indent, level)
    later = "," + first
    if isinstance(container, list):
        for position, member in enumerate(container):
            yield (later if position else first, member)
        return
    colon = ":" if indent is None else ": "
    for position, (key, member) in enumerate(container.items()):
        yield ((later if position else first) + _quoted(key) + colon, member)


def _line_break(indent: int | None, level: int) -> str:
    return "" if indent is None else "\n" + " " * (indent * level)

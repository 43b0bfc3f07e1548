"""Strict reading of JSON text (RFC 8259): no NaN, no lone surrogates, bounded depth."""

import json
import re
from typing import Any, Literal

import orjson

from thaiyyal.kernel.errors import LimitExceeded, ThaiyyalError
from thaiyyal.kernel.values.depth import MAX_DEPTH, check_depth
from thaiyyal.kernel.values.numbers import tidy_number
from thaiyyal.kernel.values.value import Value

_LONG_NUMBER_IN_TEXT = re.compile(r"[0-9]{16}").search
_STRINGS = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"')
_LONG_NUMBER_IN_BYTES = re.compile(rb"[0-9]{16}").search


class BadJson(ThaiyyalError):
    """A text is no JSON; ``line`` and ``column`` count from 1, 0 where the place is unknown."""

    code = "parse_error"

    def __init__(self, reason: str, *, line: int = 0, column: int = 0) -> None:
        place = f" at line {line}, column {column}" if line else ""
        super().__init__(f"this is no valid JSON{place}: {reason}")
        self.line = line
        self.column = column


def parse_json(
    text: str | bytes,
    *,
    duplicates: Literal["refuse", "last"] = "last",
    max_depth: int = MAX_DEPTH,
) -> Value:
    """Return the value a JSON text stands for.

    Args:
        text: The JSON text; bytes are UTF-8.
        duplicates: What an object with two equal keys means: an error, or that the last wins.
        max_depth: Deepest nesting of lists and objects that is accepted.

    Raises:
        BadJson: The text is no JSON, or has a number beyond the range of a double.
        LimitExceeded: The nesting is deeper than ``max_depth``.
    """
    try:
        value: Value = orjson.loads(text)
    except orjson.JSONDecodeError as err:
        if "depth limit" in err.msg:
            raise LimitExceeded(f"the JSON is nested deeper than {max_depth} levels") from err
        raise BadJson(err.msg, line=err.lineno, column=err.colno) from err
    check_depth(value, max_depth)
    if duplicates == "refuse" and isinstance(value, (list, dict)):
        json.loads(text, object_pairs_hook=_refuse_duplicates, parse_int=len)
    if _has_long_number(text):
        return _with_doubles(value)
    return value


def has_more_values(text: bytes, most: int) -> bool:
    """Whether a JSON text has more than so many values; what is empty counts twice.

    >>> has_more_values(b'[1, {"a, b": 2}]', 4), has_more_values(b'[1, {"a, b": 2}]', 3)
    (False, True)
    """
    return _separators(text) >= most and _separators(_STRINGS.sub(b"", text)) >= most


def _separators(text: bytes) -> int:
    """Return how many values begin in a text after its first, and within texts perhaps some."""
    return text.count(b",") + text.count(b"[") + text.count(b"{")


def _refuse_duplicates(pairs: list[tuple[str, Any]]) -> None:
    names = {name for name, _ in pairs}
    if len(names) == len(pairs):
        return
    seen: set[str] = set()
    for name, _ in pairs:
        if name in seen:
            raise BadJson(f"the key {json.dumps(name)} occurs twice in one object")
        seen.add(name)


def _has_long_number(text: str | bytes) -> bool:
    if isinstance(text, str):
        return _LONG_NUMBER_IN_TEXT(text) is not None
    return _LONG_NUMBER_IN_BYTES(text) is not None


def _with_doubles(value: Value) -> Value:
    """Replace integers that a double cannot hold exactly, in place: nobody else has the value."""
    if type(value) is int:
        return tidy_number(value)
    pending = [value]
    while pending:
        container = pending.pop()
        if isinstance(container, list):
            container[:] = [tidy_number(m) if type(m) is int else m for m in container]
            pending += [member for member in container if isinstance(member, (list, dict))]
        elif isinstance(container, dict):
            for name, member in container.items():
                if type(member) is int:
                    container[name] = tidy_number(member)
                elif isinstance(member, (list, dict)):
                    pending.append(member)
    return value

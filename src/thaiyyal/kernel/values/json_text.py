"""Reading JSON text strictly (RFC 8259), with a place for every error.

Numbers arrive as they are kept: exact integers up to 2^53, doubles beyond, never -0.
"""

import json
import re
from typing import Literal

import orjson

from thaiyyal.kernel.errors import LimitExceeded, ThaiyyalError
from thaiyyal.kernel.values.depth import MAX_DEPTH, check_depth
from thaiyyal.kernel.values.numbers import tidy_number
from thaiyyal.kernel.values.value import Value

Duplicates = Literal["refuse", "last"]

_STRINGS = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_UNTIDY = re.compile(rb"[0-9]{16}|-0").search


class InvalidJson(ThaiyyalError):
    """A text is not JSON; ``line`` and ``column`` count from 1."""

    code = "invalid_json"

    def __init__(self, message: str, *, line: int = 1, column: int = 1) -> None:
        super().__init__(f"line {line}, column {column}: {message}")
        self.line = line
        self.column = column


def parse_json(
    text: str | bytes, *, duplicates: Duplicates = "refuse", max_depth: int = MAX_DEPTH
) -> Value:
    """Return the value that ``text`` spells.

    Args:
        text: JSON as text or as UTF-8.
        duplicates: whether an object may name a key twice (the last one wins).
        max_depth: how deep lists and objects may be nested.

    Raises:
        InvalidJson: not JSON, or a number too large for a double.
        LimitExceeded: nested too deep.
    """
    try:
        source = text.encode() if isinstance(text, str) else text
    except UnicodeEncodeError as err:
        line, column = _place(text[: err.start])
        raise InvalidJson("half of a surrogate pair", line=line, column=column) from err
    value = _load(source, max_depth)
    check_depth(value, max_depth)
    if _UNTIDY(source):
        value = _tidied(value)
    if duplicates == "refuse":
        _refuse_duplicates(source, value)
    return value


def _load(source: bytes, max_depth: int) -> Value:
    try:
        value: Value = orjson.loads(source)
        return value
    except orjson.JSONDecodeError as err:
        if "depth limit" in err.msg or "recursion" in err.msg.lower():
            raise LimitExceeded(f"the JSON is nested deeper than {max_depth} levels") from err
        message = err.msg
        try:
            source.decode()
        except UnicodeDecodeError as bad:
            line, column = _place(source[: bad.start].decode())
            raise InvalidJson("this is not UTF-8", line=line, column=column) from err
        raise InvalidJson(message, line=err.lineno, column=err.colno) from err


def _place(before: str | bytes) -> tuple[int, int]:
    text = before.decode(errors="replace") if isinstance(before, bytes) else before
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def _tidied(value: Value) -> Value:
    if isinstance(value, list):
        return [_tidied(item) for item in value]
    if isinstance(value, dict):
        return {name: _tidied(member) for name, member in value.items()}
    if type(value) is int or type(value) is float:
        return tidy_number(value)
    return value


def _refuse_duplicates(source: bytes, value: Value) -> None:
    """Compare the colons outside texts with the members that are left."""
    if _STRINGS.sub(b"", source).count(b":") == _count_members(value):
        return
    json.loads(source, object_pairs_hook=_refuse_twice)


def _count_members(value: Value) -> int:
    count = 0
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            count += len(part)
            waiting.extend(v for v in part.values() if isinstance(v, (dict, list)))
        elif isinstance(part, list):
            waiting.extend(v for v in part if isinstance(v, (dict, list)))
    return count


def _refuse_twice(pairs: list[tuple[str, Value]]) -> dict[str, Value]:
    members: dict[str, Value] = {}
    for name, member in pairs:
        if name in members:
            raise DuplicateKey(name)
        members[name] = member
    return members


class DuplicateKey(InvalidJson):
    """An object names a key twice."""

    code = "duplicate_key"

    def __init__(self, name: str) -> None:
        ThaiyyalError.__init__(self, f"an object has the key {json.dumps(name)} twice")
        self.name = name
        self.line = 1
        self.column = 1

"""JSON whose texts are templates, computed where they stand in its text, so that the position of
an error is one in that text. What is no JSON is one template.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from thaiyyal.expressions import (
    Env,
    EvaluationError,
    ExpressionError,
    Names,
    Template,
    compile_template,
)
from thaiyyal.expressions.limits import MAX_TEXT, fit_text_length
from thaiyyal.features.executions.previews import bytes_of
from thaiyyal.kernel.errors import LimitExceeded
from thaiyyal.kernel.values import BadJson, Value, dump_json, parse_json

_TEXT = re.compile(r'"((?:[^"\\]|\\.)*+)"(\s*:)?')
_CHARACTER = re.compile(
    r"\\u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\.|.", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A text in JSON: where it starts and ends with its quotes, and its template."""

    start: int
    end: int
    raw: str
    template: Template

    def call(self, value: Value, env: Env) -> Value:
        try:
            return self.template.call(value, env)
        except EvaluationError as error:
            error.position = self.start + 1 + _raw_place(self.raw, error.position or 0)
            raise


def templated_value(text: str, names: Names) -> Callable[[Value, Env], Value]:
    """Return what computes JSON with templates in it.

    Raises:
        ExpressionError: A template has a fault; its position is one in ``text``.
    """
    try:
        parse_json(text)
    except (BadJson, LimitExceeded):
        return compile_template(text, names).call
    parts = [_part(found, names) for found in _TEXT.finditer(text) if found[2] is None]
    return lambda value, env: _filled(text, parts, value, env)


def _part(found: "re.Match[str]", names: Names) -> _Part:
    raw, start = found[1], found.start(1)
    source = parse_json(f'"{raw}"')
    assert isinstance(source, str)
    try:
        template = compile_template(source, names)
    except ExpressionError as error:
        at, end = (start + _raw_place(raw, place) for place in (error.position, error.end))
        raise ExpressionError(error.code, error.message, at, end) from error
    return _Part(found.start(), found.end(), raw, template)


def _raw_place(raw: str, position: int) -> int:
    """Return where a character of a text is in its JSON, where it may be written as an escape.

    >>> _raw_place("a\\\\n\\\\u00e9b", 3)
    9
    """
    characters = islice(_CHARACTER.finditer(raw), position)
    return sum(len(found.group()) for found in characters)


def _filled(text: str, parts: list[_Part], value: Value, env: Env) -> Value:
    pieces, place, length = [], 0, len(text)
    for part in parts:
        env.check()
        result = part.call(value, env)
        fit_text_length(length + bytes_of(result, most=MAX_TEXT))  # before it is written out
        made = dump_json(result)
        length += len(made)
        pieces += [text[place : part.start], made]
        place = part.end
    return parse_json("".join([*pieces, text[place:]]))

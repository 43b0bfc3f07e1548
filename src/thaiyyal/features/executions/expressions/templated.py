"""JSON whose texts are templates, computed where they stand in its text, so that the position of
an error is one in that text. What is no JSON is one template.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate

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

    def placed(self, position: int) -> int:
        """Return where a character of the template stands in the JSON."""
        lengths = accumulate(len(found.group()) for found in _CHARACTER.finditer(self.raw))
        return self.start + 1 + [0, *lengths][min(position, len(self.template.source))]

    def call(self, value: Value, env: Env) -> Value:
        try:
            return self.template.call(value, env)
        except EvaluationError as error:
            error.position = self.placed(error.position or 0)
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
    source = parse_json(f'"{found[1]}"')
    assert isinstance(source, str)
    part = _Part(found.start(), found.end(), found[1], compile_template("", names))
    try:
        template = compile_template(source, names)
    except ExpressionError as error:
        start, end = part.placed(error.position), part.placed(error.end)
        raise ExpressionError(error.code, error.message, start, end) from error
    return _Part(found.start(), found.end(), found[1], template)


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

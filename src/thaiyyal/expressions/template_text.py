"""Where the expressions of a template begin and end."""

import re
from dataclasses import dataclass

from thaiyyal.expressions.errors import ExpressionError

_opening = re.compile(r"\\\{\{|\{\{")
_mark = re.compile(r"['\"`{}]|\\")
_template_mark = re.compile(r"[`\\]|\$\{")


@dataclass(frozen=True, slots=True)
class Piece:
    """Literal text or the text of an expression, and where it starts."""

    at: int
    text: str
    is_expression: bool


def split_template(text: str) -> list[Piece]:
    """Return the pieces of a template in order; literal pieces are unescaped and never empty."""
    pieces: list[Piece] = []
    literal: list[str] = []
    at = 0
    while (found := _opening.search(text, at)) is not None:
        literal.append(text[at : found.start()])
        at = found.end()
        if found.group() != "{{":
            literal.append("{{")
            continue
        end = _end_of_expression(text, at)
        _put_literal(pieces, literal)
        pieces.append(Piece(at, text[at:end], True))
        at = end + 2
    literal.append(text[at:])
    _put_literal(pieces, literal)
    return pieces


def _put_literal(pieces: list[Piece], literal: list[str]) -> None:
    text = "".join(literal)
    literal.clear()
    if text:
        pieces.append(Piece(0, text, False))


def _end_of_expression(text: str, start: int) -> int:
    """Return where the closing ``}}`` is, outside quotes, templates and nested braces."""
    open_marks: list[str] = []
    at = start
    while True:
        in_template = bool(open_marks) and open_marks[-1] == "`"
        found = (_template_mark if in_template else _mark).search(text, at)
        if found is None:
            raise ExpressionError("syntax_error", "{{ without }}", start - 2, start)
        mark, at = found.group(), found.end()
        if mark == "\\":
            at += 1
        elif mark in ("'", '"'):
            at = _end_of_text(text, at, mark)
        elif mark in ("{", "${") or (mark == "`" and not in_template):
            open_marks.append(mark)
        elif open_marks:
            open_marks.pop()
        elif text.startswith("}", at):
            return at - 1


def _end_of_text(text: str, at: int, quote: str) -> int:
    """Return the end of a text between quotes, or ``at`` when it is not closed."""
    place = at
    while place < len(text):
        if text[place] == quote:
            return place + 1
        place += 2 if text[place] == "\\" else 1
    return at

"""What methods of texts do. The size of a result is decided before it is built."""

from typing import Any

from thaiyyal.expressions.dates import Operand
from thaiyyal.expressions.functions.entry import count_of, integer_of
from thaiyyal.expressions.limits import (
    Budget,
    fit_list_length,
    fit_text,
    fit_text_length,
)
from thaiyyal.expressions.operators import part_text
from thaiyyal.kernel.values import Value

WHITE_SPACE = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)


def upper_case(_budget: Budget, text: str) -> str:
    """Return the text in capitals; one character may become several."""
    return fit_text(text.upper())


def lower_case(_budget: Budget, text: str) -> str:
    """Return the text in small letters."""
    return fit_text(text.lower())


def trim(_budget: Budget, text: str) -> str:
    """Return the text without white space at both ends."""
    return text.strip(WHITE_SPACE)


def includes(_budget: Budget, text: str, part: Operand) -> bool:
    """Say whether ``part`` occurs in the text."""
    return part_text(part) in text


def starts_with(_budget: Budget, text: str, part: Operand) -> bool:
    """Say whether the text starts with ``part``."""
    return text.startswith(part_text(part))


def ends_with(_budget: Budget, text: str, part: Operand) -> bool:
    """Say whether the text ends with ``part``."""
    return text.endswith(part_text(part))


def index_of(_budget: Budget, text: str, part: Operand) -> int:
    """Return the position of the first ``part``, or -1."""
    return text.find(part_text(part))


def replace(_budget: Budget, text: str, part: Operand, replacement: Operand) -> str:
    """Replace every ``part``, literally; an empty part stands between all characters."""
    old, new = part_text(part), part_text(replacement)
    fit_text_length(len(text) + text.count(old) * (len(new) - len(old)))
    return text.replace(old, new)


def split(budget: Budget, text: str, separator: Operand) -> list[Value]:
    """Return the parts between separators; an empty separator gives the characters."""
    mark = part_text(separator)
    count = text.count(mark) + 1 if mark else len(text)
    fit_list_length(count)
    budget.charge(count)
    parts: list[Any] = text.split(mark) if mark else list(text)
    return parts


def pad_start(_budget: Budget, text: str, length: Operand, fill: Operand = " ") -> str:
    """Return the text with ``fill`` before it, up to ``length`` characters."""
    return _padding(text, length, fill) + text


def pad_end(_budget: Budget, text: str, length: Operand, fill: Operand = " ") -> str:
    """Return the text with ``fill`` after it, up to ``length`` characters."""
    return text + _padding(text, length, fill)


def _padding(text: str, length: Operand, fill: Operand) -> str:
    wanted, piece = integer_of(length), part_text(fill)
    missing = wanted - len(text)
    if missing <= 0 or not piece:
        return ""
    fit_text_length(wanted)
    return (piece * (missing // len(piece) + 1))[:missing]


def repeat(_budget: Budget, text: str, count: Operand) -> str:
    """Return the text ``count`` times."""
    times = count_of(count)
    fit_text_length(len(text) * times)
    return text * times if text else ""

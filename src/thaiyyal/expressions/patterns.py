"""Regular expressions in linear time (RE2): bounded, cached, quiet.

Positions are characters, not bytes.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import re2

from thaiyyal.expressions.errors import EvaluationError
from thaiyyal.expressions.limits import Budget, fit_list_length, fit_text_length
from thaiyyal.kernel.values import Value

MAX_PATTERN = 1_000
CACHED_PATTERNS = 256
STEPS_PER_MATCH = 8  # a match may look far ahead: interrupt more often than for other elements
_MAX_MEMORY = 8 * 1024 * 1024
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_REFERENCE = re.compile(r"\$(?:(\$)|(&)|([0-9]{1,2}))", re.ASCII)


def matches(budget: Budget, text: str, pattern: str) -> bool:
    """Say whether the pattern is found anywhere in the text."""
    budget.charge(len(text) // 16 + 1)
    return _compiled(pattern).search(_searchable(text)) is not None


def match_all(budget: Budget, text: str, pattern: str) -> list[Value]:
    """Return every match as ``{match, groups, index}``; a group without a part is null."""
    found: list[Value] = []
    for match in _found(budget, text, pattern):
        fit_list_length(len(found) + 1)
        groups: list[Value] = [
            _group(text, match, number) for number in range(1, match.re.groups + 1)
        ]
        found.append({"match": _group(text, match, 0), "groups": groups, "index": match.start()})
    return found


def replace_pattern(budget: Budget, text: str, pattern: str, replacement: str) -> str:
    """Replace every match; ``$1`` is a group, ``$&`` the match, ``$$`` a dollar sign."""
    template = _parts_of(replacement, _compiled(pattern).groups)
    parts: list[str] = []
    copied = length = 0
    for match in _found(budget, text, pattern):
        start = match.start()
        parts.append(text[copied:start])
        length += start - copied
        for part in template:
            piece = part if isinstance(part, str) else _group(text, match, part) or ""
            parts.append(piece)
            length += len(piece)
        fit_text_length(length)
        copied = match.end()
    fit_text_length(length + len(text) - copied)
    return "".join(parts) + text[copied:]


def _found(budget: Budget, text: str, pattern: str) -> Iterator[Any]:
    budget.charge(len(text) // 16 + 1)
    for match in _compiled(pattern).finditer(_searchable(text)):
        budget.charge(STEPS_PER_MATCH)
        yield match


def _group(text: str, match: Any, number: int) -> str | None:
    start, end = match.span(number)
    return None if start < 0 else text[start:end]


def _searchable(text: str) -> str:
    """Return a text of the same length that UTF-8 can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _LONE_SURROGATE.sub("\ufffd", text)
    return text


@lru_cache(CACHED_PATTERNS)
def _parts_of(replacement: str, groups: int) -> tuple[str | int, ...]:
    """Split a replacement into texts and numbers of groups (0 is the whole match)."""
    parts: list[str | int] = []
    copied = 0
    for found in _REFERENCE.finditer(replacement):
        parts.append(replacement[copied : found.start()])
        copied = found.end()
        if found[1] is not None:
            parts.append("$")
        elif found[2] is not None:
            parts.append(0)
        elif 1 <= int(found[3]) <= groups:
            parts.append(int(found[3]))
        elif len(found[3]) == 2 and 1 <= int(found[3][0]) <= groups:
            parts += [int(found[3][0]), found[3][1]]
        else:
            parts.append(found[0])
    return (*parts, replacement[copied:])


def _compiled(pattern: str) -> Any:
    if len(pattern) > MAX_PATTERN:
        raise EvaluationError(
            "bad_argument", f"the pattern is longer than {MAX_PATTERN:,} characters"
        )
    return _compile(pattern)


@lru_cache(CACHED_PATTERNS)
def _compile(pattern: str) -> Any:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MAX_MEMORY
    try:
        return re2.compile(pattern, options)
    except UnicodeEncodeError as err:
        raise EvaluationError("bad_argument", "the pattern holds half a character") from err
    except re2.error as err:
        raise EvaluationError(
            "bad_argument", f"the pattern does not compile: {_reason(err)}"
        ) from err


def _reason(err: Exception) -> str:
    reason = err.args[0] if err.args else ""
    return reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)

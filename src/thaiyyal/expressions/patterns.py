"""Regular expressions in linear time (RE2): bounded, cached, quiet.

Positions are characters, not bytes.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import re2

from thaiyyal.expressions.errors import EvaluationError
from thaiyyal.expressions.limits import Budget, fit_list_length, fit_text_length
from thaiyyal.kernel.values import Value

MAX_PATTERN = 1_000
CACHED_PATTERNS = 256
_MAX_MEMORY = 8 * 1024 * 1024


def matches(text: str, pattern: str) -> bool:
    """Say whether the pattern is found anywhere in the text."""
    return _compiled(pattern).search(text) is not None


def match_all(budget: Budget, text: str, pattern: str) -> list[Value]:
    """Return every match as ``{match, groups, index}``; a group without a part is null."""
    found: list[Value] = []
    for match in _found(budget, text, pattern):
        fit_list_length(len(found) + 1)
        found.append(
            {"match": match.group(), "groups": list(match.groups()), "index": match.start()}
        )
    return found


def replace_pattern(budget: Budget, text: str, pattern: str, replacement: str) -> str:
    """Replace every match; ``$1`` stands for a group, ``$0`` or ``$&`` for the match."""
    parts: list[str] = []
    template = _parts_of(replacement)
    copied = length = 0
    for match in _found(budget, text, pattern):
        parts.append(text[copied : match.start()])
        parts += [
            part if isinstance(part, str) else _group(match, part, whole=f"${part}")
            for part in template
        ]
        length += sum(map(len, parts[-1 - len(template) :]))
        fit_text_length(length)
        copied = match.end()
    fit_text_length(length + len(text) - copied)
    return "".join(parts) + text[copied:]


def _found(budget: Budget, text: str, pattern: str) -> Iterator[Any]:
    budget.charge(len(text) // 16 + 1)
    for match in _compiled(pattern).finditer(text):
        budget.charge(1)
        yield match


def _group(match: Any, number: int, *, whole: str) -> str:
    """Return a group's text; a number that no group has stands for itself."""
    if number > match.re.groups:
        return whole
    return match.group(number) or ""


@lru_cache(CACHED_PATTERNS)
def _parts_of(replacement: str) -> tuple[str | int, ...]:
    parts: list[str | int] = []
    rest = replacement
    while "$" in rest:
        before, _, rest = rest.partition("$")
        if rest[:1] == "$":
            parts.append(before + "$")
            rest = rest[1:]
        elif rest[:1] == "&":
            parts += [before, 0]
            rest = rest[1:]
        else:
            digits = _leading_digits(rest)
            parts += [before, int(digits)] if digits else [before + "$"]
            rest = rest[len(digits) :]
    return (*parts, rest)


def _leading_digits(text: str) -> str:
    count = 0
    while count < 2 and text[count : count + 1] in tuple("0123456789"):
        count += 1
    return text[:count]


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
    except (re2.error, UnicodeEncodeError) as err:
        raise EvaluationError(
            "bad_argument", f"the pattern does not compile: {_reason(err)}"
        ) from err


def _reason(err: Exception) -> str:
    reason = err.args[0] if err.args else ""
    return reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)

"""Errors of expressions as a preview tells them: where exactly, and what was probably meant."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from thaiyyal.expressions import EvaluationError, ExpressionError
from thaiyyal.expressions.functions import FUNCTIONS
from thaiyyal.expressions.methods import METHODS
from thaiyyal.kernel.values import Value

_NAMES = ("input", "item", "variables", "context", "node")
_TOKEN = re.compile(r"[\w$]+|===|!==|\*\*|[=!<>]=|&&|\|\||\?\?|\?\.|.", re.DOTALL)
_STORE = re.compile(r"\b(node|variables|context)\s*\??\.\s*\Z")
_MOST_KNOWN = 1_000
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A text with the names that could have been meant in it."""

    text: str
    names: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    context: tuple[str, ...] = ()


def fault_of(error: ExpressionError | EvaluationError, place: Place) -> dict[str, Value]:
    """Return an error as JSON, its position in the text.

    >>> fault_of(EvaluationError("unknown_name", "no totl", 4), Place("1 + totl", names=("total",)))
    ... # doctest: +NORMALIZE_WHITESPACE
    {'code': 'unknown_name', 'message': 'no totl', 'position': {'start': 4, 'end': 8},
     'hint': 'Did you mean total?'}
    """
    fault: dict[str, Value] = {"code": error.code, "message": error.message, "position": None}
    if error.position is None:
        return fault
    start, end = _span(error, error.position, place.text)
    fault["position"] = {"start": start, "end": end}
    meant = _meant(error.code, place, start, end)
    if meant is not None:
        fault["hint"] = f"Did you mean {meant}?"
    return fault


def _span(error: ExpressionError | EvaluationError, position: int, text: str) -> tuple[int, int]:
    """Return what is at fault: what the error says, or the name or operator at its position."""
    start = min(position, len(text))
    end = error.end if isinstance(error, ExpressionError) else start + 1
    if end == start + 1:
        token = _TOKEN.match(text, start)
        end = start if token is None else token.end()
    return start, min(end, len(text))


def _meant(code: str, place: Place, start: int, end: int) -> str | None:
    """Return the known name that is most like the one in the text."""
    written = place.text[start:end]
    match code:
        case "unknown_function":
            known: Iterable[str] = FUNCTIONS
        case "unknown_method":
            known = METHODS
        case "unknown_name":
            known = _known(place, place.text[max(0, start - _LONGEST) : start])
        case _:
            return None
    found = get_close_matches(written[:_LONGEST], list(known)[:_MOST_KNOWN], n=1)
    return found[0] if found else None


def _known(place: Place, before: str) -> Iterable[str]:
    store = _STORE.search(before)
    if store is None:
        return (*_NAMES, *place.names)
    stores = {"node": place.nodes, "variables": place.variables, "context": place.context}
    return stores[store[1]]

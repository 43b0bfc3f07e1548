"""The order of values of different kinds, and sorting that never blocks for long.

Numbers < texts < false < true < lists < objects (both by text form) < null. A long list is
sorted in slices and then dealt into ranges, which are sorted in turn; ``check`` is called between
the pieces, so a sort can be cancelled and other threads get their turn.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from thaiyyal.kernel.values.text import text_form
from thaiyyal.kernel.values.value import Value

T = TypeVar("T")
Check = Callable[[], None]

_SLICE = 32_768
_NUMBERS = frozenset((int, float))
_TEXTS = frozenset((str,))


def sorted_values(values: Sequence[Value], *, check: Check) -> list[Value]:
    """Return the values in order; equal ones keep their order."""
    if _is_native(values):
        return _sorted(list(values), None, check)
    return sorted_by(values, values, reverse=False, check=check)


def sorted_by(
    keys: Sequence[Value], values: Sequence[T], *, reverse: bool, check: Check
) -> list[T]:
    """Return ``values`` in the order of ``keys``; equal keys keep their order in both directions."""
    ranked: Sequence[Any] = keys if _is_native(keys) else [rank_key(key) for key in keys]
    places = list(range(len(ranked) - 1, -1, -1) if reverse else range(len(ranked)))
    ordered = _sorted(places, ranked.__getitem__, check)
    if reverse:
        ordered.reverse()
    return [values[place] for place in ordered]


def rank_key(value: Value) -> tuple[int, Any]:
    """Return a key that compares as the order of values says."""
    kind = type(value)
    if kind is int or kind is float:
        return (0, value)
    if kind is str:
        return (1, value)
    if kind is bool:
        return (3, 0) if value else (2, 0)
    if kind is list:
        return (4, text_form(value))
    return (6, 0) if value is None else (5, text_form(value))


def _is_native(keys: Sequence[Value]) -> bool:
    kinds = set(map(type, keys))
    return kinds <= _NUMBERS or kinds <= _TEXTS


def _sorted(entries: list[T], key: Callable[[T], Any] | None, check: Check) -> list[T]:
    if len(entries) <= _SLICE:
        entries.sort(key=key)
        return entries
    runs: list[list[T]] = []
    for start in range(0, len(entries), _SLICE):
        run = entries[start : start + _SLICE]
        run.sort(key=key)
        runs.append(run)
        check()
    return _dealt(runs, key, check)


def _dealt(runs: list[list[T]], key: Callable[[T], Any] | None, check: Check) -> list[T]:
    """Merge sorted runs range by range: every range holds about one slice."""
    read: Callable[[T], Any] = key if key is not None else _itself
    step = max(1, _SLICE // len(runs))
    samples = sorted(read(run[i]) for run in runs for i in range(step - 1, len(run), step))
    pivots = samples[len(runs) - 1 :: len(runs)]
    starts = [0] * len(runs)
    merged: list[T] = []
    for pivot in [*pivots, None]:
        piece: list[T] = []
        for place, run in enumerate(runs):
            end = len(run) if pivot is None else bisect_left(run, pivot, starts[place], key=read)
            piece += run[starts[place] : end]
            starts[place] = end
        piece.sort(key=key)
        merged += piece
        check()
    return merged


def _itself(entry: T) -> Any:
    return entry

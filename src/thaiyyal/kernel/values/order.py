"""The one order of all values, and sorting that lets other threads run in between.

numbers < texts < false < true < lists < objects (both by their text form) < null.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any

from thaiyyal.kernel.values.text import text_form
from thaiyyal.kernel.values.value import Value

RUN_LENGTH = 32_768
_RANKS: dict[type, int] = {int: 0, float: 0, str: 1, bool: 2, list: 4, dict: 5, type(None): 6}

Check = Callable[[], None]
Key = Callable[[Any], Any] | None  # whatever keys compare with each other


def sorted_values(values: Sequence[Value], *, check: Check) -> list[Value]:
    """Return a new list in the order of values, stable; ``check`` runs between the parts."""
    if _are_of_one_kind(values):
        return _merge_sorted(list(values), None, check)
    return sorted_by(values, values, reverse=False, check=check)


def sorted_by(
    keys: Sequence[Value], values: Sequence[Value], *, reverse: bool, check: Check
) -> list[Value]:
    """Return ``values`` in the order of ``keys``, stable in both directions.

    Args:
        keys: One key per value.
        values: What is put in order.
        reverse: Largest key first; equal keys stay in their order all the same.
        check: Called between parts of at most a few ten thousand values; may raise.
    """
    positions = list(range(len(values)))
    if reverse:  # from back to front and turned round at the end: equal keys keep their order
        positions.reverse()
    sort_keys: Sequence[Any] = keys if _are_of_one_kind(keys) else [rank_of(key) for key in keys]
    positions = _merge_sorted(positions, sort_keys.__getitem__, check)
    if reverse:
        positions.reverse()
    return [values[position] for position in positions]


def rank_of(value: Value) -> tuple[int, int | float | str]:
    """Return a key that compares with that of every other value."""
    rank = _RANKS[type(value)]
    if value is True:
        return (3, 0)
    if isinstance(value, (list, dict)):
        return (rank, text_form(value))
    if value is None or value is False or isinstance(value, bool):
        return (rank, 0)
    return (rank, value)


def _are_of_one_kind(values: Sequence[Value]) -> bool:
    kinds = set(map(type, values))
    return kinds <= {int, float} or kinds == {str}


def _merge_sorted(items: list[Any], key: Key, check: Check) -> list[Any]:
    """Sort in parts: sorted runs are cut at common splitters, each segment is merged once.

    Sorting runs that stand in a row is a merge (Timsort finds them), so the comparisons are about
    those of one sort. Equal keys fall into one segment and keep the order of their runs.
    """
    if len(items) <= RUN_LENGTH:
        items.sort(key=key)
        return items
    runs: list[list[Any]] = []
    keys: list[list[Any]] = []
    for start in range(0, len(items), RUN_LENGTH):
        check()
        runs.append(sorted(items[start : start + RUN_LENGTH], key=key))
        keys.append(runs[-1] if key is None else [key(item) for item in runs[-1]])
    merged: list[Any] = []
    taken = [0] * len(runs)
    for splitter in [*_splitters(keys), None]:
        check()
        segment: list[Any] = []
        for number, run in enumerate(runs):
            until = len(run) if splitter is None else bisect_left(keys[number], splitter[0])
            segment += run[taken[number] : until]
            taken[number] = until
        segment.sort(key=key)
        merged += segment
    return merged


def _splitters(keys: list[list[Any]]) -> list[tuple[Any]]:
    """Return keys, in order, that cut all runs into about as many segments as there are runs."""
    samples = sorted(one for run in keys for one in run[:: max(1, RUN_LENGTH // 32)])
    step = max(1, len(samples) // len(keys))
    return [(one,) for one in samples[step::step]]

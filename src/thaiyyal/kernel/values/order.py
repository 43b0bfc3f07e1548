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
    if len(items) <= RUN_LENGTH:
        items.sort(key=key)
        return items
    runs = []
    for start in range(0, len(items), RUN_LENGTH):
        check()
        runs.append(sorted(items[start : start + RUN_LENGTH], key=key))
    while len(runs) > 1:
        unpaired = runs[-1:] if len(runs) % 2 else []
        pairs = zip(runs[::2], runs[1::2], strict=False)
        runs = [_merged(left, right, key, check) for left, right in pairs] + unpaired
    return runs[0]


def _merged(left: list[Any], right: list[Any], key: Key, check: Check) -> list[Any]:
    """Merge two sorted runs piece by piece; sorting two runs in a row is a linear merge."""
    merged: list[Any] = []
    taken = 0
    for start in range(0, len(left), RUN_LENGTH):
        check()
        piece = left[start : start + RUN_LENGTH]
        following = left[start + RUN_LENGTH : start + RUN_LENGTH + 1]
        until = len(right)
        if following:
            bound = following[0] if key is None else key(following[0])
            until = bisect_left(right, bound, lo=taken, key=key)
        piece += right[taken:until]
        piece.sort(key=key)
        merged += piece
        taken = until
    return merged

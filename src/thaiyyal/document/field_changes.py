"""Where two JSON values differ, as the smallest places that say so. Knows nothing of workflows."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias, TypeGuard

from thaiyyal.kernel.values import Value, number_text


class Absent(Enum):
    """Stands where there is no value; null is one."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT
Side: TypeAlias = Value | Absent
Place: TypeAlias = "tuple[Place, str | int] | None"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One place that differs. ``path``: keys and indices from the outside in."""

    path: tuple[str | int, ...]
    before: Side
    after: Side

    def as_value(self) -> dict[str, Value]:
        """Return the change as JSON, without the side that is absent."""
        return {"path": list(self.path), **sides(self.before, self.after)}


def sides(before: Side, after: Side) -> dict[str, Value]:
    """Return ``{before, after}`` without what is absent."""
    named = {"before": before, "after": after}
    return {name: value for name, value in named.items() if not isinstance(value, Absent)}


def field_changes(before: Side, after: Side) -> list[FieldChange]:
    """Return every place where two values differ, in their order; none if they are the same.

    Objects are compared key by key as long as their common keys have one order, which means
    something to a workflow; lists element by element if they are equally long. What is compared
    no further is reported whole. Takes time in proportion to the size of both.

    >>> [change.path for change in field_changes({"a": [1, 2], "b": 1}, {"a": [1, 3]})]
    [('a', 1), ('b',)]
    """
    found: list[FieldChange] = []
    waiting: list[tuple[Place, Side, Side]] = [(None, before, after)]
    while waiting:
        place, left, right = waiting.pop()
        parts = _parts(left, right)
        if parts is not None:
            waiting.extend([((place, key), one, other) for key, one, other in reversed(parts)])
        elif not _are_same(left, right):
            found.append(FieldChange(tuple(_path(place)), left, right))
    return found


def _parts(left: Side, right: Side) -> list[tuple[str | int, Side, Side]] | None:
    """Return what is inside of both, pairwise; None if that is not to be compared."""
    if isinstance(left, dict) and isinstance(right, dict):
        if [key for key in left if key in right] != [key for key in right if key in left]:
            return None
        keys = [*left, *[key for key in right if key not in left]]
        return [(key, left.get(key, ABSENT), right.get(key, ABSENT)) for key in keys]
    if isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        return [(at, *pair) for at, pair in enumerate(zip(left, right, strict=True))]
    return None


def _are_same(left: Side, right: Side) -> bool:
    """Compare what has no parts in common: scalars, or containers that differ."""
    if _is_number(left) and _is_number(right):
        return left == right or number_text(left) == number_text(right)
    return type(left) is type(right) and not isinstance(left, (list, dict)) and left == right


def _is_number(value: Side) -> TypeGuard[int | float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _path(place: Place) -> Iterator[str | int]:
    keys: list[str | int] = []
    while place is not None:
        place, key = place
        keys.append(key)
    return reversed(keys)

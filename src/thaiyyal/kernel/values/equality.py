"""When two values are the same: ``==`` (with conversion of numeric texts) and ``===``.

Values must be at most 100 deep (see ``check_depth``). Pairs of containers that were met are
remembered, so that values which share their parts are compared without walking them twice.
"""

from collections.abc import Hashable

from thaiyyal.kernel.values.numbers import number_from_text
from thaiyyal.kernel.values.value import Value

Pairs = set[tuple[int, int]]


def strictly_equal(left: Value, right: Value) -> bool:
    """Compare without any conversion, lists and objects deeply, key order left aside."""
    if isinstance(left, (list, dict)):
        return type(left) is type(right) and _equal(left, right, set(), is_loose=False)
    return _scalars_are_identical(left, right)


def loosely_equal(left: Value, right: Value) -> bool:
    """Compare as ``strictly_equal`` does, but a number also equals its numeric text."""
    if isinstance(left, (list, dict)):
        return type(left) is type(right) and _equal(left, right, set(), is_loose=True)
    return _scalars_are_equal(left, right)


def _scalars_are_identical(left: Value, right: Value) -> bool:
    kind = type(left)
    if kind is int or kind is float:
        other = type(right)
        return (other is int or other is float) and left == right
    return kind is type(right) and left == right


def _scalars_are_equal(left: Value, right: Value) -> bool:
    if isinstance(left, str):
        return left == right if isinstance(right, str) else _number_is_text(right, left)
    if isinstance(right, str):
        return _number_is_text(left, right)
    return _scalars_are_identical(left, right)


def _number_is_text(number: Value, text: str) -> bool:
    if type(number) is int or type(number) is float:
        return number_from_text(text) == number
    return False


def _equal(left: Value, right: Value, met: Pairs, *, is_loose: bool) -> bool:
    """Compare two values; a pair met before was equal or else the answer is already no."""
    if not isinstance(left, (list, dict)):
        return _scalars_are_equal(left, right) if is_loose else _scalars_are_identical(left, right)
    if type(left) is not type(right) or len(left) != len(right):
        return False
    pair = (id(left), id(right))
    if left is right or pair in met:
        return True
    met.add(pair)
    if isinstance(left, list) and isinstance(right, list):
        return all(
            _equal(one, other, met, is_loose=is_loose)
            for one, other in zip(left, right, strict=True)
        )
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(
            _equal(member, right[name], met, is_loose=is_loose) for name, member in left.items()
        )
    return False


def strict_key(value: Value) -> Hashable:
    """Return a key such that two keys are equal exactly when the values are strictly equal."""
    kind = type(value)
    if kind is bool:
        return (2, value)
    if isinstance(value, list):
        return (0, *map(strict_key, value))
    if isinstance(value, dict):
        return (1, frozenset((name, strict_key(member)) for name, member in value.items()))
    return value

"""When two values are the same: ``==`` (with conversion of numeric texts) and ``===``.

Values must be at most 100 deep (see ``check_depth``).
"""

from collections.abc import Hashable

from thaiyyal.kernel.values.numbers import number_from_text
from thaiyyal.kernel.values.value import Value


def strictly_equal(left: Value, right: Value) -> bool:
    """Compare without any conversion, lists and objects deeply, key order left aside."""
    kind = type(left)
    if kind is int or kind is float:
        other = type(right)
        return (other is int or other is float) and left == right
    if kind is not type(right):
        return False
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(strictly_equal, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(
            strictly_equal(member, right[key]) for key, member in left.items()
        )
    return left == right


def loosely_equal(left: Value, right: Value) -> bool:
    """Compare as ``strictly_equal`` does, but a number also equals its numeric text."""
    if isinstance(left, str):
        if isinstance(right, str):
            return left == right
        return _number_equals_text(right, left)
    if isinstance(right, str):
        return _number_equals_text(left, right)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(loosely_equal, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(
            loosely_equal(member, right[key]) for key, member in left.items()
        )
    return strictly_equal(left, right)


def _number_equals_text(number: Value, text: str) -> bool:
    if type(number) is int or type(number) is float:
        return number_from_text(text) == number
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

"""Fields, keys and indices, exactly and for every kind of receiver.

The optional forms (``?.``) return ``BREAK`` where the rest of the chain is not evaluated.
"""

from typing import Final, TypeAlias

from thaiyyal.expressions.dates import Operand
from thaiyyal.expressions.errors import EvaluationError
from thaiyyal.expressions.operators import kind_of
from thaiyyal.kernel.values import Value, is_integer, number_text


class Break:
    """The type of ``BREAK``: the chain ends here with null."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "BREAK"


BREAK: Final = Break()
Stopped: TypeAlias = Value | Break


def get_field(value: Operand, name: str) -> Value:
    """Return ``value.name``."""
    if isinstance(value, dict):
        return value.get(name)
    if name == "length" and isinstance(value, (list, str)):
        return len(value)
    if value is None:
        raise EvaluationError(
            "null_access", f"null has no field {name}; write ?.{name} where a value may be missing"
        )
    raise EvaluationError("type_error", f"{kind_of(value)} has no field {name}")


def get_field_optional(value: Operand, name: str) -> Stopped:
    """Return ``value?.name``."""
    if isinstance(value, dict):
        return value.get(name)
    if name == "length" and isinstance(value, (list, str)):
        return len(value)
    return BREAK


def get_index(value: Operand, key: Operand) -> Value:
    """Return ``value[key]``."""
    if isinstance(value, dict):
        return value.get(_key_text(key))
    if isinstance(value, (list, str)):
        return _at(value, key)
    if value is None:
        raise EvaluationError(
            "null_access", "null has no members; write ?.[ ] where a value may be missing"
        )
    raise EvaluationError("type_error", f"{kind_of(value)} has no members")


def get_index_optional(value: Operand, key: Operand) -> Stopped:
    """Return ``value?.[key]``; a wrong kind of key is an error all the same."""
    if isinstance(value, (dict, list, str)):
        return get_index(value, key)
    return BREAK


def _key_text(key: Operand) -> str:
    if isinstance(key, str):
        return key
    if type(key) is int or type(key) is float:
        return number_text(key)
    raise EvaluationError("type_error", f"a key is a text or a number, not {kind_of(key)}")


def _at(value: list[Value] | str, index: Operand) -> Value:
    if not is_integer(index):
        raise EvaluationError(
            "type_error", f"{kind_of(value)} is indexed by an integer, not by {_shown(index)}"
        )
    position = int(index)  # type: ignore[arg-type]  # an integer number, checked above
    return value[position] if -len(value) <= position < len(value) else None


def _shown(index: Operand) -> str:
    return "a fraction" if type(index) is float else kind_of(index)

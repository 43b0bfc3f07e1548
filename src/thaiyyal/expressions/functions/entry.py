"""What the compiler knows about a function, and how arguments are read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from thaiyyal.expressions.dates import Operand
from thaiyyal.expressions.errors import EvaluationError
from thaiyyal.expressions.operators import kind_of, leave
from thaiyyal.kernel.values import Value, is_integer

Makes = Literal["number", "boolean", "text", "list", "date", "any"]


@dataclass(frozen=True, slots=True)
class Function:
    """A named function; ``call`` takes the budget and then the arguments.

    Attributes:
        least: Fewest arguments.
        most: Most arguments; None for any number.
        takes_arrow: Whether an arrow may stand among the arguments.
        is_lazy: Whether the compiler decides which arguments are evaluated, and how often.
        makes: The kind of its result.
        grows: Whether its result may be nested deeper than its arguments are.
    """

    name: str
    least: int
    most: int | None
    call: Callable[..., Operand]
    takes_arrow: bool = False
    is_lazy: bool = False
    makes: Makes = "any"
    grows: bool = False


def by_name(functions: Iterable[Function]) -> dict[str, Function]:
    """Return the functions of one family by their names."""
    return {function.name: function for function in functions}


def list_of(value: Operand) -> list[Value]:
    """Return an argument that must be a list."""
    if isinstance(value, list):
        return value
    raise EvaluationError("type_error", f"a list is needed, not {kind_of(value)}")


def object_of(value: Operand) -> dict[str, Value]:
    """Return an argument that must be an object."""
    if isinstance(value, dict):
        return value
    raise EvaluationError("type_error", f"an object is needed, not {kind_of(value)}")


def integer_of(value: Operand) -> int:
    """Return an argument that must be an integer."""
    if is_integer(value):
        return int(value)  # type: ignore[arg-type]  # an integer number, checked above
    raise EvaluationError("bad_argument", f"an integer is needed, not {_shown(value)}")


def count_of(value: Operand) -> int:
    """Return an argument that must be an integer, 0 or more."""
    count = integer_of(value)
    if count < 0:
        raise EvaluationError("bad_argument", "an integer of 0 or more is needed")
    return count


def left_all(values: list[Operand]) -> list[Value]:
    """Return the values as they enter a list; only dates change."""
    return [leave(value) for value in values]


def _shown(value: Operand) -> str:
    return "a fraction" if type(value) is float else kind_of(value)

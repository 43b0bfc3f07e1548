"""An arrow as library code gets it."""

from collections.abc import Callable

from thaiyyal.expressions.dates import Operand
from thaiyyal.expressions.errors import EvaluationError


class Arrow:
    """A compiled arrow: ``call`` takes (item, index, list), or what the method says."""

    __slots__ = ("call",)

    def __init__(self, call: Callable[..., Operand]) -> None:
        self.call = call


def callable_of(argument: object) -> Callable[..., Operand]:
    """Return the function of an argument that must be an arrow."""
    if isinstance(argument, Arrow):
        return argument.call
    raise EvaluationError("bad_argument", "a function is needed here, for example x => x.name")

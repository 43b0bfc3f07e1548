"""What the compiler knows about a method, and how a call finds the receiver's own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from thaiyyal.expressions.dates import Operand
from thaiyyal.expressions.errors import EvaluationError
from thaiyyal.expressions.functions.entry import Makes
from thaiyyal.expressions.limits import Budget
from thaiyyal.expressions.operators import kind_of


class Own(NamedTuple):
    """One kind of receiver's method: its numbers of arguments, and the function."""

    least: int
    most: int | None
    call: Callable[..., Operand]
    makes: Makes = "any"


@dataclass(frozen=True, slots=True)
class Method:
    """A method by name, whatever its receiver; ``call`` takes the budget and the receiver first.

    Attributes:
        least: Fewest arguments that some receiver takes.
        most: Most arguments that some receiver takes; None for any number.
        takes_arrow: Whether an arrow may stand among the arguments.
        makes: The kind of its result.
        grows: Whether its result may be nested deeper than receiver and arguments are.
    """

    name: str
    least: int
    most: int | None
    call: Callable[..., Operand]
    takes_arrow: bool = False
    makes: Makes = "any"
    grows: bool = False


def method(
    name: str,
    *,
    text: Own | None = None,
    elements: Own | None = None,
    takes_arrow: bool = False,
    grows: bool = False,
) -> Method:
    """Return the method that answers for texts, lists or both."""
    owns = [own for own in (text, elements) if own is not None]
    counts = [own.most for own in owns if own.most is not None]
    kinds = {own.makes for own in owns}
    return Method(
        name=name,
        least=min(own.least for own in owns),
        most=max(counts) if len(counts) == len(owns) else None,
        call=_dispatch(name, text, elements),
        takes_arrow=takes_arrow,
        makes=kinds.pop() if len(kinds) == 1 else "any",
        grows=grows,
    )


def _dispatch(name: str, text: Own | None, elements: Own | None) -> Callable[..., Operand]:
    def call(budget: Budget, receiver: Operand, *arguments: Operand) -> Operand:
        own = None
        if isinstance(receiver, str):
            own = text
        elif isinstance(receiver, list):
            own = elements
        if own is None:
            raise _no_method(name, receiver)
        if len(arguments) < own.least or (own.most is not None and len(arguments) > own.most):
            raise EvaluationError(
                "bad_argument",
                f"{name}() takes {_count_text(own)} here, not {len(arguments)}",
            )
        return own.call(budget, receiver, *arguments)

    return call


def _no_method(name: str, receiver: Operand) -> EvaluationError:
    if receiver is None:
        return EvaluationError(
            "null_access", f"null has no {name}(); write ?.{name}() where a value may be missing"
        )
    return EvaluationError("type_error", f"{kind_of(receiver)} has no {name}()")


def _count_text(own: Own) -> str:
    if own.most is None:
        return f"at least {own.least} argument{'s' if own.least != 1 else ''}"
    if own.least == own.most:
        return f"{own.least or 'no'} argument{'s' if own.least != 1 else ''}"
    return f"{own.least} to {own.most} arguments"

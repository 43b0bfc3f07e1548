"""What methods of lists do with an arrow. Arrows are called with (item, index, list)."""

from collections.abc import Callable, Iterator
from functools import cmp_to_key

from thaiyyal.expressions.arrow import callable_of
from thaiyyal.expressions.dates import Operand
from thaiyyal.expressions.errors import EvaluationError
from thaiyyal.expressions.functions.lists import parts_of, sort_items
from thaiyyal.expressions.limits import Budget, fit_list, fit_list_length
from thaiyyal.expressions.operators import kind_of, leave, truth
from thaiyyal.kernel.values import Value


def filter_items(budget: Budget, items: list[Value], function: object) -> list[Value]:
    """Return the items that the arrow accepts."""
    call = callable_of(function)
    kept: list[Value] = []
    for start, part in parts_of(budget, items):
        kept += [item for at, item in enumerate(part, start) if truth(call(item, at, items))]
        fit_list_length(len(kept))
    return kept


def flat_map(budget: Budget, items: list[Value], function: object) -> list[Value]:
    """Return what the arrow makes of the items, lists spread one level."""
    call = callable_of(function)
    made: list[Value] = []
    for at, item in enumerate(items):
        budget.charge()
        result = leave(call(item, at, items))
        if isinstance(result, list):
            budget.charge(len(result))
            fit_list_length(len(made) + len(result))
            made += result
        else:
            made.append(result)
            fit_list_length(len(made))
    return made


def find(budget: Budget, items: list[Value], function: object) -> Value:
    """Return the first item that the arrow accepts, or null."""
    call = callable_of(function)
    return next(
        (item for at, item in _charged(budget, items) if truth(call(item, at, items))), None
    )


def some(budget: Budget, items: list[Value], function: object) -> bool:
    """Say whether the arrow accepts an item."""
    call = callable_of(function)
    return any(truth(call(item, at, items)) for at, item in _charged(budget, items))


def every(budget: Budget, items: list[Value], function: object) -> bool:
    """Say whether the arrow accepts all items."""
    call = callable_of(function)
    return all(truth(call(item, at, items)) for at, item in _charged(budget, items))


def _charged(budget: Budget, items: list[Value]) -> Iterator[tuple[int, Value]]:
    for at, item in enumerate(items):
        budget.charge()
        yield at, item


def reduce(budget: Budget, items: list[Value], function: object, *start: Operand) -> Operand:
    """Fold the items into one value, from ``start`` or else the first item on."""
    call = callable_of(function)
    if not start and not items:
        raise EvaluationError("bad_argument", "an empty list needs a value to start from")
    value: Operand = start[0] if start else items[0]
    for at in range(0 if start else 1, len(items)):
        budget.charge()
        value = call(value, items[at], at, items)
    return value


def sort(budget: Budget, items: list[Value], *function: object) -> list[Value]:
    """Return the items in the order of all values, or in that of an arrow (a, b) -> number."""
    if not function:
        return sort_items(budget, items)
    call = callable_of(function[0])
    fit_list(items)
    return sorted(items, key=cmp_to_key(_comparator(budget, call)))


def _comparator(budget: Budget, call: Callable[..., Operand]) -> Callable[[Value, Value], int]:
    def compare(left: Value, right: Value) -> int:
        budget.charge()
        result = call(left, right)
        if type(result) is int or type(result) is float:
            return (result > 0) - (result < 0)
        raise EvaluationError(
            "type_error", f"the comparison must give a number, not {kind_of(result)}"
        )

    return compare

"""What methods of lists do without an arrow."""

from thaiyyal.expressions.dates import Operand
from thaiyyal.expressions.functions.lists import parts_of, slice_of
from thaiyyal.expressions.limits import Budget, fit_list_length, fit_text_length
from thaiyyal.expressions.operators import leave, measure, part_text, position_of, text_of
from thaiyyal.kernel.values import Value


def includes(budget: Budget, items: list[Value], wanted: Operand) -> bool:
    """Say whether some item ``==`` wanted."""
    return position_of(wanted, items, budget) >= 0


def index_of(budget: Budget, items: list[Value], wanted: Operand) -> int:
    """Return the position of the first item that ``==`` wanted, or -1."""
    return position_of(wanted, items, budget)


def join(budget: Budget, items: list[Value], separator: Operand = ",") -> str:
    """Return the items' text forms with a separator between them."""
    mark = part_text(separator)
    written: list[str] = []
    length = 0
    for _, part in parts_of(budget, items):
        for item in part:
            text = text_of(item)
            if isinstance(item, (list, dict)):
                budget.charge(measure(item))
            length += len(text) + (len(mark) if written else 0)
            fit_text_length(length)
            written.append(text)
    return mark.join(written)


def concat(budget: Budget, items: list[Value], *more: Operand) -> list[Value]:
    """Return the items and what follows, lists spread one level."""
    length = len(items) + sum(len(one) if isinstance(one, list) else 1 for one in more)
    fit_list_length(length)
    budget.charge(length)
    joined = list(items)
    for one in more:
        if isinstance(one, list):
            joined += one
        else:
            joined.append(leave(one))
    return joined


def slice_items(budget: Budget, items: list[Value], start: Operand = 0, *end: Operand) -> Value:
    """Return a part of the list, all of it without arguments."""
    return slice_of(budget, items, start, *end)


def first(_budget: Budget, items: list[Value]) -> Value:
    """Return the first item, or null."""
    return items[0] if items else None


def last(_budget: Budget, items: list[Value]) -> Value:
    """Return the last item, or null."""
    return items[-1] if items else None

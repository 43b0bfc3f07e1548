"""Functions of lists; what methods of lists do as well stands here once."""

from collections.abc import Callable, Iterator

from thaiyyal.expressions.arrow import callable_of
from thaiyyal.expressions.dates import Operand
from thaiyyal.expressions.errors import EvaluationError
from thaiyyal.expressions.functions.entry import (
    Function,
    by_name,
    count_of,
    integer_of,
    left_all,
    list_of,
)
from thaiyyal.expressions.limits import STEPS_BETWEEN_CHECKS, Budget, fit_list_length
from thaiyyal.expressions.operators import kind_of, measure, part_text, position_of
from thaiyyal.kernel.values import Value, sorted_values, strict_key


def map_items(budget: Budget, items: Operand, function: object) -> list[Value]:
    """Return what ``function`` makes of each item."""
    source = list_of(items)
    call = callable_of(function)
    fit_list_length(len(source))
    made: list[Value] = []
    for start, part in parts_of(budget, source):
        made += left_all([call(item, start + at, source) for at, item in enumerate(part)])
    return made


def parts_of(budget: Budget, items: list[Value]) -> Iterator[tuple[int, list[Value]]]:
    """Yield pieces of a list with their positions; each is paid for before it comes."""
    for start in range(0, len(items), STEPS_BETWEEN_CHECKS):
        part = items[start : start + STEPS_BETWEEN_CHECKS]
        budget.charge(len(part))
        yield start, part


def sort_items(budget: Budget, items: Operand) -> list[Value]:
    """Return the items in the order of all values."""
    source = list_of(items)
    fit_list_length(len(source))
    _charge_members(budget, source)
    return sorted_values(source, check=budget.check)


def reverse_items(budget: Budget, items: Operand) -> list[Value]:
    """Return the items from back to front."""
    source = list_of(items)
    fit_list_length(len(source))
    budget.charge(len(source))
    return source[::-1]


def slice_of(budget: Budget, value: Operand, start: Operand, *end: Operand) -> Value:
    """Return a part of a list or a text; without ``end`` all from ``start`` on."""
    if not isinstance(value, (list, str)):
        raise EvaluationError("type_error", f"a list or a text is needed, not {kind_of(value)}")
    part = value[integer_of(start) : integer_of(end[0]) if end else None]
    if isinstance(part, list):
        fit_list_length(len(part))
        budget.charge(len(part))
    return part


def _charge_members(budget: Budget, items: list[Value]) -> None:
    """Pay for looking into every member; refuse members too deep to walk."""
    for _, part in parts_of(budget, items):
        for member in part:
            if isinstance(member, (list, dict)):
                budget.charge(measure(member))


def _flatten(budget: Budget, items: Operand) -> list[Value]:
    flat: list[Value] = []
    pending = [iter(list_of(items))]
    while pending:
        for item in pending[-1]:
            budget.charge()
            if isinstance(item, list):
                pending.append(iter(item))
                break
            fit_list_length(len(flat) + 1)
            flat.append(item)
        else:
            pending.pop()
    return flat


def _unique(budget: Budget, items: Operand) -> list[Value]:
    source = list_of(items)
    _charge_members(budget, source)
    seen = set()
    kept: list[Value] = []
    for item in source:
        key = strict_key(item)
        if key not in seen:
            seen.add(key)
            kept.append(item)
    fit_list_length(len(kept))
    return kept


def _sample(budget: Budget, items: Operand, count: Operand) -> list[Value]:
    source, wanted = list_of(items), count_of(count)
    if wanted >= len(source):
        return source
    if wanted == 0:
        return []
    fit_list_length(wanted)
    budget.charge(wanted)
    step = len(source) // wanted
    return source[: step * wanted : step]


def _zip(budget: Budget, *lists: Operand) -> list[Value]:
    sources = [list_of(one) for one in lists]
    longest = max(map(len, sources))
    fit_list_length(longest)
    budget.charge(longest * len(sources))
    return [
        [source[at] if at < len(source) else None for source in sources] for at in range(longest)
    ]


def _contains(budget: Budget, whole: Operand, part: Operand) -> bool:
    if isinstance(whole, list):
        return position_of(part, whole, budget) >= 0
    if whole is None:
        return False
    return part_text(part) in part_text(whole)


def _one(call: Callable[[Budget, Operand], list[Value]], name: str) -> Function:
    return Function(name, 1, 1, call, makes="list")


LISTS = by_name(
    (
        Function("map", 2, 2, map_items, takes_arrow=True, is_lazy=True, makes="list", grows=True),
        _one(sort_items, "sort"),
        _one(reverse_items, "reverse"),
        _one(_flatten, "flatten"),
        _one(_unique, "unique"),
        Function("slice", 2, 3, slice_of),
        Function("sample", 2, 2, _sample, makes="list"),
        Function("zip", 2, None, _zip, makes="list", grows=True),
        Function("contains", 2, 2, _contains, makes="boolean"),
    )
)

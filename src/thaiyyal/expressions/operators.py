"""What the operators mean, exactly and for every kind of operand.

Compiled code answers the common cases itself and comes here for the rest. Operands and results
may be dates, results are not yet turned to text.
"""

import math

from thaiyyal.expressions.dates import Date, Operand, date_or_none, date_text
from thaiyyal.expressions.errors import EvaluationError
from thaiyyal.expressions.limits import MAX_TEXT, Budget, fit_text, too_long_text
from thaiyyal.kernel.errors import LimitExceeded
from thaiyyal.kernel.values import (
    LARGEST_EXACT,
    Value,
    loosely_equal,
    number_from_text,
    size_of,
    strictly_equal,
    text_form,
)

Number = int | float


def kind_of(value: Operand) -> str:
    """Return what a user calls this kind of value."""
    if isinstance(value, Date):
        return "a date"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, (int, float)):
        return "a number"
    return {str: "a text", list: "a list"}.get(type(value), "an object")


def leave(value: Operand) -> Value:
    """Return a value as it leaves the expression or enters a list, an object or a text."""
    return date_text(value) if isinstance(value, Date) else value


def text_of(value: Operand) -> str:
    """Return the text form of any value, within the limit of a text."""
    if isinstance(value, str):
        return value
    if isinstance(value, (list, dict)):
        if measure(value) > MAX_TEXT:  # each member takes a character: decided before writing
            raise too_long_text()
        return fit_text(text_form(value))
    return text_form(leave(value))


def measure(value: Operand) -> int:
    """Return how many values a value has in it; refuse one that is nested too deep to walk."""
    if not isinstance(value, (list, dict)):
        return 1
    try:
        return size_of(value)
    except LimitExceeded as err:
        raise EvaluationError("limit_exceeded", err.message) from err


def number_of(value: Operand) -> Number:
    """Return a number or the number that a numeric text stands for."""
    kind = type(value)
    if kind is int or kind is float:
        return value  # type: ignore[return-value]  # narrowed by the exact type
    number = number_from_text(value) if isinstance(value, str) else None
    if number is None:
        raise EvaluationError("type_error", f"a number is needed, not {kind_of(value)}")
    return number


def finite(number: Number) -> Number:
    """Return ``number`` as a double keeps it; NaN and infinity are errors."""
    if type(number) is int:
        if -LARGEST_EXACT <= number <= LARGEST_EXACT:
            return number
        try:
            return float(number)
        except OverflowError as err:
            raise _not_finite() from err
    if not math.isfinite(number):
        raise _not_finite()
    return number or 0  # -0 becomes 0


def _not_finite() -> EvaluationError:
    return EvaluationError("not_finite", "the result is no finite number")


def add(left: Operand, right: Operand) -> Value:
    """Add two numbers, or put two texts together where either side is a text."""
    if isinstance(left, str) or isinstance(right, str):
        one, other = text_of(left), text_of(right)
        if len(one) + len(other) > MAX_TEXT:
            raise too_long_text()
        return one + other
    if _is_number(left) and _is_number(right):
        return finite(number_of(left) + number_of(right))
    raise EvaluationError(
        "type_error",
        f"{kind_of(left)} and {kind_of(right)} cannot be added; use text() or number()",
    )


def subtract(left: Operand, right: Operand) -> Number:
    """Return ``left - right``."""
    return finite(number_of(left) - number_of(right))


def multiply(left: Operand, right: Operand) -> Number:
    """Return ``left * right``."""
    return finite(number_of(left) * number_of(right))


def divide(left: Operand, right: Operand) -> Number:
    """Return ``left / right``."""
    dividend, divisor = number_of(left), number_of(right)
    if divisor == 0:
        raise EvaluationError("division_by_zero", "division by zero")
    try:
        return finite(float(dividend) / float(divisor))
    except OverflowError as err:
        raise _not_finite() from err


def remainder(left: Operand, right: Operand) -> Number:
    """Return what ``left / right`` leaves over, with the sign of ``left``."""
    dividend, divisor = number_of(left), number_of(right)
    if divisor == 0:
        raise EvaluationError("division_by_zero", "the remainder of a division by zero")
    return finite(math.fmod(dividend, divisor))


def power(left: Operand, right: Operand) -> Number:
    """Return ``left ** right``, as doubles: never a huge integer."""
    base, exponent = float(number_of(left)), float(number_of(right))
    try:
        return finite(math.pow(base, exponent))
    except (OverflowError, ValueError) as err:
        raise _not_finite() from err


def negate(value: Operand) -> Number:
    """Return ``-value``."""
    return finite(-number_of(value))


def plus(value: Operand) -> Number:
    """Return the number that ``+value`` stands for."""
    return number_of(value)


def truth(value: Operand) -> bool:
    """Say whether a value counts as true: all but false, 0, the empty text and null."""
    if isinstance(value, (list, dict, Date)):
        return True
    return bool(value)


def less(left: Operand, right: Operand) -> bool:
    """Return ``left < right``."""
    one, other = _comparable(left, right)
    return one < other


def less_equal(left: Operand, right: Operand) -> bool:
    """Return ``left <= right``."""
    one, other = _comparable(left, right)
    return one <= other


def greater(left: Operand, right: Operand) -> bool:
    """Return ``left > right``."""
    one, other = _comparable(left, right)
    return one > other


def greater_equal(left: Operand, right: Operand) -> bool:
    """Return ``left >= right``."""
    one, other = _comparable(left, right)
    return one >= other


def _comparable(left: Operand, right: Operand) -> tuple[float, float]:
    """Return two things Python compares: two numbers, two instants or (untold) two texts."""
    if isinstance(left, str) and isinstance(right, str):
        return left, right  # type: ignore[return-value]  # compared with each other only
    if isinstance(left, Date) or isinstance(right, Date):
        one: Number | None = _instant(left)
        other: Number | None = _instant(right)
    else:
        one, other = _measure(left), _measure(right)
    if one is None or other is None:
        raise EvaluationError(
            "type_error", f"{kind_of(left)} and {kind_of(right)} cannot be compared by size"
        )
    return one, other


def _instant(value: Operand) -> int | None:
    date = date_or_none(value) if isinstance(value, str) else value
    return date.ms if isinstance(date, Date) else None


def _measure(value: Operand) -> Number | None:
    if isinstance(value, str):
        return number_from_text(value)
    return value if _is_number(value) else None  # type: ignore[return-value]


def _is_number(value: Operand) -> bool:
    return type(value) is int or type(value) is float


def equal(left: Operand, right: Operand) -> bool:
    """Return ``left == right``; never fails."""
    if isinstance(left, Date) or isinstance(right, Date):
        instant = _instant(left)
        return instant is not None and instant == _instant(right)
    measure(left)
    return loosely_equal(left, right)


def identical(left: Operand, right: Operand) -> bool:
    """Return ``left === right``; never fails."""
    if isinstance(left, Date) or isinstance(right, Date):
        return left == right
    measure(left)
    return strictly_equal(left, right)


def contains_member(left: Operand, right: Operand, budget: Budget | None = None) -> bool:
    """Return ``left in right``; ``budget`` pays for the members of a list that are looked at."""
    if isinstance(right, list):
        return position_of(left, right, budget) >= 0
    if isinstance(right, dict):
        return text_of(left) in right
    if isinstance(right, str):
        return part_text(left) in right
    raise EvaluationError(
        "type_error", f"`in` looks into a list, an object or a text, not into {kind_of(right)}"
    )


def position_of(wanted: Operand, members: list[Value], budget: Budget | None) -> int:
    """Return the position of the first member that ``==`` wanted, or -1."""
    if isinstance(wanted, Date):
        return _position_of_date(wanted, members, budget)
    cost = measure(wanted)
    for position, member in enumerate(members):
        if budget is not None:
            budget.charge(cost if isinstance(member, (list, dict)) else 1)
        if loosely_equal(wanted, member):
            return position
    return -1


def _position_of_date(wanted: Date, members: list[Value], budget: Budget | None) -> int:
    for position, member in enumerate(members):
        if budget is not None:
            budget.charge()
        if _instant(member) == wanted.ms:
            return position
    return -1


def part_text(value: Operand) -> str:
    """Return the text form of a text, number or boolean: what may be searched in a text."""
    if isinstance(value, str):
        return value
    if isinstance(value, (bool, int, float)):
        return text_form(value)
    raise EvaluationError(
        "type_error", f"a text, number or boolean is needed, not {kind_of(value)}"
    )

"""Functions of numbers and of lists of numbers."""

import math
from collections.abc import Callable

from thaiyyal.expressions.dates import Operand
from thaiyyal.expressions.errors import EvaluationError
from thaiyyal.expressions.functions.entry import Function, by_name
from thaiyyal.expressions.limits import Budget, fit_list_length
from thaiyyal.expressions.operators import Number, finite, number_of, power
from thaiyyal.kernel.values import Value


def total(budget: Budget, *values: Operand) -> Number:
    """Return the sum of a list or of the arguments; 0 of an empty list."""
    numbers = _numbers(budget, values)
    result: Number = 0
    for number in numbers:  # one by one, so that every Python rounds alike
        result += number
    return finite(result)


def average(budget: Budget, *values: Operand) -> Value:
    """Return the mean; null of an empty list."""
    numbers = _numbers(budget, values)
    if not numbers:
        return None
    result: Number = 0
    for number in numbers:
        result += number
    return finite(finite(result) / len(numbers))


def smallest(budget: Budget, *values: Operand) -> Value:
    """Return the smallest number; null of an empty list."""
    numbers = _numbers(budget, values)
    return min(numbers) if numbers else None


def largest(budget: Budget, *values: Operand) -> Value:
    """Return the largest number; null of an empty list."""
    numbers = _numbers(budget, values)
    return max(numbers) if numbers else None


def _numbers(budget: Budget, values: tuple[Operand, ...]) -> list[Number]:
    members = values[0] if len(values) == 1 and isinstance(values[0], list) else values
    budget.charge(len(members))
    return [
        member if type(member) is int or type(member) is float else number_of(member)
        for member in members
    ]


def half_away_from_zero(number: Number) -> Number:
    """Return the nearest integer; halves go away from 0."""
    if type(number) is int:
        return number
    size = abs(number)
    whole = math.floor(size)
    if size - whole >= 0.5:  # adding 0.5 first would round 0.49999999999999994 up
        whole += 1
    return finite(whole if number > 0 else -whole)


def _each(rule: Callable[[Number], Number]) -> Callable[[Budget, Operand], Value]:
    def call(budget: Budget, value: Operand) -> Value:
        if not isinstance(value, list):
            return finite(rule(number_of(value)))
        fit_list_length(len(value))
        budget.charge(len(value))
        return [finite(rule(number_of(member))) for member in value]

    return call


def _power(_budget: Budget, base: Operand, exponent: Operand) -> Number:
    return power(base, exponent)


def _square_root(_budget: Budget, value: Operand) -> Number:
    number = number_of(value)
    if number < 0:
        raise EvaluationError("not_finite", "a negative number has no square root")
    return math.sqrt(number)


def _number(_budget: Budget, value: Operand) -> Number:
    return number_of(value)


NUMBERS = by_name(
    (
        Function("sum", 1, None, total, makes="number"),
        Function("avg", 1, None, average),
        Function("min", 1, None, smallest),
        Function("max", 1, None, largest),
        Function("round", 1, 1, _each(half_away_from_zero)),
        Function("floor", 1, 1, _each(math.floor)),
        Function("ceil", 1, 1, _each(math.ceil)),
        Function("abs", 1, 1, _each(abs)),
        Function("pow", 2, 2, _power, makes="number"),
        Function("sqrt", 1, 1, _square_root, makes="number"),
        Function("number", 1, 1, _number, makes="number"),
    )
)

"""Functions of dates. ``now`` is the compiler's: it reads the evaluation's own clock."""

from collections.abc import Callable

from thaiyyal.expressions.dates import (
    DAY_MS,
    Date,
    Operand,
    date_from,
    date_from_ms,
    day_of,
    ms_from_seconds,
)
from thaiyyal.expressions.functions.entry import Function, by_name
from thaiyyal.expressions.limits import Budget
from thaiyyal.expressions.operators import Number, number_of
from thaiyyal.kernel.values import tidy_number


def _parse(_budget: Budget, value: Operand) -> Date:
    return date_from(value)


def _to_epoch(_budget: Budget, value: Operand) -> Number:
    return date_from(value).ms // 1000


def _to_epoch_ms(_budget: Budget, value: Operand) -> Number:
    return date_from(value).ms


def _from_epoch(_budget: Budget, seconds: Operand) -> Date:
    return date_from_ms(ms_from_seconds(number_of(seconds)))


def _from_epoch_ms(_budget: Budget, milliseconds: Operand) -> Date:
    return date_from_ms(number_of(milliseconds))


def _difference(_budget: Budget, later: Operand, earlier: Operand) -> Number:
    return tidy_number((date_from(later).ms - date_from(earlier).ms) / 1000)


def _plus_seconds(_budget: Budget, value: Operand, seconds: Operand) -> Date:
    return date_from_ms(date_from(value).ms + ms_from_seconds(number_of(seconds)))


def _part(part: Callable[[Date], int]) -> Callable[[Budget, Operand], Number]:
    return lambda _budget, value: part(date_from(value))


def _now(_budget: Budget) -> Date:
    raise NotImplementedError("the compiler reads the evaluation's clock itself")


DATES = by_name(
    (
        Function("now", 0, 0, _now, is_lazy=True, makes="date"),
        Function("parseDate", 1, 1, _parse, makes="date"),
        Function("toEpoch", 1, 1, _to_epoch, makes="number"),
        Function("toEpochMillis", 1, 1, _to_epoch_ms, makes="number"),
        Function("fromEpoch", 1, 1, _from_epoch, makes="date"),
        Function("fromEpochMillis", 1, 1, _from_epoch_ms, makes="date"),
        Function("dateDiff", 2, 2, _difference, makes="number"),
        Function("dateAdd", 2, 2, _plus_seconds, makes="date"),
        Function("year", 1, 1, _part(lambda date: day_of(date).year), makes="number"),
        Function("month", 1, 1, _part(lambda date: day_of(date).month), makes="number"),
        Function("day", 1, 1, _part(lambda date: day_of(date).day), makes="number"),
        Function("hour", 1, 1, _part(lambda d: d.ms % DAY_MS // 3_600_000), makes="number"),
        Function("minute", 1, 1, _part(lambda d: d.ms % 3_600_000 // 60_000), makes="number"),
    )
)

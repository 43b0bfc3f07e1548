"""Functions of objects and of any value: keys, sizes, what is null."""

from thaiyyal.expressions.dates import Operand
from thaiyyal.expressions.errors import EvaluationError
from thaiyyal.expressions.functions.entry import Function, by_name, object_of
from thaiyyal.expressions.limits import Budget, fit_list_length
from thaiyyal.expressions.operators import kind_of
from thaiyyal.kernel.values import Value


def _is_null(_budget: Budget, value: Operand) -> bool:
    return value is None


def _coalesce(_budget: Budget, *values: Operand) -> Operand:
    return next((value for value in values if value is not None), None)


def _length(_budget: Budget, value: Operand) -> int:
    if isinstance(value, (str, list, dict)):
        return len(value)
    raise EvaluationError("type_error", f"{kind_of(value)} has no length")


def _keys(budget: Budget, value: Operand) -> list[Value]:
    source = object_of(value)
    fit_list_length(len(source))
    budget.charge(len(source))
    return list(source)


def _values(budget: Budget, value: Operand) -> list[Value]:
    source = object_of(value)
    fit_list_length(len(source))
    budget.charge(len(source))
    return list(source.values())


OBJECTS = by_name(
    (
        Function("isNull", 1, 1, _is_null, makes="boolean"),
        Function("coalesce", 1, None, _coalesce, is_lazy=True),
        Function("len", 1, 1, _length, makes="number"),
        Function("keys", 1, 1, _keys, makes="list"),
        Function("values", 1, 1, _values, makes="list"),
    )
)

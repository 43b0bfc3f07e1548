"""Functions of texts: text forms and patterns."""

from thaiyyal.expressions import patterns
from thaiyyal.expressions.dates import Operand
from thaiyyal.expressions.functions.entry import Function, by_name
from thaiyyal.expressions.limits import Budget
from thaiyyal.expressions.operators import measure, part_text, text_of
from thaiyyal.kernel.values import Value


def _text(budget: Budget, value: Operand) -> str:
    written = text_of(value)
    if isinstance(value, (list, dict)):
        budget.charge(measure(value))
    return written


def _matches(budget: Budget, text: Operand, pattern: Operand) -> bool:
    return patterns.matches(budget, part_text(text), part_text(pattern))


def _match_all(budget: Budget, text: Operand, pattern: Operand) -> list[Value]:
    return patterns.match_all(budget, part_text(text), part_text(pattern))


def _replace_pattern(budget: Budget, text: Operand, pattern: Operand, replacement: Operand) -> str:
    return patterns.replace_pattern(
        budget, part_text(text), part_text(pattern), part_text(replacement)
    )


TEXT = by_name(
    (
        Function("text", 1, 1, _text, makes="text"),
        Function("matches", 2, 2, _matches, makes="boolean"),
        Function("matchAll", 2, 2, _match_all, makes="list", grows=True),
        Function("replacePattern", 3, 3, _replace_pattern, makes="text"),
    )
)

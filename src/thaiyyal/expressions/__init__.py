"""The expression language: texts compiled once to fast functions that can reach nothing else."""

from thaiyyal.expressions.case import evaluate_case
from thaiyyal.expressions.compiler import Expression, compile_expression
from thaiyyal.expressions.each import Each, Reduce, compile_each, compile_reduce
from thaiyyal.expressions.environment import Env
from thaiyyal.expressions.errors import EvaluationError, ExpressionError, caret
from thaiyyal.expressions.names import Names
from thaiyyal.expressions.static_keys import field_expression
from thaiyyal.expressions.template import Template, compile_template

__all__ = [
    "Each",
    "Env",
    "EvaluationError",
    "Expression",
    "ExpressionError",
    "Names",
    "Reduce",
    "Template",
    "caret",
    "compile_each",
    "compile_expression",
    "compile_reduce",
    "compile_template",
    "evaluate_case",
    "field_expression",
]

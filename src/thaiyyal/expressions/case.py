"""One expression with its scope in, its value or error out: what ``eval --jsonl`` does a line."""

from collections.abc import Mapping
from time import time_ns
from typing import Any

from thaiyyal.expressions.compiler import compile_expression
from thaiyyal.expressions.environment import Env
from thaiyyal.expressions.errors import EvaluationError, ExpressionError
from thaiyyal.expressions.names import LOOP_NAMES, Names

Case = Mapping[str, Any]


def evaluate_case(case: Case, *, now_ms: int | None = None) -> dict[str, Any]:
    """Evaluate the expression of a case in its scope.

    Args:
        case: ``expression``, and perhaps ``id`` and ``scope`` (input, item, index, items,
            accumulator, variables, context, node).
        now_ms: What ``now()`` gives; the time of the machine if it is left out.

    Returns:
        ``{"id", "ok": True, "value"}`` or ``{"id", "ok": False, "error": {code, message,
        position}}``.
    """
    scope = case.get("scope") or {}
    env = Env(
        variables=scope.get("variables") or {},
        context=scope.get("context") or {},
        nodes=scope.get("node") or {},
        loop={name: scope[name] for name in LOOP_NAMES if name in scope},
        now_ms=time_ns() // 1_000_000 if now_ms is None else now_ms,
    )
    try:
        expression = compile_expression(case["expression"], Names(frozenset(env.loop)))
        value = expression.call(scope.get("input"), env)
    except (ExpressionError, EvaluationError) as error:
        problem = {"code": error.code, "message": error.message, "position": error.position}
        return {"id": case.get("id"), "ok": False, "error": problem}
    return {"id": case.get("id"), "ok": True, "value": value}

"""The loops that per-item expressions are put into, one for each use and way of handling errors.

The list is walked in slices; between them others may interrupt. Each item has its own budget.
"""

import ast

from thaiyyal.expressions.limits import STEPS_BETWEEN_CHECKS
from thaiyyal.expressions.snippet import Snippet

_CERTAIN = Snippet("budget = Budget(check)")
_POSSIBLE = Snippet("budget = None")

_PARAMETERS = {"reduce": "items, accumulator, env"}
_BEFORE = {
    "map": "values = []\npush = values.append",
    "filter": "values = []\npush = values.append",
    "partition": "passed = []\nfailed = []\npush = passed.append\nfail = failed.append",
    "find": "found = -1",
    "reduce": "",
}
_USE = {
    "map": "push(VALUE)",
    "filter": "if TEST:\n    push(item)",
    "partition": "if TEST:\n    push(item)\nelse:\n    fail(item)",
    "find": "if TEST:\n    return index, errors",
    "reduce": "accumulator = VALUE",
}
_NULL = {
    "map": "push(None)",
    "partition": "fail(item)",
    "reduce": "accumulator = None",
}
_RESULT = {
    "map": "values, errors",
    "filter": "values, errors",
    "partition": "passed, failed, errors",
    "find": "found, errors",
    "reduce": "accumulator, errors",
}
_FAIL = """
def run({parameters}):
    check = env.check
    errors = 0
    {before}
    index = -1
    try:
        for first in range(0, len(items), {slice}):
            check()
            for item in items[first:first + {slice}]:
                index += 1
                START
                BODY
                {use}
    except EvaluationError as error:
        locate(error)
        raise
    return {result}
"""
_CATCH = """
def run({parameters}):
    check = env.check
    errors = 0
    {before}
    index = -1
    for first in range(0, len(items), {slice}):
        check()
        for item in items[first:first + {slice}]:
            index += 1
            try:
                START
                BODY
            except EvaluationError:
                errors += 1
                {on_error}
                continue
            {use}
    return {result}
"""


def _loop(kind: str, on_error: str) -> Snippet:
    """Return the loop of one kind; lines are indented to where they are put."""
    source = _FAIL if on_error == "fail" else _CATCH
    use_indent, error_indent = (16, 0) if on_error == "fail" else (12, 16)
    caught = _NULL.get(kind, "pass") if on_error == "null" else "pass"
    return Snippet(
        source.format(
            parameters=_PARAMETERS.get(kind, "items, env"),
            before=_indented(_BEFORE[kind] or "pass", 4),
            use=_indented(_USE[kind], use_indent),
            on_error=_indented(caught, error_indent),
            result=_RESULT[kind],
            slice=STEPS_BETWEEN_CHECKS,
        )
    )


def _indented(lines: str, width: int) -> str:
    return lines.replace("\n", "\n" + " " * width)


LOOPS = {
    (kind, on_error): _loop(kind, on_error)
    for kind in _USE
    for on_error in ("fail", "skip", "null")
}


def budget_code(*, is_certain: bool, is_possible: bool) -> list[ast.stmt]:
    """Return how an item starts: with a budget, with a place for one, or without."""
    if is_certain:
        return _CERTAIN.fill(0, {})
    return _POSSIBLE.fill(0, {}) if is_possible else []


def drop_unused(statements: list[ast.stmt], *, uses_index: bool) -> None:
    """Remove the counting of the index where neither the expression nor the loop uses it."""
    (function,) = statements
    assert isinstance(function, ast.FunctionDef)
    for node in ast.walk(function):
        if isinstance(node, ast.For) and _is_item(node.target):
            if uses_index or _returns_index(node):
                return
            del node.body[0]


def _is_item(target: ast.expr) -> bool:
    return isinstance(target, ast.Name) and target.id == "item"


def _returns_index(loop: ast.For) -> bool:
    return any(isinstance(statement, ast.If) and _is_return(statement) for statement in loop.body)


def _is_return(statement: ast.If) -> bool:
    return isinstance(statement.body[0], ast.Return)

"""Texts of expressions to functions: checked at once, generated at the first call."""

import ast
from collections.abc import Callable
from functools import lru_cache
from types import CodeType, FunctionType
from typing import Any

from thaiyyal.expressions.checker import check
from thaiyyal.expressions.code import LONG_TEXT, Code, Scope
from thaiyyal.expressions.environment import Env
from thaiyyal.expressions.lowering import lower
from thaiyyal.expressions.names import NO_NAMES, Facts, Names
from thaiyyal.expressions.operand import Operand
from thaiyyal.expressions.operators import truth
from thaiyyal.expressions.parser import parse
from thaiyyal.expressions.reachable import GLOBALS
from thaiyyal.expressions.runtime import FILENAME
from thaiyyal.expressions.snippet import Snippet, name
from thaiyyal.expressions.tree import Node
from thaiyyal.kernel.values import Value

_FUNCTION = Snippet("""
def evaluate(input, env):
    try:
        START
        BLOCK
        return T
    except EvaluationError as error:
        locate(error)
        raise
""")
_BUDGET = Snippet("budget = Budget(env.check)")

Evaluate = Callable[[Value, Env], Value]


class Expression:
    """A checked expression.

    Attributes:
        text: What was compiled.
        references: Ids of nodes that it names.
        dynamic_nodes: Whether it uses ``node`` in any other way.
        variable_names: Names that may be workflow variables.
        dynamic_variables: Whether it uses ``variables`` in any other way.
        call: ``(input, environment) -> value``; raises EvaluationError with the position.
    """

    __slots__ = (
        "call", "dynamic_nodes", "dynamic_variables", "references", "text", "variable_names",
    )  # fmt: skip

    def __init__(self, text: str, tree: Node, facts: Facts, names: Names) -> None:
        self.text = text
        self.references = facts.references
        self.dynamic_nodes = facts.dynamic_nodes
        self.variable_names = facts.variable_names
        self.dynamic_variables = facts.dynamic_variables
        self.call: Evaluate = self._first_call(tree, names)

    def _first_call(self, tree: Node, names: Names) -> Evaluate:
        def call(value: Value, env: Env) -> Value:
            evaluate: Evaluate = generate(tree, names, is_slim=len(self.text) > LONG_TEXT)
            self.call = evaluate
            return evaluate(value, env)

        return call

    def truth(self, value: Value, env: Env) -> bool:
        """Evaluate and return whether the value counts as true."""
        return truth(self.call(value, env))

    def __repr__(self) -> str:
        return f"Expression({self.text!r})"


def compile_expression(text: str, names: Names = NO_NAMES) -> Expression:
    """Compile an expression.

    Args:
        text: At most 10,000 characters.
        names: What an enclosing loop binds.

    Returns:
        The expression; the same object for the same text and names, most of the time.

    Raises:
        ExpressionError: syntax_error, unknown_function, unknown_method, bad_argument, not_finite
            or limit_exceeded, with the position.

    >>> compile_expression("input.n * 2 + 1").call({"n": 20}, Env())
    41
    """
    return _compiled(text, names)


@lru_cache(maxsize=4096)
def _compiled(text: str, names: Names) -> Expression:
    tree, facts = checked(text, names)
    return Expression(text, tree, facts, names)


def checked(text: str, names: Names) -> tuple[Node, Facts]:
    """Return the checked tree of an expression and what it reads."""
    tree = parse(text)
    return tree, check(tree, names)


def scope_of(names: Names, **bound: Operand) -> Scope:
    """Return the scope outside all arrows; ``bound`` are local variables of the generated code."""
    outer: dict[str, Operand | None] = dict.fromkeys(names.loop)
    return Scope({}, {**outer, **bound})


def generate(tree: Node, names: Names, *, is_slim: bool) -> Evaluate:
    """Return the function ``(input, environment) -> value`` of a tree."""
    code = Code(scope_of(names, input=Operand(name("input"))), is_slim=is_slim)
    result = code.leave(lower(code, tree), tree.at)
    start = _BUDGET.fill(0, {}) if code.needs_budget else []
    body = _FUNCTION.fill(tree.at, {"START": start, "BLOCK": code.block, "T": result.node})
    evaluate: Evaluate = function_of(body)
    return evaluate


def function_of(body: list[ast.stmt]) -> Any:
    """Compile the definition of one function."""
    module = ast.Module(body=body, type_ignores=[])
    compiled = compile(module, FILENAME, "exec")
    (own,) = (part for part in compiled.co_consts if isinstance(part, CodeType))
    return FunctionType(own, GLOBALS)

"""The function being generated: its statements so far, its local variables, the names in scope."""

import ast
from dataclasses import dataclass, field, replace

from thaiyyal.expressions.operand import SCALAR, Operand
from thaiyyal.expressions.snippet import Part, Snippet, assign, call, constant, name

LONG_TEXT = 1_500
"""Longer expressions are compiled to calls without fast paths: smaller code, sooner made."""

_TRUTH = "if A or type(A) is list or type(A) is dict: pass"


@dataclass(frozen=True, slots=True)
class Scope:
    """What names mean at one place: parameters of arrows, then what is bound there.

    ``bound`` holds None for a name that an enclosing loop keeps in ``env.loop``.
    """

    parameters: dict[str, Operand]
    bound: dict[str, Operand | None]

    @property
    def input(self) -> Operand:
        operand = self.bound["input"]
        assert operand is not None
        return operand

    def binding(self, **bound: Operand) -> "Scope":
        return replace(self, bound={**self.bound, **bound})

    def with_parameters(self, parameters: dict[str, Operand]) -> "Scope":
        return replace(self, parameters={**self.parameters, **parameters})


@dataclass(slots=True)
class Code:
    """``block``: statements of the innermost block; ``cost``: operations emitted so far."""

    scope: Scope
    is_slim: bool = False
    is_per_item: bool = False
    block: list[ast.stmt] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    cost: int = 0
    loops: int = 0
    functions: int = 0
    needs_budget: bool = False
    may_need_budget: bool = False
    _temps: int = 0

    def temp(self) -> str:
        """Return the name of a new local variable."""
        self._temps += 1
        return f"t{self._temps}"

    def emit(self, snippet: Snippet, at: int, **parts: Part) -> None:
        """Append a snippet."""
        self.cost += 1
        self.block += snippet.fill(at, parts)

    def call(self, function: str, arguments: list[ast.expr], at: int) -> str:
        """Append ``t = function(arguments)`` and return ``t``."""
        self.cost += 1
        target = self.temp()
        self.block.append(assign(target, call(function, arguments, at), at))
        return target

    def assign(self, target: str, value: ast.expr, at: int) -> None:
        self.block.append(assign(target, value, at))

    def open(self) -> list[ast.stmt]:
        """Start a block; give the result to ``close``."""
        outer, self.block = self.block, []
        return outer

    def close(self, outer: list[ast.stmt], at: int) -> list[ast.stmt]:
        """End the block and return its statements (at least one)."""
        inner, self.block = self.block, outer
        return inner or [ast.Pass(lineno=at + 1, col_offset=0)]

    def when(self, test: ast.expr, block: list[ast.stmt], at: int) -> None:
        """Append ``if test: block``."""
        self.block.append(ast.If(test=test, body=block, orelse=[], lineno=at + 1, col_offset=0))

    def budget(self) -> ast.expr:
        """Return the budget; in a loop over items each item has its own, made when first used."""
        if self.is_per_item and not self.functions:
            self.may_need_budget = True
            (statement,) = _OWN_BUDGET.fill(0, {})
            assert isinstance(statement, ast.Assign)
            return statement.value
        self.needs_budget = True
        return name("budget")

    def weigh_text(self, target: str, at: int, *, kind: str) -> None:
        """Append the payment for a new text, if it is a long one."""
        if kind in ("text", "any"):
            snippet = _WEIGH_TEXT if kind == "text" else _WEIGH
            self.emit(snippet, at, T=name(target), BUDGET=self.budget())

    def local(self, operand: Operand, at: int) -> ast.Name:
        """Return a local variable with the value, for tests that a constant is not fit for."""
        if isinstance(operand.node, ast.Name):
            return operand.node
        target = self.temp()
        self.assign(target, operand.node, at)
        return name(target)

    def truth(self, operand: Operand) -> ast.expr:
        """Return a test for the truthiness of a value."""
        if operand.kind in ("boolean", "number", "text", "null"):
            return operand.node
        if operand.kind in ("list", "object", "date"):
            return constant(True)
        (test,) = _TRUTH_TEST.fill(0, {"A": operand.node})
        assert isinstance(test, ast.If)
        return test.test

    def leave(self, operand: Operand, at: int) -> Operand:
        """Return the value as it enters a list, an object or a text, or leaves."""
        if not operand.dated:
            return operand
        made = self.call("leave", [operand.node], at)
        kind = "text" if operand.kind == "date" else operand.kind
        return Operand(name(made), kind, operand.growth)

    def result(
        self, target: str, kind: str, growth: int, at: int, *, dated: bool = False
    ) -> Operand:
        """Return a new value, checked at run time if it may be nested too deep."""
        if growth > 0:
            target = self.call("built", [self.budget(), name(target)], at)
            growth = 0
        if kind in ("number", "boolean", "text", "date", "null"):
            growth = SCALAR
        return Operand(name(target), kind, max(growth, SCALAR), dated)


_TRUTH_TEST = Snippet(_TRUTH)
_OWN_BUDGET = Snippet("T = (budget := budget or Budget(check))")
_WEIGH_TEXT = Snippet("""
if len(T) > LONG_TEXT:
    weigh_text(BUDGET, T)
""")
_WEIGH = Snippet("""
if type(T) is str and len(T) > LONG_TEXT:
    weigh_text(BUDGET, T)
""")

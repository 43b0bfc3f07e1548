"""What the compiler knows about a value before it exists: its kind, its depth, how to reach it."""

import ast
from dataclasses import dataclass, replace

from thaiyyal.expressions.snippet import Constant, constant, name
from thaiyyal.kernel.values import MAX_DEPTH

SCALAR = -MAX_DEPTH
"""The growth of a value that is neither list nor object."""


@dataclass(frozen=True, slots=True)
class Operand:
    """A local variable or a constant of the generated code.

    Attributes:
        node: The expression that reads it; free of effects and errors.
        kind: null, boolean, number, text, list, object, date, arrow, or any where not known.
        growth: How much deeper than an input it can be nested: at most 100 + growth levels.
        dated: Whether it may be a date (or hold one), which must become a text when it leaves.
    """

    node: ast.expr
    kind: str = "any"
    growth: int = 0
    dated: bool = False

    @property
    def is_constant(self) -> bool:
        return isinstance(self.node, ast.Constant)

    @property
    def value(self) -> object:
        """The value of a constant."""
        return self.node.value if isinstance(self.node, ast.Constant) else None

    def named(self, identifier: str) -> "Operand":
        """Return what is known of this value for another local variable."""
        return replace(self, node=name(identifier))


def constant_operand(value: Constant) -> Operand:
    """Return the operand of a literal."""
    return Operand(constant(value), kind_of_constant(value), SCALAR)


def kind_of_constant(value: object) -> str:
    """Return the kind of a literal."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    return "text" if isinstance(value, str) else "number"


def joined_kind(one: Operand, other: Operand) -> str:
    """Return the kind of a value that is one of two."""
    return one.kind if one.kind == other.kind else "any"

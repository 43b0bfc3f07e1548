"""Texts with ``{{ expression }}`` parts."""

from dataclasses import dataclass

from thaiyyal.expressions.compiler import Expression, compile_expression
from thaiyyal.expressions.environment import Env
from thaiyyal.expressions.errors import EvaluationError, ExpressionError
from thaiyyal.expressions.limits import fit_text, fit_text_length
from thaiyyal.expressions.names import NO_NAMES, Facts, Names
from thaiyyal.expressions.operators import text_of
from thaiyyal.expressions.template_text import Piece, split_template
from thaiyyal.kernel.values import Value


@dataclass(frozen=True, slots=True)
class _Part:
    """An expression and where it starts in the template."""

    at: int
    expression: Expression

    def call(self, value: Value, env: Env) -> Value:
        try:
            return self.expression.call(value, env)
        except EvaluationError as error:
            error.position = self.at + (error.position or 0)
            raise


class Template:
    """A compiled template; what it reads is told by the same attributes as an ``Expression``'s."""

    __slots__ = (
        "_parts", "dynamic_nodes", "dynamic_variables", "references", "source",
        "variable_names",
    )  # fmt: skip

    def __init__(self, source: str, parts: tuple[str | _Part, ...]) -> None:
        self.source = source
        self._parts = parts
        facts = Facts()
        for part in parts:
            if isinstance(part, _Part):
                facts = facts.joined(_facts_of(part.expression))
        self.references = facts.references
        self.dynamic_nodes = facts.dynamic_nodes
        self.variable_names = facts.variable_names
        self.dynamic_variables = facts.dynamic_variables

    @property
    def is_constant(self) -> bool:
        """Whether there is nothing to evaluate."""
        return not any(isinstance(part, _Part) for part in self._parts)

    def call(self, value: Value, env: Env) -> Value:
        """Return the value of a lone expression, else the rendered text."""
        if len(self._parts) == 1 and isinstance(self._parts[0], _Part):
            return self._parts[0].call(value, env)
        return self.text(value, env)

    def text(self, value: Value, env: Env) -> str:
        """Return the rendered text."""
        if self.is_constant:
            return "".join(part for part in self._parts if isinstance(part, str))
        texts: list[str] = []
        length = 0
        for part in self._parts:
            text = part if isinstance(part, str) else _rendered(part, value, env)
            length += len(text)
            fit_text_length(length)
            texts.append(text)
        return "".join(texts)


def compile_template(text: str, names: Names = NO_NAMES) -> Template:
    """Compile a text with ``{{ expression }}`` parts.

    Args:
        text: The template; ``\\{{`` is a literal ``{{``.
        names: What an enclosing loop binds.

    Raises:
        ExpressionError: A part is no expression, or is not closed; positions count in ``text``.

    >>> compile_template("Dear {{ input.name }}!").text({"name": "Ann"}, Env())
    'Dear Ann!'
    """
    return Template(text, tuple(_compiled(piece, names) for piece in split_template(text)))


def _compiled(piece: Piece, names: Names) -> str | _Part:
    if not piece.is_expression:
        return piece.text
    try:
        return _Part(piece.at, compile_expression(piece.text, names))
    except ExpressionError as error:
        raise ExpressionError(
            error.code, error.message, piece.at + error.position, piece.at + error.end
        ) from error


def _rendered(part: _Part, value: Value, env: Env) -> str:
    made = part.call(value, env)
    try:
        return fit_text(text_of(made))
    except EvaluationError as error:
        error.position = part.at
        raise


def _facts_of(expression: Expression) -> Facts:
    return Facts(
        expression.references,
        expression.dynamic_nodes,
        expression.variable_names,
        expression.dynamic_variables,
    )

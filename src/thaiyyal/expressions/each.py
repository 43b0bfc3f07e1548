"""Expressions evaluated for every item of a list, compiled together with their loop.

``map``, ``filter``, ``partition`` and ``find`` go through the items; ``reduce`` carries a value.
An item whose evaluation fails is handled as ``on_error`` says: fail, skip or null.
"""

from collections.abc import Callable
from typing import Any, Literal, TypeAlias

from thaiyyal.expressions.code import LONG_TEXT, Code
from thaiyyal.expressions.compiler import checked, function_of, scope_of
from thaiyyal.expressions.each_code import LOOPS, budget_code, drop_unused
from thaiyyal.expressions.environment import Env
from thaiyyal.expressions.errors import EvaluationError
from thaiyyal.expressions.lowering import lower
from thaiyyal.expressions.names import Facts, Names
from thaiyyal.expressions.operand import SCALAR, Operand
from thaiyyal.expressions.snippet import Part, name
from thaiyyal.expressions.tree import Node
from thaiyyal.kernel.errors import LimitExceeded
from thaiyyal.kernel.values import MAX_DEPTH, Value, check_depth

Kind: TypeAlias = Literal["map", "filter", "partition", "find"]
OnError: TypeAlias = Literal["fail", "skip", "null"]

_ITEM_NAMES = ("item", "index", "items")


class PerItem:
    """What both kinds of loops know: the text, what it reads, and how to make the function."""

    __slots__ = (
        "_run", "dynamic_nodes", "dynamic_variables", "references", "text", "variable_names",
    )  # fmt: skip

    def __init__(self, text: str, facts: Facts, make: Callable[[], Callable[..., Any]]) -> None:
        self.text = text
        self.references = facts.references
        self.dynamic_nodes = facts.dynamic_nodes
        self.variable_names = facts.variable_names
        self.dynamic_variables = facts.dynamic_variables
        self._run: Callable[..., Any] = self._first_run(make)

    def _first_run(self, make: Callable[[], Callable[..., Any]]) -> Callable[..., Any]:
        def run(*arguments: object) -> object:
            self._run = make()
            return self._run(*arguments)

        return run


class Each(PerItem):
    """A compiled loop over items."""

    def run(self, items: list[Value], env: Env) -> Any:
        """Go through the items.

        Returns:
            map: (values, errors) · filter: (kept, errors) · partition: (passed, failed, errors) ·
            find: (index or -1, errors). ``errors`` counts the items that failed.

        Raises:
            EvaluationError: An item failed and ``on_error`` is fail.
        """
        return self._run(items, env)


class Reduce(PerItem):
    """A compiled fold of items into one value."""

    def run(self, items: list[Value], initial: Value, env: Env) -> tuple[Value, int]:
        """Return the value after the last item, and the number of items that failed."""
        result: tuple[Value, int] = self._run(items, initial, env)
        return result


def compile_each(text: str, names: Names, kind: Kind, on_error: OnError) -> Each:
    """Compile an expression together with a loop over items.

    Args:
        text: The expression; ``input`` and ``item`` are the item.
        names: What a loop around this one binds.
        kind: What the values are for.
        on_error: What becomes of an item whose evaluation fails.

    Raises:
        ExpressionError: As for ``compile_expression``.
    """
    inner = names.binding(*_ITEM_NAMES)
    tree, facts = checked(text, inner)
    is_slim = len(text) > LONG_TEXT
    return Each(text, facts, lambda: _make(tree, inner, kind, on_error, is_slim=is_slim))


def compile_reduce(text: str, names: Names, on_error: OnError) -> Reduce:
    """Compile an expression together with a fold: ``accumulator`` is the value so far."""
    inner = names.binding(*_ITEM_NAMES, "accumulator")
    tree, facts = checked(text, inner)
    is_slim = len(text) > LONG_TEXT
    return Reduce(text, facts, lambda: _make(tree, inner, "reduce", on_error, is_slim=is_slim))


def _make(
    tree: Node, names: Names, kind: str, on_error: str, *, is_slim: bool
) -> Callable[..., Any]:
    item = Operand(name("item"), growth=-1)
    bound = {
        "input": item,
        "item": item,
        "index": Operand(name("index"), "number", SCALAR),
        "items": Operand(name("items"), "list"),
    }
    if kind == "reduce":
        bound["accumulator"] = Operand(name("accumulator"))
    code = Code(scope_of(names, **bound), is_slim=is_slim, is_per_item=True)
    result = code.leave(lower(code, tree), tree.at)
    start = budget_code(is_certain=code.needs_budget, is_possible=code.may_need_budget)
    parts: dict[str, Part] = {
        "START": start,
        "BODY": code.close([], tree.at),
        "TEST": code.truth(result),
        "VALUE": result.node,
    }
    statements = LOOPS[kind, on_error].fill(tree.at, parts)
    drop_unused(statements, uses_index="index" in code.used)
    function = function_of(statements)
    if kind == "map" and result.growth > -1:
        return _checking_depth(function)
    return function  # type: ignore[no-any-return]


def _checking_depth(function: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a loop whose values may be too deep to be put in a list."""

    def run(items: list[Value], env: Env) -> tuple[list[Value], int]:
        values, errors = function(items, env)
        try:
            check_depth(values, MAX_DEPTH)
        except LimitExceeded as err:
            raise EvaluationError("limit_exceeded", err.message, 0) from err
        return values, errors

    return run

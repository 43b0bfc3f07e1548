"""What can be said of a tree before it runs: unknown functions and methods, misplaced arrows, and
the facts about the names it reads. Walks in the order of the text, with a stack of its own.
"""

from collections.abc import Iterator

from thaiyyal.expressions.errors import ExpressionError
from thaiyyal.expressions.functions import FUNCTIONS
from thaiyyal.expressions.methods import METHODS
from thaiyyal.expressions.names import ALIASES, LOOP_NAMES, Facts, Names
from thaiyyal.expressions.static_keys import static_key
from thaiyyal.expressions.tree import (
    Arrow,
    Binary,
    Call,
    Chain,
    Choice,
    Index,
    Invoke,
    ListOf,
    Logical,
    Name,
    Node,
    ObjectOf,
    TextTemplate,
    Unary,
)

Scope = tuple[frozenset[str], frozenset[str]]
"""Parameters of the arrows around a node, and the loop names bound there."""


def check(tree: Node, names: Names) -> Facts:
    """Return the facts of a tree.

    Raises:
        ExpressionError: unknown_function, unknown_method, bad_argument, or syntax_error for an
            arrow where no function is taken.
    """
    checker = _Checker()
    waiting: list[tuple[Node, Scope]] = [(tree, (frozenset(), names.loop))]
    while waiting:
        node, scope = waiting.pop()
        inner = list(checker.visit(node, scope))
        waiting.extend(reversed(inner))
    return Facts(
        frozenset(checker.references),
        checker.dynamic_nodes,
        frozenset(checker.variable_names),
        checker.dynamic_variables,
    )


class _Checker:
    def __init__(self) -> None:
        self.references: set[str] = set()
        self.variable_names: set[str] = set()
        self.dynamic_nodes = False
        self.dynamic_variables = False

    def visit(self, node: Node, scope: Scope) -> Iterator[tuple[Node, Scope]]:
        """Check one node and yield those inside it with their scopes."""
        match node:
            case Name():
                self._read_name(node, scope)
            case Chain():
                yield from self._visit_chain(node, scope)
            case Call():
                yield from self._visit_call(node, scope)
            case Arrow():
                raise _error("syntax_error", "an arrow is only allowed as an argument", node.at)
            case _:
                for inner in _parts(node):
                    yield inner, scope

    def _read_name(self, node: Name, scope: Scope) -> None:
        parameters, bound = scope
        name = ALIASES.get(node.name, node.name)
        if node.name in parameters or name in bound or name in ("input", "item", "context"):
            return
        if name == "variables":
            self.dynamic_variables = True
        elif name == "node":
            self.dynamic_nodes = True
        else:
            self.variable_names.add(node.name)

    def _visit_chain(self, node: Chain, scope: Scope) -> Iterator[tuple[Node, Scope]]:
        if not self._read_store(node, scope):
            yield node.head, scope
        for link in node.links:
            if isinstance(link, Index):
                yield link.key, scope
            elif isinstance(link, Invoke):
                yield from self._visit_method(link, scope)

    def _read_store(self, node: Chain, scope: Scope) -> bool:
        """Note ``node.x`` and ``variables.x``; return whether the head is one of the two."""
        parameters, bound = scope
        head = node.head
        if not isinstance(head, Name) or head.name in parameters:
            return False
        key = static_key(node.links[0])
        if key is None or head.name not in ("node", "variables"):
            return False
        if head.name == "node":
            self.references.add(key)
        elif ALIASES.get(key, key) not in bound:
            self.variable_names.add(key)
        return True

    def _visit_method(self, link: Invoke, scope: Scope) -> Iterator[tuple[Node, Scope]]:
        method = METHODS.get(link.name)
        if method is None:
            raise _error("unknown_method", f"there is no method {_quoted(link.name)}", link.at)
        for place, argument in enumerate(link.arguments):
            if isinstance(argument, Arrow) and place == 0 and method.takes_arrow:
                yield _enter_arrow(argument, scope)
            else:
                yield argument, scope

    def _visit_call(self, node: Call, scope: Scope) -> Iterator[tuple[Node, Scope]]:
        function = FUNCTIONS.get(node.name)
        if function is None:
            message = f"there is no function {_quoted(node.name)}"
            raise _error("unknown_function", message, node.at)
        count = len(node.arguments)
        if count < function.least or (function.most is not None and count > function.most):
            message = f"{node.name} takes {_range(function.least, function.most)}, not {count}"
            raise _error("bad_argument", message, node.at)
        for place, argument in enumerate(node.arguments):
            if node.name == "map" and place == 1:
                if isinstance(argument, Arrow):
                    yield _enter_arrow(argument, scope)
                else:
                    yield argument, (scope[0], scope[1] | LOOP_NAMES - {"accumulator"})
            else:
                yield argument, scope


def _enter_arrow(arrow: Arrow, scope: Scope) -> tuple[Node, Scope]:
    return arrow.body, (scope[0] | frozenset(arrow.parameters), scope[1])


def _parts(node: Node) -> tuple[Node, ...]:
    match node:
        case TextTemplate(parts=parts):
            return tuple(part for part in parts if not isinstance(part, str))
        case ListOf(members=members):
            return members
        case ObjectOf(entries=entries):
            return tuple(value for _, value in entries)
        case Unary(operand=operand):
            return (operand,)
        case Binary(left=left, right=right) | Logical(left=left, right=right):
            return (left, right)
        case Choice(test=test, then=then, otherwise=otherwise):
            return (test, then, otherwise)
        case _:
            return ()


def _range(least: int, most: int | None) -> str:
    if most is None:
        return f"{least} or more arguments"
    if least == most:
        return "1 argument" if least == 1 else f"{least} arguments"
    return f"{least} to {most} arguments"


def _quoted(name: str) -> str:
    return repr(name if len(name) <= 60 else name[:60] + "…")


def _error(code: str, message: str, at: int) -> ExpressionError:
    return ExpressionError(code, message, at)

"""A slow interpreter of expressions that walks the tree, to compare the compiler with.

It shares parser, checker and library with the compiler, but nothing of how code is generated.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from thaiyyal.expressions import access, operators
from thaiyyal.expressions.arrow import Arrow as Callback
from thaiyyal.expressions.checker import check
from thaiyyal.expressions.dates import Date
from thaiyyal.expressions.environment import Env
from thaiyyal.expressions.errors import EvaluationError
from thaiyyal.expressions.functions import FUNCTIONS
from thaiyyal.expressions.limits import Budget
from thaiyyal.expressions.methods import METHODS
from thaiyyal.expressions.names import ALIASES, LOOP_NAMES, Names
from thaiyyal.expressions.parser import parse
from thaiyyal.expressions.tree import (
    Arrow,
    Binary,
    Call,
    Chain,
    Choice,
    Field,
    Index,
    Input,
    Invoke,
    Link,
    ListOf,
    Literal,
    Logical,
    Name,
    Node,
    ObjectOf,
    TextTemplate,
    Unary,
)
from thaiyyal.kernel.values import MAX_DEPTH, check_depth

_BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "+": operators.add,
    "-": operators.subtract,
    "*": operators.multiply,
    "/": operators.divide,
    "%": operators.remainder,
    "**": operators.power,
    "<": operators.less,
    "<=": operators.less_equal,
    ">": operators.greater,
    ">=": operators.greater_equal,
    "==": operators.equal,
    "!=": lambda left, right: not operators.equal(left, right),
    "===": operators.identical,
    "!==": lambda left, right: not operators.identical(left, right),
    "in": operators.contains_member,
}
_UNARY: dict[str, Callable[[Any], Any]] = {
    "!": lambda value: not operators.truth(value),
    "-": operators.negate,
    "+": operators.plus,
}


def evaluate_slowly(text: str, value: Any, env: Env) -> Any:
    """Return the value of an expression, or raise what the compiled one raises."""
    tree = parse(text)
    check(tree, Names(frozenset(env.loop)))
    scope = _Scope(env, Budget(env.check), value, dict(env.loop), {})
    result = operators.leave(scope.evaluate(tree))
    check_depth(result, MAX_DEPTH)
    return result


@dataclass(frozen=True)
class _Scope:
    """Where a node stands: the input, what loops bind, the parameters of arrows."""

    env: Env
    budget: Budget
    input: Any
    loop: Mapping[str, Any]
    parameters: Mapping[str, Any]

    def evaluate(self, node: Node) -> Any:
        try:
            return self._evaluate(node)
        except EvaluationError as error:
            if error.position is None:
                error.position = node.at
            raise

    def _evaluate(self, node: Node) -> Any:
        match node:
            case Literal():
                return node.value
            case Input():
                return self.input
            case Name():
                return self._name(node.name)
            case ListOf():
                return [operators.leave(self.evaluate(member)) for member in node.members]
            case ObjectOf():
                return {key: operators.leave(self.evaluate(part)) for key, part in node.entries}
            case TextTemplate():
                return self._template(node)
            case _:
                return self._operation(node)

    def _operation(self, node: Node) -> Any:
        match node:
            case Unary():
                return _UNARY[node.operator](self.evaluate(node.operand))
            case Binary():
                return _BINARY[node.operator](self.evaluate(node.left), self.evaluate(node.right))
            case Logical():
                return self._logical(node)
            case Choice():
                is_true = operators.truth(self.evaluate(node.test))
                return self.evaluate(node.then if is_true else node.otherwise)
            case Chain():
                return self._chain(node)
            case Call():
                return self._call(node)
            case _:
                raise AssertionError(node)

    def _template(self, node: TextTemplate) -> str:
        texts: list[str] = []
        for part in node.parts:
            value = part if isinstance(part, str) else self.evaluate(part)
            texts.append(operators.text_of(value))
        return "".join(texts)

    def _logical(self, node: Logical) -> Any:
        left = self.evaluate(node.left)
        if node.operator == "??":
            return self.evaluate(node.right) if left is None else left
        is_true = operators.truth(left)
        return self.evaluate(node.right) if is_true == (node.operator == "&&") else left

    def _name(self, name: str) -> Any:
        bound = ALIASES.get(name, name)
        if name in self.parameters:
            return self.parameters[name]
        if bound == "input":
            return self.input
        if bound in self.loop:
            return self.loop[bound]
        if bound == "item":
            return self.input
        if name in ("variables", "context", "node"):
            return dict(self._store(name))
        for store in (self.env.variables, self.input):
            if isinstance(store, dict) and name in store:
                return store[name]
        raise EvaluationError("unknown_name", name)

    def _store(self, name: str) -> Mapping[str, Any]:
        if name == "context":
            return self.env.context
        if name == "node":
            return self.env.nodes
        loop = dict(self.loop)
        if "accumulator" in loop:
            loop["acc"] = loop["accumulator"]
        return {**self.env.variables, **loop}

    def _chain(self, node: Chain) -> Any:
        links = list(node.links)
        head = node.head
        if isinstance(head, Name) and self._is_store(head.name, links[0]):
            value = self._at(links[0], lambda: self._member(head.name, links[0]))
            return self._links(value, links[1:])
        return self._links(self.evaluate(head), links)

    def _is_store(self, name: str, first: Link) -> bool:
        is_shadowed = name in self.parameters
        is_store = name in ("variables", "context", "node")
        return is_store and not is_shadowed and not isinstance(first, Invoke)

    def _at(self, link: Link, read: Any) -> Any:
        try:
            return read()
        except EvaluationError as error:
            if error.position is None:
                error.position = link.at
            raise

    def _member(self, store: str, link: Link) -> Any:
        key = link.name if isinstance(link, Field) else self.evaluate(link.key)  # type: ignore[union-attr]
        members = self._store(store)
        if isinstance(key, bool) or not isinstance(key, (str, int, float)):
            raise EvaluationError("type_error", "a key is a text or a number")
        name = operators.text_of(key)
        if name not in members and not link.optional:
            raise EvaluationError("unknown_name", name)
        return members.get(name)

    def _links(self, value: Any, links: list[Link]) -> Any:
        for link in links:
            value = self._at(link, lambda value=value, link=link: self._link(value, link))
            if value is access.BREAK:
                return None
        return value

    def _link(self, value: Any, link: Link) -> Any:
        if isinstance(link, Field):
            read = access.get_field_optional if link.optional else access.get_field
            return read(value, link.name)
        if isinstance(link, Index):
            if link.optional and not isinstance(value, (dict, list, str)):
                return access.BREAK
            return access.get_index(value, self.evaluate(link.key))
        if link.optional and value is None:
            return access.BREAK
        arguments = [self._argument(argument) for argument in link.arguments]
        return METHODS[link.name].call(self.budget, value, *arguments)

    def _argument(self, node: Node) -> Any:
        return self._callback(node) if isinstance(node, Arrow) else self.evaluate(node)

    def _callback(self, arrow: Arrow) -> Callback:
        def call(*arguments: Any) -> Any:
            padded = [*arguments, *[None] * len(arrow.parameters)]
            named = dict(zip(arrow.parameters, padded, strict=False))
            inner = replace(self, parameters={**self.parameters, **named})
            return inner.evaluate(arrow.body)

        return Callback(call)

    def _call(self, node: Call) -> Any:
        if node.name == "now":
            return Date(self.env.now_ms)
        if node.name == "coalesce":
            values = (self.evaluate(argument) for argument in node.arguments)
            return next((value for value in values if value is not None), None)
        if node.name == "map" and not isinstance(node.arguments[1], Arrow):
            return self._map(node)
        arguments = [self._argument(argument) for argument in node.arguments]
        return FUNCTIONS[node.name].call(self.budget, *arguments)

    def _map(self, node: Call) -> Any:
        items = self.evaluate(node.arguments[0])

        def call(item: Any, index: int, _items: Any) -> Any:
            bound = {"item": item, "index": index, "items": items}
            assert LOOP_NAMES.issuperset(bound)
            inner = replace(self, input=item, loop={**self.loop, **bound})
            return inner.evaluate(node.arguments[1])

        return FUNCTIONS["map"].call(self.budget, items, Callback(call))

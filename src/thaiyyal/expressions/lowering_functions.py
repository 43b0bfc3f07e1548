"""Calls of functions; ``map``, ``coalesce`` and ``now`` decide themselves what is evaluated."""

import ast

from thaiyyal.expressions.code import Code
from thaiyyal.expressions.functions import FUNCTIONS
from thaiyyal.expressions.lowering_arrows import lower_arrow, lower_function
from thaiyyal.expressions.lowering_loops import MOST_LOOPS, can_loop, lower_loop, run_loop
from thaiyyal.expressions.operand import SCALAR, Operand, joined_kind
from thaiyyal.expressions.snippet import Snippet, constant, name
from thaiyyal.expressions.steps import Lower
from thaiyyal.expressions.trampoline import Steps
from thaiyyal.expressions.tree import Arrow, Call, Invoke

_TEXT_MAKERS = frozenset(("text", "slice", "replacePattern"))
_NOW = Snippet("T = Date(env.now_ms)")
_IS_NULL = Snippet("T = A is None")
_LIST = Snippet("list_of(A)")


def lower_call(code: Code, node: Call, inner: Lower) -> Steps[Operand]:
    """Lower a call of a function."""
    if node.name == "map":
        return (yield _lower_map(code, node, inner))
    if node.name == "coalesce":
        return (yield _lower_coalesce(code, node, inner))
    if node.name == "now":
        target = code.temp()
        code.emit(_NOW, node.at, T=name(target))
        return Operand(name(target), "date", SCALAR, dated=True)
    arguments: list[Operand] = []
    for argument in node.arguments:
        value = yield inner(code, argument)
        arguments.append(value)
    if node.name == "isNull":
        target = code.temp()
        code.emit(_IS_NULL, node.at, T=name(target), A=code.local(arguments[0], node.at))
        return Operand(name(target), "boolean", SCALAR)
    nodes: list[ast.expr] = [code.budget(), *(argument.node for argument in arguments)]
    target = code.call(f"f_{node.name}", nodes, node.at)
    if node.name in _TEXT_MAKERS:
        code.weigh_text(target, node.at, kind=FUNCTIONS[node.name].makes)
    return _result(code, target, node, arguments)


def _result(code: Code, target: str, node: Call, arguments: list[Operand]) -> Operand:
    function = FUNCTIONS[node.name]
    growth = max(SCALAR + 1, *(argument.growth for argument in arguments))
    if function.grows:
        growth += 1
    return code.result(target, function.makes, growth, node.at, dated=function.makes == "date")


def _lower_coalesce(code: Code, node: Call, inner: Lower) -> Steps[Operand]:
    target = code.temp()
    value = yield inner(code, node.arguments[0])
    code.assign(target, value.node, node.at)
    for argument in node.arguments[1:]:
        outer = code.open()
        other = yield inner(code, argument)
        code.assign(target, other.node, node.at)
        block = code.close(outer, node.at)
        code.when(_is_null(target), block, node.at)
        growth = max(value.growth, other.growth)
        dated = value.dated or other.dated
        value = Operand(name(target), joined_kind(value, other), growth, dated)
    return value.named(target)


def _is_null(target: str) -> ast.expr:
    return ast.Compare(
        left=name(target), ops=[ast.Is()], comparators=[constant(None)], lineno=1, col_offset=0
    )


def _lower_map(code: Code, node: Call, inner: Lower) -> Steps[Operand]:
    """Lower ``map(list, arrow)`` and ``map(list, expression)``, where the item is the input."""
    items = yield inner(code, node.arguments[0])
    code.emit(_LIST, node.at, A=items.node)
    body = node.arguments[1]
    if isinstance(body, Arrow):
        return (yield _map_arrow(code, node, items, body, inner))
    item, index = code.temp(), code.temp()
    growth = max(items.growth - 1, SCALAR)
    value = Operand(name(item), growth=growth)
    outer_scope = code.scope
    code.scope = code.scope.binding(
        input=value,
        item=value,
        index=Operand(name(index), "number", SCALAR),
        items=Operand(items.node, "list", items.growth),
    )
    if code.loops < MOST_LOOPS and not code.is_slim:
        names = (code.temp(), item, index)
        result = yield run_loop(code, "map", body, inner, names=names, items=items, at=node.at)
    else:
        arrow = yield lower_function(code, [item, index, code.temp()], body, inner)
        result = _call_map(code, node, items, arrow)
    code.scope = outer_scope
    return result


def _map_arrow(code: Code, node: Call, items: Operand, body: Arrow, inner: Lower) -> Steps[Operand]:
    if can_loop(code, "map", (body,)):
        link = Invoke(node.at, "map", (body,), False)
        return (yield lower_loop(code, items, link, inner))
    arrow = yield lower_arrow(code, body, inner)
    return _call_map(code, node, items, arrow)


def _call_map(code: Code, node: Call, items: Operand, arrow: Operand) -> Operand:
    target = code.call("f_map", [code.budget(), items.node, arrow.node], node.at)
    return code.result(target, "list", arrow.growth + 1, node.at)

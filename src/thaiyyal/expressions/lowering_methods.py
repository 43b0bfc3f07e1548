"""Method calls: a few tests of texts answered on the spot, loops in place, the rest called."""

import ast

from thaiyyal.expressions.code import Code
from thaiyyal.expressions.lowering_arrows import lower_arrow
from thaiyyal.expressions.lowering_loops import can_loop, lower_loop
from thaiyyal.expressions.methods import METHODS
from thaiyyal.expressions.operand import SCALAR, Operand
from thaiyyal.expressions.snippet import Snippet, assign, call, name
from thaiyyal.expressions.steps import Lower
from thaiyyal.expressions.trampoline import Steps
from thaiyyal.expressions.tree import Arrow, Invoke

_TEXT_TESTS = {
    "startsWith": Snippet("if type(A) is str:\n  T = A.startswith(B)\nelse:\n  T = SLOW"),
    "endsWith": Snippet("if type(A) is str:\n  T = A.endswith(B)\nelse:\n  T = SLOW"),
    "includes": Snippet("if type(A) is str:\n  T = B in A\nelse:\n  T = SLOW"),
}
_TEXT_MAKERS = frozenset(
    (
        "toUpperCase",
        "toLowerCase",
        "trim",
        "replace",
        "slice",
        "padStart",
        "padEnd",
        "repeat",
        "join",
    )
)
_OPTIONAL = Snippet("""
if A is None:
    T = BREAK
else:
    BLOCK
""")


def lower_method(code: Code, receiver: Operand, link: Invoke, inner: Lower) -> Steps[Operand]:
    """Lower ``receiver.method(...)``; with ``?.`` a null receiver gives ``BREAK``."""
    if not link.optional:
        return (yield _lower_call(code, receiver, link, inner))
    target, given = code.temp(), code.local(receiver, link.at)
    outer = code.open()
    made = yield _lower_call(code, receiver, link, inner)
    code.block.append(assign(target, made.node, link.at))
    block = code.close(outer, link.at)
    code.emit(_OPTIONAL, link.at, A=given, T=name(target), BLOCK=block)
    return Operand(name(target), "any", made.growth, made.dated)


def _lower_call(code: Code, receiver: Operand, link: Invoke, inner: Lower) -> Steps[Operand]:
    if can_loop(code, link.name, link.arguments):
        return (yield lower_loop(code, receiver, link, inner))
    arguments: list[Operand] = []
    for argument in link.arguments:
        if isinstance(argument, Arrow):
            arguments.append((yield lower_arrow(code, argument, inner)))
        else:
            arguments.append((yield inner(code, argument)))
    if link.name in _TEXT_TESTS and _is_text(arguments):
        return _lower_test(code, receiver, arguments[0], link)
    nodes = [code.budget(), receiver.node, *(argument.node for argument in arguments)]
    target = code.call(f"m_{link.name}", nodes, link.at)
    if link.name in _TEXT_MAKERS:
        code.weigh_text(target, link.at, kind=METHODS[link.name].makes)
    return _result(code, target, link, [receiver, *arguments])


def _is_text(arguments: list[Operand]) -> bool:
    return len(arguments) == 1 and arguments[0].kind == "text" and not arguments[0].dated


def _lower_test(code: Code, receiver: Operand, part: Operand, link: Invoke) -> Operand:
    target = code.temp()
    nodes: list[ast.expr] = [code.budget(), receiver.node, part.node]
    slow = call(f"m_{link.name}", nodes, link.at)
    snippet = _TEXT_TESTS[link.name]
    code.emit(snippet, link.at, T=name(target), A=receiver.node, B=part.node, SLOW=slow)
    return Operand(name(target), "boolean", SCALAR)


def _result(code: Code, target: str, link: Invoke, parts: list[Operand]) -> Operand:
    """Describe the result; it is checked where it may be nested deeper than its parts."""
    method = METHODS[link.name]
    growth = max(SCALAR + 1, *(part.growth for part in parts))
    is_fold = link.name == "reduce"
    if method.grows and not is_fold:
        growth += 1
    dated = is_fold and any(part.dated for part in parts)
    return code.result(target, method.makes, growth, link.at, dated=dated)

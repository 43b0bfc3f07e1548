"""A checked tree to statements of Python, one value after the other.

Each kind of node is lowered by a generator (see ``trampoline.py``) that appends statements and
returns the operand with the result.
"""

import ast
from collections.abc import Callable
from typing import Any

from thaiyyal.expressions.code import Code
from thaiyyal.expressions.lowering_access import lower_chain, lower_name
from thaiyyal.expressions.lowering_functions import lower_call
from thaiyyal.expressions.lowering_operators import lower_binary, lower_unary
from thaiyyal.expressions.operand import SCALAR, Operand, constant_operand, joined_kind
from thaiyyal.expressions.snippet import Snippet, call, constant, name
from thaiyyal.expressions.steps import Lower
from thaiyyal.expressions.trampoline import Steps, carry_out, finished
from thaiyyal.expressions.tree import (
    Binary,
    Call,
    Chain,
    Choice,
    Input,
    ListOf,
    Literal,
    Logical,
    Name,
    Node,
    ObjectOf,
    TextTemplate,
    Unary,
)

_TEXT_OF = Snippet("""
if type(A) is str:
    T = A
elif type(A) is int:
    T = str(A)
else:
    T = SLOW
""")


def lower(code: Code, tree: Node) -> Operand:
    """Append the statements that compute ``tree``; return its value."""
    return carry_out(_lower(code, tree))


def _lower(code: Code, node: Node) -> Steps[Operand]:
    return _LOWER[type(node)](code, node, _lower)


def _lower_literal(code: Code, node: Literal, inner: Lower) -> Steps[Operand]:
    return finished(constant_operand(node.value))


def _lower_input(code: Code, node: Input, inner: Lower) -> Steps[Operand]:
    return finished(code.scope.input)


def _lower_template(code: Code, node: TextTemplate, inner: Lower) -> Steps[Operand]:
    members: list[ast.expr] = []
    for part in node.parts:
        if isinstance(part, str):
            members.append(constant(part))
            continue
        value = yield inner(code, part)
        text = name(code.temp())
        slow = call("text_of", [code.budget(), value.node], part.at)
        code.emit(_TEXT_OF, part.at, T=text, A=value.node, SLOW=slow)
        members.append(text)
    target = code.call("join_texts", members, node.at)
    code.weigh_text(target, node.at, kind="text")
    return Operand(name(target), "text", SCALAR)


def _lower_list(code: Code, node: ListOf, inner: Lower) -> Steps[Operand]:
    members: list[ast.expr] = []
    growth = SCALAR
    for member in node.members:
        operand = code.leave((yield inner(code, member)), member.at)
        growth = max(growth, operand.growth)
        members.append(operand.node)
    code.cost += 1 + len(members)
    target = code.temp()
    made = ast.List(elts=members, ctx=ast.Load(), lineno=node.at + 1, col_offset=0)
    code.assign(target, made, node.at)
    return code.result(target, "list", growth + 1, node.at)


def _lower_object(code: Code, node: ObjectOf, inner: Lower) -> Steps[Operand]:
    keys: list[ast.expr | None] = []
    values: list[ast.expr] = []
    growth = SCALAR
    for key, member in node.entries:
        operand = code.leave((yield inner(code, member)), member.at)
        growth = max(growth, operand.growth)
        keys.append(constant(key))
        values.append(operand.node)
    code.cost += 1 + len(values)
    target = code.temp()
    made = ast.Dict(keys=keys, values=values, lineno=node.at + 1, col_offset=0)
    code.assign(target, made, node.at)
    return code.result(target, "object", growth + 1, node.at)


def _lower_logical(code: Code, node: Logical, inner: Lower) -> Steps[Operand]:
    left = yield inner(code, node.left)
    target = code.temp()
    code.assign(target, left.node, node.at)
    outer = code.open()
    right = yield inner(code, node.right)
    code.assign(target, right.node, node.at)
    block = code.close(outer, node.at)
    code.cost += 1
    code.when(_needs_right(code, node.operator, left.named(target)), block, node.at)
    return _either(target, left, right)


def _needs_right(code: Code, operator: str, left: Operand) -> ast.expr:
    if operator == "&&":
        return code.truth(left)
    if operator == "||":
        return ast.UnaryOp(op=ast.Not(), operand=code.truth(left), lineno=1, col_offset=0)
    null = constant(None)
    return ast.Compare(left=left.node, ops=[ast.Is()], comparators=[null], lineno=1, col_offset=0)


def _lower_choice(code: Code, node: Choice, inner: Lower) -> Steps[Operand]:
    test = yield inner(code, node.test)
    target = code.temp()
    outer = code.open()
    then = yield inner(code, node.then)
    code.assign(target, then.node, node.at)
    then_block = code.close(outer, node.at)
    outer = code.open()
    otherwise = yield inner(code, node.otherwise)
    code.assign(target, otherwise.node, node.at)
    else_block = code.close(outer, node.at)
    code.cost += 1
    code.block.append(
        ast.If(
            test=code.truth(test),
            body=then_block,
            orelse=else_block,
            lineno=node.at + 1,
            col_offset=0,
        )
    )
    return _either(target, then, otherwise)


def _either(target: str, one: Operand, other: Operand) -> Operand:
    growth = max(one.growth, other.growth)
    return Operand(name(target), joined_kind(one, other), growth, one.dated or other.dated)


_LOWER: dict[type, Callable[[Code, Any, Lower], Steps[Operand]]] = {
    Literal: _lower_literal,
    Input: _lower_input,
    Name: lower_name,
    TextTemplate: _lower_template,
    ListOf: _lower_list,
    ObjectOf: _lower_object,
    Logical: _lower_logical,
    Choice: _lower_choice,
    Unary: lower_unary,
    Binary: lower_binary,
    Chain: lower_chain,
    Call: lower_call,
}

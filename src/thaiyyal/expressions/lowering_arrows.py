"""Arrows that the library calls: functions inside the generated function."""

import ast

from thaiyyal.expressions.code import Code
from thaiyyal.expressions.operand import Operand
from thaiyyal.expressions.snippet import Snippet, constant, name
from thaiyyal.expressions.steps import Lower
from thaiyyal.expressions.trampoline import Steps
from thaiyyal.expressions.tree import Arrow, Node

MOST_PARAMETERS = 4  # what the library passes at most: accumulator, item, index, list
_CHARGE = Snippet("BUDGET.charge(COST)")
_WRAP = Snippet("T = Arrow(F)")


def lower_arrow(code: Code, arrow: Arrow, inner: Lower) -> Steps[Operand]:
    """Lower an arrow to a function; its parameters can be dates (an accumulator may be one)."""
    count = max(MOST_PARAMETERS, len(arrow.parameters))
    names = [code.temp() for _ in range(count)]
    parameters = {
        parameter: Operand(name(own), dated=place == 0)
        for place, (parameter, own) in enumerate(zip(arrow.parameters, names, strict=False))
    }
    outer_scope = code.scope
    code.scope = code.scope.with_parameters(parameters)
    made = yield lower_function(code, names, arrow.body, inner)
    code.scope = outer_scope
    return made


def lower_function(code: Code, names: list[str], body: Node, inner: Lower) -> Steps[Operand]:
    """Lower a body to a function of these parameters, all of which may be left out."""
    at, cost = body.at, code.cost
    outer, loops = code.open(), code.loops
    code.loops = 1
    code.functions += 1
    result = yield inner(code, body)
    code.block.append(ast.Return(value=result.node, lineno=at + 1, col_offset=0))
    block = code.close(outer, at)
    charge = _CHARGE.fill(at, {"BUDGET": code.budget(), "COST": constant(code.cost - cost)})
    code.loops = loops
    code.functions -= 1
    function = code.temp()
    code.block.append(
        ast.FunctionDef(
            name=function,
            args=_parameters(names),
            body=charge + block,
            decorator_list=[],
            lineno=at + 1,
            col_offset=0,
        )
    )
    arrow = code.temp()
    code.emit(_WRAP, at, T=name(arrow), F=name(function))
    return Operand(name(arrow), "arrow", result.growth, result.dated)


def _parameters(names: list[str]) -> ast.arguments:
    return ast.arguments(
        posonlyargs=[],
        args=[ast.arg(arg=own, lineno=1, col_offset=0) for own in names],
        kwonlyargs=[],
        kw_defaults=[],
        defaults=[constant(None) for _ in names],
    )

"""List methods with an arrow as loops in place: no call for each item."""

import ast

from thaiyyal.expressions.code import Code
from thaiyyal.expressions.operand import SCALAR, Operand
from thaiyyal.expressions.snippet import Snippet, constant, name
from thaiyyal.expressions.steps import Lower
from thaiyyal.expressions.trampoline import Steps
from thaiyyal.expressions.tree import Arrow, Invoke, Node

MOST_LOOPS = 4
"""Loops inside each other in one function; CPython allows 20 blocks, a loop takes two or three."""

_LOOP = """
if type(A) is list:
    {before}
    I = START
    for PART in parts(BUDGET, A, COST{length}):
        for X in PART:
            I += 1
            BODY
            {each}
    {after}
else:
    T = METHOD(BUDGET, A, NO_ARROW)
"""
_SEARCH = """
if type(A) is list:
    T = {missing}
    I = START
    for PART in parts(BUDGET, A, COST, 64):
        for X in PART:
            I += 1
            BODY
            if TEST:
                T = {found}
                break
        else:
            continue
        break
else:
    T = METHOD(BUDGET, A, NO_ARROW)
"""
_LOOPS = {
    "map": Snippet(
        _LOOP.format(
            before="fit_list_length(len(A))\n    T = []\n    PUSH = T.append",
            each="PUSH(RESULT)",
            after="pass",
            length="",
        )
    ),
    "filter": Snippet(
        _LOOP.format(
            before="T = []\n    PUSH = T.append",
            each="if TEST:\n                PUSH(X)",
            after="fit_list_length(len(T))",
            length="",
        )
    ),
    "find": Snippet(_SEARCH.format(missing="None", found="X")),
    "some": Snippet(_SEARCH.format(missing="False", found="True")),
    "every": Snippet(_SEARCH.format(missing="True", found="False")),
    "reduce": Snippet(_LOOP.format(before="T = FIRST", each="T = RESULT", after="pass", length="")),
}
_COUNTS = {"reduce": 2}
_NOT = ast.Not()


def can_loop(code: Code, method: str, arguments: tuple[Node, ...]) -> bool:
    """Return whether a call can be a loop in place: an arrow for a list, not too deep."""
    is_call = len(arguments) == _COUNTS.get(method, 1) and isinstance(arguments[0], Arrow)
    return method in _LOOPS and is_call and code.loops < MOST_LOOPS and not code.is_slim


def lower_loop(code: Code, items: Operand, link: Invoke, inner: Lower) -> Steps[Operand]:
    """Lower such a call."""
    arrow = link.arguments[0]
    assert isinstance(arrow, Arrow)
    start = (yield inner(code, link.arguments[1])) if link.name == "reduce" else None
    target, item, index = code.temp(), code.temp(), code.temp()
    growth = max(items.growth - 1, SCALAR)
    values = [
        Operand(name(item), growth=growth),
        Operand(name(index), "number", SCALAR),
        Operand(items.node, "list", items.growth),
    ]
    if start is not None:
        values.insert(0, Operand(name(target), dated=True))
    outer_scope = code.scope
    code.scope = code.scope.with_parameters(_arguments(arrow, values))
    result = yield run_loop(
        code, link.name, arrow.body, inner, names=(target, item, index), items=items, at=link.at,
        start=start,
    )  # fmt: skip
    code.scope = outer_scope
    return result


def _arguments(arrow: Arrow, values: list[Operand]) -> dict[str, Operand]:
    """Return what the parameters stand for; those beyond the arguments are null."""
    null = Operand(constant(None), "null", SCALAR)
    missing = [null] * max(0, len(arrow.parameters) - len(values))
    return dict(zip(arrow.parameters, values + missing, strict=False))


def run_loop(
    code: Code,
    method: str,
    body: Node,
    inner: Lower,
    *,
    names: tuple[str, str, str],
    items: Operand,
    at: int,
    start: Operand | None = None,
) -> Steps[Operand]:
    """Append the loop around ``body``; ``names``: target, item and index."""
    target, item, index = names
    cost, outer = code.cost, code.open()
    code.loops += 1
    result = yield inner(code, body)
    if method == "map":
        result = code.leave(result, body.at)
    code.loops -= 1
    block = code.close(outer, at)
    test = code.truth(result)
    if method == "every":
        test = ast.UnaryOp(op=_NOT, operand=test, lineno=at + 1, col_offset=0)
    statements = _LOOPS[method].fill(
        at,
        {
            "A": items.node, "T": name(target), "X": name(item), "I": name(index),
            "START": constant(-1), "PART": name(code.temp()), "PUSH": name(code.temp()),
            "BUDGET": code.budget(), "COST": constant(code.cost - cost + 1), "BODY": block,
            "TEST": test, "RESULT": result.node, "METHOD": name(f"m_{method}"),
            "FIRST": start.node if start is not None else constant(None),
        },
    )  # fmt: skip
    if index not in code.used:
        _drop_index(statements, index)
    code.block += statements
    code.cost += 1
    return _result(code, method, target, items=items, result=result, start=start, at=at)


def _drop_index(statements: list[ast.stmt], index: str) -> None:
    """Remove the counting of the index, which the body does not use."""
    (choice,) = statements
    assert isinstance(choice, ast.If)
    choice.body = [inner for inner in choice.body if not _sets(inner, index)]
    for loop in choice.body:
        if isinstance(loop, ast.For):
            items_loop = loop.body[0]
            assert isinstance(items_loop, ast.For)
            items_loop.body = [inner for inner in items_loop.body if not _sets(inner, index)]


def _sets(statement: ast.stmt, index: str) -> bool:
    if isinstance(statement, ast.Assign):
        target = statement.targets[0]
    elif isinstance(statement, ast.AugAssign):
        target = statement.target
    else:
        return False
    return isinstance(target, ast.Name) and target.id == index


def _result(
    code: Code,
    method: str,
    target: str,
    *,
    items: Operand,
    result: Operand,
    start: Operand | None,
    at: int,
) -> Operand:
    if method == "map":
        return code.result(target, "list", result.growth + 1, at)
    if method == "filter":
        return Operand(name(target), "list", items.growth)
    if method == "find":
        return Operand(name(target), "any", max(items.growth - 1, SCALAR))
    if method == "reduce":
        dated = result.dated or (start is not None and start.dated)
        return Operand(name(target), "any", 0, dated)
    return Operand(name(target), "boolean", SCALAR)

"""Unary and binary operators: the common kinds of operands answered on the spot, all others by
the library. A guard is left out where the kind of an operand is known.
"""

import ast

from thaiyyal.expressions.code import Code
from thaiyyal.expressions.operand import SCALAR, Operand
from thaiyyal.expressions.snippet import Part, Snippet, name
from thaiyyal.expressions.steps import Lower
from thaiyyal.expressions.trampoline import Steps
from thaiyyal.expressions.tree import Binary, Unary
from thaiyyal.kernel.values import number_from_text

_SLOW = {
    "+": "add",
    "-": "subtract",
    "*": "multiply",
    "/": "divide",
    "%": "remainder",
    "**": "power",
    "<": "less",
    "<=": "less_equal",
    ">": "greater",
    ">=": "greater_equal",
    "==": "equal",
    "!=": "equal",
    "===": "identical",
    "!==": "identical",
    "in": "contains_member",
}
_PAID = frozenset(("+", "==", "!=", "===", "!==", "in"))
_COMPARISONS: dict[str, type[ast.cmpop]] = {
    "<": ast.Lt,
    "<=": ast.LtE,
    ">": ast.Gt,
    ">=": ast.GtE,
    "==": ast.Eq,
    "!=": ast.NotEq,
    "===": ast.Eq,
    "!==": ast.NotEq,
}
_ARITHMETIC: dict[str, type[ast.operator]] = {"+": ast.Add, "-": ast.Sub, "*": ast.Mult}

_GUARDED = Snippet("""
if GUARD:
    T = FAST
else:
    SLOW
""")
_NUMBERS = Snippet("""
if GUARD:
    T = FAST
    if not -LARGEST <= T <= LARGEST:
        SLOW
else:
    SLOW
""")
_SUM = Snippet("""
if GUARD:
    T = FAST
    if not -LARGEST <= T <= LARGEST:
        SLOW
elif TEXTS:
    T = FAST
    if len(T) > LONG_TEXT:
        weigh_text(BUDGET, T)
else:
    SLOW
""")
_NEGATED = Snippet("T = not A")
_NUMBER_TEST = Snippet("if type(A) is int or type(A) is float: pass")
_TEXT_TEST = Snippet("if type(A) is str: pass")


def lower_unary(code: Code, node: Unary, inner: Lower) -> Steps[Operand]:
    """Lower ``!``, ``-`` and ``+``."""
    operand = yield inner(code, node.operand)
    if node.operator == "!":
        target = code.temp()
        code.emit(_NEGATED, node.at, T=name(target), A=code.truth(operand))
        return Operand(name(target), "boolean", SCALAR)
    function = "negate" if node.operator == "-" else "plus"
    return Operand(name(code.call(function, [operand.node], node.at)), "number", SCALAR)


def lower_binary(code: Code, node: Binary, inner: Lower) -> Steps[Operand]:
    """Lower arithmetic, comparisons and ``in``."""
    left = yield inner(code, node.left)
    right = yield inner(code, node.right)
    target = code.temp()
    kind = "boolean" if node.operator in _COMPARISONS or node.operator == "in" else "number"
    if node.operator == "+":
        kind = _kind_of_sum(left, right)
    if not code.is_slim and _lower_fast(code, node, target, left, right):
        code.cost += 1
    else:
        code.block += _slow(code, node, target, left, right)
    return Operand(name(target), kind, SCALAR)


def _kind_of_sum(left: Operand, right: Operand) -> str:
    if "text" in (left.kind, right.kind):
        return "text"
    return "number" if left.kind == right.kind == "number" else "any"


def _slow(code: Code, node: Binary, target: str, left: Operand, right: Operand) -> list[ast.stmt]:
    outer = code.open()
    arguments = [left.node, right.node]
    if node.operator in _PAID:
        arguments.insert(0, code.budget())
    made = code.call(_SLOW[node.operator], arguments, node.at)
    if node.operator in ("!=", "!=="):
        code.emit(_NEGATED, node.at, T=name(target), A=name(made))
    else:
        code.assign(target, name(made), node.at)
    return code.close(outer, node.at)


def _lower_fast(code: Code, node: Binary, target: str, left: Operand, right: Operand) -> bool:
    """Append a guarded native operation if there is one for this operator."""
    fast = _native(node, left, right)
    if fast is None:
        return False
    if node.operator in ("==", "!=", "===", "!==") and _compare_constant(
        code, node, target, (left, right), fast
    ):
        return True
    guard = _all_are(_NUMBER_TEST, "number", (left, right))
    texts = _all_are(_TEXT_TEST, "text", (left, right))
    slow = _slow(code, node, target, left, right)
    parts: dict[str, Part] = {"T": name(target), "FAST": fast, "SLOW": slow}
    if node.operator in _ARITHMETIC:
        if node.operator == "+" and texts is not None:
            if guard is None:
                guard = ast.Constant(value=False, lineno=1, col_offset=0)
            code.emit(_SUM, node.at, GUARD=guard, TEXTS=texts, BUDGET=code.budget(), **parts)
        elif guard is not None:
            code.emit(_NUMBERS, node.at, GUARD=guard, **parts)
        return guard is not None
    test = guard if texts is None or (guard is not None and _is_numeric(left, right)) else texts
    if test is None:
        return False
    if guard is not None and texts is not None and test is texts:
        test = _any_of([guard, texts])
    code.emit(_GUARDED, node.at, GUARD=test, **parts)
    return True


def _is_numeric(left: Operand, right: Operand) -> bool:
    return "number" in (left.kind, right.kind)


def _compare_constant(
    code: Code, node: Binary, target: str, sides: tuple[Operand, Operand], fast: ast.expr
) -> bool:
    """Append an equality that needs no guard: ``===`` with a text, both with null or boolean."""
    other, known = sides if sides[1].is_constant else (sides[1], sides[0])
    if not known.is_constant or other.is_constant:
        return False
    if known.kind in ("null", "boolean"):
        is_equal = node.operator in ("==", "===")
        test: ast.cmpop = ast.Is() if is_equal else ast.IsNot()
        compared = ast.Compare(
            left=other.node, ops=[test], comparators=[known.node], lineno=node.at + 1, col_offset=0
        )
        code.assign(target, compared, node.at)
        return True
    is_plain_text = known.kind == "text" and not other.dated
    if is_plain_text and (node.operator[1:] == "==" or _is_no_number(known)):
        code.assign(target, fast, node.at)
        return True
    return False


def _is_no_number(known: Operand) -> bool:
    return number_from_text(str(known.value)) is None


def _native(node: Binary, left: Operand, right: Operand) -> ast.expr | None:
    line = node.at + 1
    if node.operator in _COMPARISONS:
        return ast.Compare(
            left=left.node, ops=[_COMPARISONS[node.operator]()], comparators=[right.node],
            lineno=line, col_offset=0,
        )  # fmt: skip
    if node.operator in _ARITHMETIC and not (left.is_constant and right.is_constant):
        operator = _ARITHMETIC[node.operator]()
        return ast.BinOp(left=left.node, op=operator, right=right.node, lineno=line, col_offset=0)
    return None


def _all_are(test: Snippet, kind: str, operands: tuple[Operand, Operand]) -> ast.expr | None:
    """Return a test that all operands are of a kind, or None when they cannot be."""
    tests: list[ast.expr] = []
    for operand in operands:
        if operand.kind == "any":
            (statement,) = test.fill(0, {"A": operand.node})
            assert isinstance(statement, ast.If)
            tests.append(statement.test)
        elif operand.kind != kind:
            return None
    if not tests:
        return ast.Constant(value=True, lineno=1, col_offset=0)
    if len(tests) == 1:
        return tests[0]
    return ast.BoolOp(op=ast.And(), values=tests, lineno=1, col_offset=0)


def _any_of(tests: list[ast.expr]) -> ast.expr:
    return ast.BoolOp(op=ast.Or(), values=tests, lineno=1, col_offset=0)

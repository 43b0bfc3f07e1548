"""Tokens to a tree: operators, unary signs and choices; ``primary.py`` reads everything else.

Each rule is a generator (see ``trampoline.py``), so nesting costs no interpreter stack. Binary
operators are sorted by precedence on a list of operands and one of operators.
"""

from thaiyyal.expressions.errors import ExpressionError
from thaiyyal.expressions.lexer import END, NAME, SIGN, Lexer
from thaiyyal.expressions.limits import MAX_LENGTH
from thaiyyal.expressions.primary import PrimaryParser
from thaiyyal.expressions.trampoline import Steps, carry_out
from thaiyyal.expressions.tree import Binary, Choice, Input, Literal, Logical, Node, Unary

EQUALITY = frozenset(("==", "!=", "===", "!=="))
RELATION = frozenset(("<", "<=", ">", ">="))
PRECEDENCE = {
    "??": 1,
    "||": 1,
    "&&": 2,
    **dict.fromkeys(EQUALITY, 3),
    **dict.fromkeys((*RELATION, "in"), 4),
    "+": 5,
    "-": 5,
    "*": 6,
    "/": 6,
    "%": 6,
}
LOGICAL = frozenset(("&&", "||", "??"))


def parse(text: str) -> Node:
    """Return the tree of an expression.

    Args:
        text: The expression, at most 10,000 characters.

    Raises:
        ExpressionError: syntax_error, not_finite or limit_exceeded, with the position.
    """
    if len(text) > MAX_LENGTH:
        message = f"an expression has at most {MAX_LENGTH} characters, this one {len(text)}"
        raise ExpressionError("limit_exceeded", message, MAX_LENGTH)
    _refuse_surrogates(text)
    parser = Parser(Lexer(text).read())
    tree = carry_out(parser.expression())
    if parser.token.kind != END:
        raise parser.unexpected()
    return tree


def _refuse_surrogates(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as err:
        message = "half a surrogate pair is no character"
        raise ExpressionError("syntax_error", message, err.start) from err


class _Chain:
    """Operands and operators of one level of parentheses, by precedence."""

    def __init__(self) -> None:
        self.operands: list[Node] = []
        self.operators: list[tuple[str, int]] = []
        self.is_coalescing: bool | None = None
        self.is_shorthand = False

    def reduce(self, precedence: int) -> None:
        """Join all operands whose operators bind at least as strongly."""
        while self.operators and PRECEDENCE[self.operators[-1][0]] >= precedence:
            operator, at = self.operators.pop()
            right, left = self.operands.pop(), self.operands.pop()
            kind = Logical if operator in LOGICAL else Binary
            self.operands.append(kind(at, operator, left, right))


class Parser(PrimaryParser):
    """Reads one list of tokens."""

    def expression(self) -> Steps[Node]:
        """expression = chain of operators [ "?" expression ":" expression ]"""
        test = yield self._operators()
        if not self.accept("?"):
            return test
        at = self.tokens[self.index - 1].at
        self.enter(at)
        then = yield self.expression()
        self.expect(":")
        otherwise = yield self.expression()
        self.leave()
        return Choice(at, test, then, otherwise)

    def _operators(self) -> Steps[Node]:
        chain = _Chain()
        self._start_shorthand(chain)
        if not chain.operands:
            chain.operands.append((yield self._unary()))
        while (operator := self._binary_operator()) is not None:
            self._check_operator(chain, operator)
            at = self.token.at
            self.index += 1
            chain.reduce(PRECEDENCE[operator])
            chain.operators.append((operator, at))
            if operator in LOGICAL and self._start_shorthand(chain):
                continue
            chain.operands.append((yield self._unary()))
        chain.reduce(0)
        return chain.operands[0]

    def _binary_operator(self) -> str | None:
        token = self.token
        if token.kind == SIGN or (token.kind == NAME and token.value == "in"):
            value = str(token.value)
            return value if value in PRECEDENCE else None
        return None

    def _start_shorthand(self, chain: _Chain) -> bool:
        """Put the input before a comparison that starts with its operator."""
        token = self.token
        found = token.kind == SIGN and (token.value in EQUALITY or token.value in RELATION)
        if found:
            chain.operands.append(Input(token.at))
        chain.is_shorthand = found
        return found

    def _check_operator(self, chain: _Chain, operator: str) -> None:
        if operator in ("??", "||", "&&"):
            chain.is_shorthand = False
            is_coalescing = operator == "??"
            if chain.is_coalescing not in (None, is_coalescing):
                raise self.error("?? needs parentheses beside || and &&")
            chain.is_coalescing = is_coalescing
        elif operator in EQUALITY:
            chain.is_shorthand = False
        elif operator == "in" and chain.is_shorthand:
            raise self.unexpected()

    def _unary(self) -> Steps[Node]:
        """unary = { "!" | "-" | "+" } postfix { "**" unary }, the powers from right to left"""
        bases: list[tuple[Node, int]] = []
        while True:
            signs = self._signs()
            operand = yield self.postfix()
            if self.token.kind == SIGN and self.token.value == "**":
                if signs:
                    raise self.error("write parentheses around a sign before **")
                bases.append((operand, self.token.at))
                self.index += 1
                continue
            return self._join_powers(bases, self._apply_signs(signs, operand))

    def _signs(self) -> list[tuple[str, int]]:
        signs: list[tuple[str, int]] = []
        while self.token.kind == SIGN and self.token.value in ("!", "-", "+"):
            self.enter(self.token.at)
            signs.append((str(self.token.value), self.token.at))
            self.index += 1
        return signs

    def _apply_signs(self, signs: list[tuple[str, int]], operand: Node) -> Node:
        for operator, at in reversed(signs):
            self.leave()
            if operator == "-" and isinstance(operand, Literal) and _is_number(operand.value):
                operand = Literal(at, -operand.value or 0)  # type: ignore[operator]
            else:
                operand = Unary(at, operator, operand)
        return operand

    def _join_powers(self, bases: list[tuple[Node, int]], power: Node) -> Node:
        for base, at in reversed(bases):
            power = Binary(at, "**", base, power)
        return power


def _is_number(value: object) -> bool:
    return type(value) is int or type(value) is float

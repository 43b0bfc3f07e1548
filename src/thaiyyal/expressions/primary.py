"""The parser's rules for single values and what follows them: literals, calls, accesses."""

from collections.abc import Callable

from thaiyyal.expressions.errors import ExpressionError
from thaiyyal.expressions.lexer import (
    CLOSE_TEMPLATE,
    END,
    NAME,
    NUMBER,
    OPEN_TEMPLATE,
    SIGN,
    TEXT,
    Token,
)
from thaiyyal.expressions.limits import MAX_NESTING
from thaiyyal.expressions.trampoline import Steps
from thaiyyal.expressions.tree import (
    Arrow,
    Call,
    Chain,
    Field,
    Index,
    Invoke,
    Link,
    ListOf,
    Literal,
    Name,
    Node,
    ObjectOf,
    TextTemplate,
)
from thaiyyal.kernel.values import number_text

CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
RESERVED = frozenset(
    [
        "true",
        "false",
        "null",
        "in",
        "await",
        "break",
        "case",
        "catch",
        "class",
        "const",
        "continue",
        "debugger",
        "default",
        "delete",
        "do",
        "else",
        "enum",
        "export",
        "extends",
        "finally",
        "for",
        "function",
        "if",
        "import",
        "instanceof",
        "new",
        "return",
        "super",
        "switch",
        "this",
        "throw",
        "try",
        "typeof",
        "var",
        "void",
        "while",
        "with",
        "yield",
    ]
)


class PrimaryParser:
    """The token list with a place in it; ``depth`` counts what is open around that place."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.index = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    def error(self, message: str) -> ExpressionError:
        return ExpressionError("syntax_error", message, self.token.at, self.token.end)

    def unexpected(self) -> ExpressionError:
        token = self.token
        if token.kind == END:
            return self.error("the expression ends too early")
        return self.error(f"unexpected {token.value!r}")

    def is_sign(self, value: str) -> bool:
        return self.token.kind == SIGN and self.token.value == value

    def accept(self, value: str) -> bool:
        found = self.is_sign(value)
        self.index += found
        return found

    def expect(self, value: str) -> None:
        if not self.accept(value):
            raise self.unexpected()

    def enter(self, at: int) -> None:
        self.depth += 1
        if self.depth > MAX_NESTING:
            message = f"an expression is nested at most {MAX_NESTING} deep"
            raise ExpressionError("limit_exceeded", message, at)

    def leave(self) -> None:
        self.depth -= 1

    def expression(self) -> Steps[Node]:
        raise NotImplementedError

    def postfix(self) -> Steps[Node]:
        """postfix = primary { "." name [ args ] | "?." name [ args ] | "[" … "]" | "?.[" … "]" }"""
        head = yield self._primary()
        links: list[Link] = []
        while True:
            optional = self.is_sign("?.")
            if optional or self.is_sign("."):
                self.index += 1
                if optional and self.is_sign("["):
                    yield self._index(links, optional=True)
                else:
                    yield self._member(links, optional=optional)
            elif self.is_sign("["):
                yield self._index(links, optional=False)
            elif self.is_sign("("):
                raise self.error("only functions and methods can be called, by their name")
            else:
                return Chain(head.at, head, tuple(links)) if links else head

    def _index(self, links: list[Link], *, optional: bool) -> Steps[Node]:
        at = self.token.at
        self.index += 1
        self.enter(at)
        key = yield self.expression()
        self.expect("]")
        self.leave()
        links.append(Index(at, key, optional))
        return key

    def _member(self, links: list[Link], *, optional: bool) -> Steps[Node]:
        token = self.token
        if token.kind != NAME:
            raise self.unexpected()
        self.index += 1
        name = str(token.value)
        nothing = Name(token.at, name)
        if not self.is_sign("("):
            links.append(Field(token.at, name, optional))
            return nothing
        arguments: list[Node] = []
        yield self._series(arguments, ")", self._argument)
        links.append(Invoke(token.at, name, tuple(arguments), optional))
        return nothing

    def _series(
        self, members: list[Node], close: str, read: Callable[[], Steps[Node]]
    ) -> Steps[Node]:
        """Read members with commas between (one may follow the last) and the closing sign."""
        opening = Literal(self.token.at, None)
        self.enter(self.token.at)
        self.index += 1
        while not self.accept(close):
            members.append((yield read()))
            if not self.is_sign(close):
                self.expect(",")
        self.leave()
        return opening

    def _argument(self) -> Steps[Node]:
        parameters = self._arrow_parameters()
        if parameters is None:
            return (yield self.expression())
        at = self.token.at
        self.expect("=>")
        if self.is_sign("{"):  # a block there, as in JavaScript
            raise self.error("an arrow has an expression as its body, not a block")
        body = yield self.expression()
        return Arrow(at, parameters, body)

    def _arrow_parameters(self) -> tuple[str, ...] | None:
        """Return the names before ``=>`` if an arrow starts here, and stand at the ``=>``."""
        start = self.index
        names: list[str] = []
        if self.token.kind == NAME:
            names.append(self._parameter())
        elif self.accept("("):
            while self.token.kind == NAME:
                names.append(self._parameter())
                if not self.accept(","):
                    break
            if self.tokens[self.index - 1].value == "," or not self.accept(")"):
                self.index = start
                return None
        if self.index == start or not self.is_sign("=>"):
            self.index = start
            return None
        self._check_parameters(names)
        return tuple(names)

    def _parameter(self) -> str:
        self.index += 1
        return str(self.tokens[self.index - 1].value)

    def _check_parameters(self, names: list[str]) -> None:
        if len(set(names)) < len(names):
            raise self.error("two parameters have the same name")
        if not RESERVED.isdisjoint(names):
            raise self.error("a reserved word cannot be a parameter")

    def _primary(self) -> Steps[Node]:
        token = self.token
        if token.kind in (NUMBER, TEXT):
            self.index += 1
            return Literal(token.at, token.value)
        if token.kind == NAME:
            return (yield self._name())
        if token.kind == OPEN_TEMPLATE:
            return (yield self._template())
        if self.is_sign("["):
            members: list[Node] = []
            yield self._series(members, "]", self.expression)
            return ListOf(token.at, tuple(members))
        if self.is_sign("{"):
            entries: list[Node] = []
            keys: list[str] = []
            yield self._series(entries, "}", lambda: self._entry(keys))
            return ObjectOf(token.at, tuple(zip(keys, entries, strict=True)))
        if self.is_sign("("):
            return (yield self._parentheses())
        raise self.unexpected()

    def _parentheses(self) -> Steps[Node]:
        self.enter(self.token.at)
        self.index += 1
        inner = yield self.expression()
        self.expect(")")
        self.leave()
        return inner

    def _name(self) -> Steps[Node]:
        token = self.token
        name = str(token.value)
        if name in RESERVED and name not in CONSTANTS:
            raise self.error(f"{name!r} is a reserved word")
        self.index += 1
        if name in CONSTANTS:
            return Literal(token.at, CONSTANTS[name])
        if not self.is_sign("("):
            return Name(token.at, name)
        arguments: list[Node] = []
        yield self._series(arguments, ")", self._argument)
        return Call(token.at, name, tuple(arguments))

    def _entry(self, keys: list[str]) -> Steps[Node]:
        """entry = ( name | string | number ) ":" expression | identifier"""
        token = self.token
        if token.kind not in (NAME, TEXT, NUMBER):
            raise self.unexpected()
        self.index += 1
        is_number = token.kind == NUMBER
        keys.append(number_text(token.value) if is_number else str(token.value))  # type: ignore[arg-type]
        if self.accept(":"):
            return (yield self.expression())
        if token.kind != NAME or token.value in RESERVED:
            raise self.unexpected()
        return Name(token.at, str(token.value))

    def _template(self) -> Steps[Node]:
        at = self.token.at
        self.index += 1
        parts: list[str | Node] = []
        while self.token.kind != CLOSE_TEMPLATE:
            if self.token.kind == TEXT:
                parts.append(str(self.token.value))
                self.index += 1
                continue
            self.enter(self.token.at)
            self.expect("${")
            parts.append((yield self.expression()))
            self.expect("}")
            self.leave()
        self.index += 1
        return TextTemplate(at, tuple(part for part in parts if part != ""))

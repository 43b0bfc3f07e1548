"""Text to tokens, in one pass without recursion.

Templates are cut into their pieces here: a token for every literal piece, the tokens of the
expressions between them.
"""

import re
import unicodedata
from typing import NamedTuple, NoReturn

from thaiyyal.expressions.errors import ExpressionError
from thaiyyal.expressions.escapes import cooked
from thaiyyal.kernel.values import NotFinite, tidy_number

NUMBER, TEXT, NAME, SIGN, END = "number", "text", "name", "sign", "end"
OPEN_TEMPLATE, CLOSE_TEMPLATE = "open template", "close template"


class Token(NamedTuple):
    """One token. Reserved words are names; the pieces of a template are texts.

    ``at`` and ``end``: characters from 0, the end one behind the last.
    """

    kind: str
    value: int | float | str
    at: int
    end: int


_BLANK = "\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_NEXT = re.compile(
    rf"""[{_BLANK}]*+(?:
      (?P<name>[^\W\d]\w*+|\$)
    | (?P<number>(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][+-]?+[0-9]++)?)
    | (?P<quote>["'`])
    | (?P<op>===|!==|\*\*|==|!=|<=|>=|&&|\|\||\?\?|\?\.(?![0-9])|=>|\+\+|--
        |[-+*/%<>!?:.,()\[\]{{}}])
    | (?P<end>\Z)
    )""",
    re.VERBOSE,
)
_QUOTED = {
    "'": re.compile(r"(?:[^'\\\n\r]++|\\[^\n\r])*+"),
    '"': re.compile(r'(?:[^"\\\n\r]++|\\[^\n\r])*+'),
}
_PIECE = re.compile(r"(?:[^`\\$]++|\\.|\$(?!\{))*+", re.DOTALL)
_NODE_DOT = re.compile(rf"[{_BLANK}]*+(\?\.|\.)(?!\[)[{_BLANK}]*+")
_NODE_ID = re.compile(r"(?:[^\W_]|_)++")


class Lexer:
    """Reads one text; ``braces`` says of each open brace whether it belongs to a template."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self.tokens: list[Token] = []
        self.braces: list[bool] = []

    def read(self) -> list[Token]:
        """Return the tokens, the last one of kind ``END``.

        Raises:
            ExpressionError: syntax_error or not_finite, with the position.
        """
        while True:
            found = _NEXT.match(self.text, self.place)
            if found is None or found.lastgroup is None:
                self._refuse_character()
            kind, start, end = found.lastgroup, found.start(found.lastgroup), found.end()
            self.place = end
            if kind == "end":
                self._add(END, "", start, end)
                return self.tokens
            if kind == "name":
                self._name(start)
            elif kind == "number":
                self._number(start, end)
            elif kind == "quote":
                self._quote(self.text[start], start)
            else:
                self._operator(self.text[start:end], start, end)

    def _add(self, kind: str, value: float | str, start: int, end: int) -> None:
        self.tokens.append(Token(kind, value, start, end))

    def _refuse_character(self) -> NoReturn:
        while self.text[self.place] in " \t\r\n":
            self.place += 1
        shown = ascii(self.text[self.place])
        raise ExpressionError("syntax_error", f"unexpected character {shown}", self.place)

    def _name(self, start: int) -> None:
        end = start
        while end < len(self.text) and _in_name(self.text[end]):
            end += 1
        if not _starts_name(self.text[start]):
            self.place = start
            self._refuse_character()
        self.place = end
        name = self.text[start:end]
        after_dot = bool(self.tokens) and self.tokens[-1].value in (".", "?.")
        after_dot = after_dot and self.tokens[-1].kind == SIGN
        self._add(NAME, name, start, end)
        if name == "node" and not after_dot:
            self._node_id()

    def _node_id(self) -> None:
        dot = _NODE_DOT.match(self.text, self.place)
        if dot is None:
            return
        found = _NODE_ID.match(self.text, dot.end())
        if found is None:
            return
        self._add(SIGN, dot[1], dot.start(1), dot.end(1))
        self._add(NAME, found[0], found.start(), found.end())
        self.place = found.end()

    def _number(self, start: int, end: int) -> None:
        spelled = self.text[start:end]
        if len(spelled) > 1 and spelled[0] == "0" and spelled[1].isdigit():
            raise ExpressionError("syntax_error", "a number starts with 0", start, end)
        if end < len(self.text) and _in_name(self.text[end]):
            raise ExpressionError("syntax_error", "a letter right after a number", end)
        try:
            value = tidy_number(float(spelled))
        except NotFinite as err:
            raise ExpressionError("not_finite", "the number is too large", start, end) from err
        self._add(NUMBER, value, start, end)

    def _quote(self, mark: str, start: int) -> None:
        if mark == "`":
            self._add(OPEN_TEMPLATE, mark, start, self.place)
            self._piece()
            return
        found = _QUOTED[mark].match(self.text, self.place)
        end = self.place if found is None else found.end()
        if not self.text.startswith(mark, end):
            raise ExpressionError("syntax_error", "a text without its end", start, end)
        self._add(TEXT, cooked(self.text, self.place, end), start, end + 1)
        self.place = end + 1

    def _piece(self) -> None:
        """Read a template on from ``place`` up to its next expression or its end."""
        found = _PIECE.match(self.text, self.place)
        end = self.place if found is None else found.end()
        piece = cooked(self.text, self.place, end).replace("\r\n", "\n").replace("\r", "\n")
        self._add(TEXT, piece, self.place, end)
        if self.text.startswith("`", end):
            self._add(CLOSE_TEMPLATE, "`", end, end + 1)
            self.place = end + 1
        elif self.text.startswith("${", end):
            self._add(SIGN, "${", end, end + 2)
            self.braces.append(True)
            self.place = end + 2
        else:
            raise ExpressionError("syntax_error", "a template without its end", end)

    def _operator(self, operator: str, start: int, end: int) -> None:
        if operator in ("++", "--"):
            raise ExpressionError("syntax_error", f"{operator} is not supported", start, end)
        if operator == "}" and self.braces and self.braces.pop():
            self._add(SIGN, "}", start, end)
            self._piece()
            return
        if operator == "{":
            self.braces.append(False)
        self._add(SIGN, operator, start, end)


def _starts_name(character: str) -> bool:
    return character.isalpha() or character in "_$"


def _in_name(character: str) -> bool:
    if character.isascii():
        return character.isalnum() or character in "_$"
    return character.isalpha() or unicodedata.category(character) in ("Nd", "Mn", "Mc")

"""Errors of expressions: found while compiling, or met while evaluating.

A position counts characters from 0. Library functions raise without one; the compiled code
knows where it stands and adds it.
"""

from thaiyyal.kernel.errors import ThaiyyalError


class ExpressionError(ThaiyyalError):
    """The text is no expression that can be evaluated."""

    code = "syntax_error"

    def __init__(self, code: str, message: str, position: int = 0, end: int | None = None) -> None:
        super().__init__(message, code=code)
        self.position = position
        self.end = position + 1 if end is None else end


class EvaluationError(ThaiyyalError):
    """The expression cannot be evaluated with these values."""

    code = "type_error"

    def __init__(self, code: str, message: str, position: int | None = None) -> None:
        super().__init__(message, code=code)
        self.position = position


def caret(text: str, position: int) -> str:
    """Return the line of ``text`` that holds ``position`` and below it a caret.

    >>> print(caret("1 +\\n2 * * 3", 8))
    2 * * 3
        ^
    """
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    line = text[start:] if end == -1 else text[start:end]
    before = text[start : min(position, len(text))]
    blank = "".join("\t" if character == "\t" else " " for character in before)
    return f"{line}\n{blank}^"

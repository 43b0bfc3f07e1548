"""Fields of code that must not be empty."""

from typing import TypeVar

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from thaiyyal.sdk.text_fields import CodeText

C = TypeVar("C", bound=CodeText)


def _not_empty(text: C) -> C:
    if text.text == "":
        reason = "syntax_error: an expression is expected"
        raise PydanticCustomError("bad_expression", "{reason}", {"reason": reason, "position": 0})
    return text


NOT_EMPTY = AfterValidator(_not_empty)
"""``Annotated[ExpressionText, NOT_EMPTY]``: an empty text is ``bad_expression``."""

"""Fields of code that must not be empty."""

from typing import Any, TypeVar

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from thaiyyal.sdk.text_fields import CodeText

C = TypeVar("C", bound=CodeText)


def _not_empty(text: C) -> C:
    if text.text == "":
        reason = "syntax_error: an expression is expected"
        raise PydanticCustomError("bad_expression", "{reason}", {"reason": reason, "position": 0})
    return text


class _NotEmpty:
    """Checks the text when it has been read, and says so in its JSON Schema."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(_not_empty, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {**handler(schema), "minLength": 1}


NOT_EMPTY = _NotEmpty()
"""``Annotated[ExpressionText, NOT_EMPTY]``: an empty text is ``bad_expression``."""

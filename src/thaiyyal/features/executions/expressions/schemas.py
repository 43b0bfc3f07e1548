"""Shapes of previews and of the catalogue of the language."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from thaiyyal.features.routing import Schema, Whole

Format = Literal["expression", "items", "loop", "template", "templated-json"]
Kind = Literal["null", "boolean", "number", "text", "list", "object"]
MOST_TEXT = 100_000
_Values = Annotated[dict[str, Any], Field(max_length=10_000)]


class PreviewExpression(Schema):
    """A text to compute, and the values that it may read; nothing is stored."""

    text: Annotated[str, Field(max_length=MOST_TEXT, examples=["input.total * 2"])]
    format: Format = Field("expression", description="As in the description of the field.")
    input: Any = Field(None, description="Of `items` a list.", examples=[{"total": 21}])
    nodes: _Values = Field({}, description="Values of other steps: node id to value.")
    variables: _Values = {}
    context: _Values = {}
    item: Any = Field(
        None, description="As the three after it: bound where it is given, as in a loop."
    )
    index: Whole | None = Field(None, ge=0, le=1_000_000_000)
    items: Annotated[list[Any], Field(max_length=100_000)] | None = None
    accumulator: Any = None


class Span(Schema):
    """A part of the text, in characters from 0; the end is one behind the last."""

    start: int
    end: int


class PreviewError(Schema):
    """Why there is no value."""

    code: str
    message: str
    position: Span | None
    hint: str | None = Field(None, description="What was probably meant, if that can be said.")


class ItemPreview(Schema):
    """What came of one item."""

    ok: bool
    value: Any = None
    kind: Kind | None = None
    is_preview: bool | None = None
    error: PreviewError | None = None


_EXAMPLE: dict[str, Any] = {"ok": True, "value": 42, "kind": "number", "is_preview": False}


class ExpressionPreview(ItemPreview):
    """A value or an error; of `items` both for each of the first items."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    items: list[ItemPreview] | None = None


class FunctionItem(Schema):
    """A function, or a method of texts or lists."""

    name: str
    kind: Literal["function", "method"]
    of: Literal["text", "list"] | None
    signature: str
    returns: str
    purpose: str
    example: str


class NameItem(Schema):
    """A name that is bound, and in which fields."""

    name: str
    purpose: str
    formats: list[Format]


class Functions(Schema):
    """All functions, methods and names; always one page."""

    items: list[FunctionItem]
    names: list[NameItem]
    next_cursor: None

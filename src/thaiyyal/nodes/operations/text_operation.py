"""One transformation of a text: change its case, join, cut, repeat or replace.

`concat` joins all inputs in the order of the edges; the other operations use the first input.
"""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from thaiyyal.sdk import (
    Context,
    Example,
    FieldProblem,
    Inputs,
    Integer,
    NodeType,
    Params,
    StepError,
    Text,
    Value,
    hints,
    invalid_input,
)

Op = Literal[
    "uppercase", "lowercase", "titlecase", "camelcase", "inversecase", "concat", "repeat", "trim",
    "replace", "split",
]  # fmt: skip

_LABELS = {
    "uppercase": "UPPER CASE",
    "lowercase": "lower case",
    "titlecase": "Title Case",
    "camelcase": "camelCase",
    "inversecase": "Swap upper and lower case",
    "concat": "Join all inputs",
    "repeat": "Repeat",
    "trim": "Trim blanks from both ends",
    "replace": "Replace",
    "split": "Split into a list",
}


class TextOperationParams(Params):
    text_op: Op = Field(
        title="Operation",
        description="What to do with the text.",
        json_schema_extra=hints(labels=_LABELS),
    )
    separator: Text = Field(
        "",
        description="What stands between joined texts, or where the text is cut; between all its "
        "characters if it is empty.",
        json_schema_extra=hints(placeholder=", ", shown_when={"text_op": ["concat", "split"]}),
    )
    repeat_n: Annotated[Integer, Field(ge=0)] | None = Field(
        None,
        title="Times",
        description="How often the text stands in the result.",
        json_schema_extra=hints(shown_when={"text_op": ["repeat"]}),
    )
    find: Text | None = Field(
        None,
        description="The text to replace, everywhere.",
        json_schema_extra=hints(shown_when={"text_op": ["replace"]}),
    )
    replacement: Text = Field(
        "",
        title="Replace with",
        description="What comes in its place; nothing if it is empty.",
        json_schema_extra=hints(shown_when={"text_op": ["replace"]}),
    )

    def problems(self) -> Iterator[FieldProblem]:
        """Yield fields that the chosen operation needs."""
        if self.text_op == "repeat" and self.repeat_n is None:
            yield FieldProblem("missing_field", "repeat_n", '"repeat_n" says how often to repeat')
        if self.text_op == "replace" and self.find is None:
            yield FieldProblem("missing_field", "find", '"find" says which text to replace')


class TextOperation(NodeType[TextOperationParams]):
    type = "text_operation"
    label = "Change text"
    group = "Operations"
    icon = "text-size"
    inputs = Inputs.MANY
    examples = (
        Example(
            title="Upper case", params={"text_op": "uppercase"}, inputs=["straße"], out="STRASSE"
        ),
        Example(
            title="Join",
            params={"text_op": "concat", "separator": " "},
            inputs=["Ann", "Lee"],
            out="Ann Lee",
        ),
        Example(title="No text", params={"text_op": "trim"}, inputs=[5], error="invalid_input"),
    )

    def run(self, params: TextOperationParams, values: list[Value], context: Context) -> Value:
        used = values if params.text_op == "concat" else values[:1]
        texts = [text for text in used if isinstance(text, str)]
        if len(texts) < len(used):
            raise invalid_input("needs texts as its inputs")
        most = context.limits.result_length
        _check_size(params, texts, most)
        result = _transform(params, texts)
        if isinstance(result, str) and len(result) > most:
            raise StepError("limit_exceeded", f"the text would be longer than {most} characters")
        if isinstance(result, list) and len(result) > context.limits.list_length:
            limit = context.limits.list_length
            raise StepError("limit_exceeded", f"the list would be longer than {limit} items")
        return result


def _check_size(params: TextOperationParams, texts: list[str], most: int) -> None:
    size = 0
    if params.text_op == "repeat":
        size = len(texts[0]) * (params.repeat_n or 0)
    elif params.text_op == "concat":
        size = sum(map(len, texts)) + len(params.separator) * (len(texts) - 1)
    elif params.text_op == "replace" and params.find:
        found = texts[0].count(params.find)
        size = len(texts[0]) + found * (len(params.replacement) - len(params.find))
    if size > most:
        raise StepError("limit_exceeded", f"the text would be longer than {most} characters")


def _transform(params: TextOperationParams, texts: list[str]) -> Value:
    text = texts[0]
    match params.text_op:
        case "uppercase":
            return text.upper()
        case "lowercase":
            return text.lower()
        case "titlecase":
            return _titlecase(text)
        case "camelcase":
            return _camelcase(text)
        case "inversecase":
            return "".join(c.lower() if c.isupper() else c.upper() for c in text)
        case "concat":
            return params.separator.join(texts)
        case "repeat":
            return text * params.repeat_n if text and params.repeat_n else ""
        case "trim":
            return text.strip()
        case "replace":
            return text.replace(params.find, params.replacement) if params.find else text
        case "split":
            parts: list[Value] = [*text.split(params.separator)] if params.separator else [*text]
            return parts


def _titlecase(text: str) -> str:
    out: list[str] = []
    starts = True
    for character in text.lower():
        out.append(character.upper() if starts else character)
        starts = character.isspace() or character == "-"
    return "".join(out)


def _camelcase(text: str) -> str:
    words = text.split()
    if not words:
        return text
    return words[0].lower() + "".join(word[0].upper() + word[1:].lower() for word in words[1:])

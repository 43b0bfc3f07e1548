"""A constant text, or a text with values put in.

`{{ expression }}` in the text is replaced by the value of the expression. A text that is nothing
but one `{{ }}` gives the value itself, with its type.
"""

from pydantic import Field

from thaiyyal.sdk import (
    NO_INPUT,
    Context,
    Example,
    Inputs,
    NodeType,
    Params,
    TemplateText,
    Value,
    hints,
)


class TextInputParams(Params):
    text: TemplateText = Field(
        description="The text that leaves; `{{ input.name }}` puts a value in.",
        json_schema_extra=hints(placeholder="Dear {{ input.name }}"),
    )


class TextInput(NodeType[TextInputParams]):
    type = "text_input"
    label = "Text"
    group = "Input"
    icon = "letter-case"
    inputs = Inputs.OPTIONAL
    examples = (
        Example(title="A constant", params={"text": "Hello"}, out="Hello"),
        Example(
            title="A greeting",
            params={"text": "Dear {{ input.name }}"},
            inputs=[{"name": "Ann"}],
            out="Dear Ann",
        ),
        Example(title="One expression keeps its type", params={"text": "{{ 1 + 1 }}"}, out=2),
    )

    def run(self, params: TextInputParams, value: Value, context: Context) -> Value:
        return params.text.call(None if value is NO_INPUT else value, context.environment)

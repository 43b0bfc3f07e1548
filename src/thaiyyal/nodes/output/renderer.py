"""Mark a value as a result to render, by a format that is found from the value.

The value passes unchanged; without an input the value is null.
"""

from pydantic import Field

from thaiyyal.sdk import NO_INPUT, Example, Inputs, NodeType, Params, Text, Value, hints


class RendererParams(Params):
    mode: Text | None = Field(
        None,
        title="Show as",
        description="How the value is shown; found from the value if it is left out.",
        json_schema_extra=hints(
            suggestions=("text", "json", "table", "bar", "line", "html", "image")
        ),
    )


class Renderer(NodeType[RendererParams]):
    type = "renderer"
    label = "Render"
    group = "Output"
    icon = "presentation"
    inputs = Inputs.OPTIONAL
    examples = (
        Example(title="The value passes", params={}, inputs=["<b>x</b>"], out="<b>x</b>"),
        Example(title="Nothing gives null", params={}, out=None),
    )

    def run(self, params: RendererParams, value: Value) -> Value:
        return None if value is NO_INPUT else value

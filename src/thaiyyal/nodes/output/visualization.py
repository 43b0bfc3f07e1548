"""Mark a value as a result to show: as a table, a chart, a text, or JSON.

The value passes unchanged. When exactly one result is marked, it is the output of the workflow.
"""

from typing import Annotated

from pydantic import Field

from thaiyyal.sdk import Boolean, Example, Inputs, Integer, NodeType, Params, Text, Value, hints


class VisualizationParams(Params):
    mode: Text | None = Field(
        None,
        title="Show as",
        description="How the value is shown; found from the value if it is left out.",
        json_schema_extra=hints(suggestions=("table", "bar", "line", "text", "json")),
    )
    orientation: Text | None = Field(
        None,
        title="Direction of the bars",
        description="Whether bars lie or stand.",
        json_schema_extra=hints(
            shown_when={"mode": ["bar"]}, suggestions=("horizontal", "vertical")
        ),
    )
    bar_color: Text | None = Field(
        None,
        title="Colour of the bars",
        description="One colour for all bars, such as `#4c6ef5`.",
        json_schema_extra=hints(format="colour", shown_when={"mode": ["bar"]}),
    )
    bar_width: Text | None = Field(
        None,
        title="Width of a bar",
        description="How wide a bar is, such as `24`.",
        json_schema_extra=hints(advanced=True, placeholder="24", shown_when={"mode": ["bar"]}),
    )
    show_values: Boolean | None = Field(
        None,
        description="Write its number beside each bar.",
        json_schema_extra=hints(shown_when={"mode": ["bar"]}),
    )
    max_bars: Annotated[Integer, Field(ge=1)] | None = Field(
        None,
        title="Most bars",
        description="Show at most so many bars; all if it is left out.",
        json_schema_extra=hints(shown_when={"mode": ["bar"]}, unit="bars"),
    )


class Visualization(NodeType[VisualizationParams]):
    type = "visualization"
    label = "Show result"
    group = "Output"
    icon = "chart-bar"
    inputs = Inputs.ONE
    examples = (
        Example(title="As JSON", params={"mode": "json"}, inputs=[{"a": 1}], out={"a": 1}),
        Example(title="Nothing to show", params={"mode": "json"}, error="missing_input"),
    )

    def run(self, params: VisualizationParams, value: Value) -> Value:
        return value

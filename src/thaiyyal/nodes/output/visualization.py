"""Mark a value as a result to show: as a table, a chart, a text, or JSON.

The value passes unchanged. When exactly one result is marked, it is the output of the workflow.
"""

from typing import Annotated

from pydantic import Field

from thaiyyal.sdk import Boolean, Example, Inputs, Integer, NodeType, Params, Text, Value


class VisualizationParams(Params):
    mode: Text | None = Field(None, description="How to show the value: json, text, table, bar …")
    orientation: Text | None = Field(None, description="Of the bars: horizontal or vertical.")
    bar_color: Text | None = Field(None, description="Colour of the bars.")
    bar_width: Text | None = Field(None, description="Width of a bar.")
    show_values: Boolean | None = Field(None, description="Write the number beside each bar.")
    max_bars: Annotated[Integer, Field(ge=1)] | None = Field(
        None, description="Show at most this many bars."
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

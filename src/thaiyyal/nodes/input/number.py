"""A constant number.

Use it to start a workflow, or to feed a number into a calculation.
"""

from pydantic import Field

from thaiyyal.kernel.values import tidy_number
from thaiyyal.sdk import Example, Inputs, NodeType, Number, Params, Value


class NumberParams(Params):
    value: Number = Field(title="Number", description="The number that leaves.")


class NumberInput(NodeType[NumberParams]):
    type = "number"
    label = "Number"
    group = "Input"
    icon = "number"
    inputs = Inputs.NONE
    examples = (
        Example(title="A whole number", params={"value": 42}, out=42),
        Example(title="A price", params={"value": 19.9}, out=19.9),
    )

    def run(self, params: NumberParams) -> Value:
        return tidy_number(params.value)

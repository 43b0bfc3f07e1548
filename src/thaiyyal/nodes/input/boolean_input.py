"""A constant true or false."""

from pydantic import Field

from thaiyyal.sdk import Boolean, Example, Inputs, NodeType, Params, Value


class BooleanInputParams(Params):
    boolean_value: Boolean = Field(title="Value", description="On for true, off for false.")


class BooleanInput(NodeType[BooleanInputParams]):
    type = "boolean_input"
    label = "True / false"
    group = "Input"
    icon = "toggle-left"
    inputs = Inputs.NONE
    examples = (
        Example(title="On", params={"boolean_value": True}, out=True),
        Example(title="Off", params={"boolean_value": False}, out=False),
    )

    def run(self, params: BooleanInputParams) -> Value:
        return params.boolean_value

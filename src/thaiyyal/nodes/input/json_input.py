"""Any constant JSON value: an object, a list, a text, a number, true, false or null."""

from pydantic import Field

from thaiyyal.sdk import Example, Inputs, Json, NodeType, Params, Value


class JsonInputParams(Params):
    value: Json = Field(description="The JSON value that leaves; null is one too.")


class JsonInput(NodeType[JsonInputParams]):
    type = "json_input"
    label = "JSON"
    group = "Input"
    icon = "braces"
    inputs = Inputs.NONE
    nullable_fields = frozenset({"value"})
    examples = (
        Example(title="A list", params={"value": [1, 2, 3]}, out=[1, 2, 3]),
        Example(title="Null is a value", params={"value": None}, out=None),
    )

    def run(self, params: JsonInputParams) -> Value:
        value: Value = params.value
        return value

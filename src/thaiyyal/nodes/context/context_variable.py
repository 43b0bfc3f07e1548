"""Named, typed values that every expression of the workflow reads as `context.<name>`.

Variables shadow constants of the same name; of two variables the later one wins.
"""

from thaiyyal.nodes.context.named_values import ContextParams, declared
from thaiyyal.sdk import ContextValues, Emit, Example, Inputs, NodeType


class ContextVariable(NodeType[ContextParams]):
    type = "context_variable"
    label = "Context variable"
    group = "Context"
    icon = "variable"
    inputs = Inputs.NONE
    facts = ("count",)
    examples = (
        Example(
            title="Two typed values",
            params={
                "context_values": [
                    {"name": "rate", "type": "number", "value": "0.2"},
                    {"name": "live", "type": "boolean", "value": 1},
                ]
            },
            out={"rate": 0.2, "live": True},
        ),
        Example(
            title="Short form",
            params={"context_name": "city", "context_value": "Oslo"},
            out={"city": "Oslo"},
        ),
    )

    def declared(self, params: ContextParams) -> ContextValues:
        """Return the values for `context`."""
        return declared(params, is_variable=True)

    def run(self, params: ContextParams) -> Emit:
        values = params.values()
        return Emit(values, meta={"count": len(values)})

"""Turn a list round."""

from thaiyyal.sdk import (
    Emit,
    Example,
    Inputs,
    NodeType,
    Params,
    Value,
)


class ReverseParams(Params):
    """No parameters."""


class Reverse(NodeType[ReverseParams]):
    type = "reverse"
    label = "Reverse"
    group = "Lists"
    icon = "arrow-back-up"
    inputs = Inputs.ONE
    accepts = "list"
    facts = ("count",)
    examples = (
        Example(title="Backwards", params={}, inputs=[[1, 2, 3]], out=[3, 2, 1]),
        Example(title="No list", params={}, inputs=["abc"], error="invalid_input"),
    )

    def run(self, params: ReverseParams, items: list[Value]) -> Emit:
        return Emit(items[::-1], meta={"count": len(items)})

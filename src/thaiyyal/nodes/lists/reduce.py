"""Fold a list into one value.

The expression sees the value so far as `accumulator` (or `acc`) and the item as `item`; what it
gives is the next value so far.
"""

from typing import Annotated

from pydantic import Field

from thaiyyal.nodes.item_errors import OnStepError
from thaiyyal.sdk import (
    Context,
    Emit,
    Example,
    Inputs,
    Json,
    NodeType,
    Params,
    ReduceText,
    Value,
    hints,
)
from thaiyyal.sdk.required import NOT_EMPTY


class ReduceParams(Params):
    expression: Annotated[ReduceText, NOT_EMPTY] = Field(
        description="The next value: `acc` is the value so far, `item` the item.",
        json_schema_extra=hints(placeholder="acc + item.price"),
    )
    initial_value: Json = Field(
        0, title="Start with", description="The value before the first item."
    )
    on_item_error: OnStepError = "fail"


class Reduce(NodeType[ReduceParams]):
    type = "reduce"
    label = "Reduce"
    group = "Lists"
    icon = "math-integral"
    inputs = Inputs.ONE
    accepts = "list"
    facts = ("input_count", "error_count")
    examples = (
        Example(title="Total", params={"expression": "acc + item"}, inputs=[[1, 2, 3]], out=6),
        Example(
            title="Nothing to fold",
            params={"expression": "acc + item", "initial_value": 5},
            inputs=[[]],
            out=5,
        ),
    )

    def run(self, params: ReduceParams, items: list[Value], context: Context) -> Emit:
        plan = params.expression.plan(params.on_item_error)
        value, errors = plan.run(items, params.initial_value, context.environment)
        return Emit(value, meta={"input_count": len(items), "error_count": errors})

"""A running count: a store of the run that goes up, down, back to its start, or is only read."""

import math
from typing import Literal

from pydantic import Field

from thaiyyal.kernel.values import tidy_number
from thaiyyal.sdk import (
    Context,
    Example,
    Inputs,
    NodeType,
    Number,
    Params,
    StepError,
    Text,
    Value,
    hints,
)


class CounterParams(Params):
    counter_op: Literal["increment", "decrement", "reset", "get"] = Field(
        title="Operation",
        description="What to do with the count.",
        json_schema_extra=hints(
            labels={
                "increment": "Count up",
                "decrement": "Count down",
                "reset": "Back to the start",
                "get": "Only read it",
            }
        ),
    )
    delta: Number = Field(
        1,
        title="Step",
        description="How much to count up or down.",
        json_schema_extra=hints(shown_when={"counter_op": ["increment", "decrement"]}),
    )
    initial_value: Number = Field(
        0, title="Start with", description="The first count, and where a reset leads back to."
    )
    name: Text = Field(
        "",
        description="Nodes with the same name share a count.",
        json_schema_extra=hints(advanced=True),
    )


class Counter(NodeType[CounterParams]):
    type = "counter"
    label = "Counter"
    group = "State"
    icon = "plus-minus"
    inputs = Inputs.NONE
    examples = (
        Example(title="Up", params={"counter_op": "increment"}, out=1),
        Example(title="Down", params={"counter_op": "decrement", "initial_value": 10}, out=9),
    )

    def store(self, params: CounterParams) -> tuple[str, str] | None:
        return ("counter", params.name)

    def run(self, params: CounterParams, context: Context) -> Value:
        key = ("counter", params.name)
        count: float = context.state.stores.get(key, params.initial_value)
        match params.counter_op:
            case "get":
                return tidy_number(count)
            case "increment":
                count += params.delta
            case "decrement":
                count -= params.delta
            case "reset":
                count = params.initial_value
        if not math.isfinite(count):
            raise StepError("not_finite", "the count is too large for a number")
        count = tidy_number(count)
        context.state.put(context.state.stores, key, count)
        return count

"""A running count: a store of the run that goes up, down, back to its start, or is only read."""

import math
from typing import Literal

from pydantic import Field

from thaiyyal.kernel.values import tidy_number
from thaiyyal.sdk import Context, Example, Inputs, NodeType, Number, Params, StepError, Text, Value


class CounterParams(Params):
    counter_op: Literal["increment", "decrement", "reset", "get"] = Field(
        description="What to do with the count."
    )
    delta: Number = Field(1, description="How much to go up or down.")
    initial_value: Number = Field(0, description="Start of the count, and what reset returns to.")
    name: Text = Field("", description="Name of the count; nodes with one name share it.")


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

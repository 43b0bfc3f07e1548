"""A list of numbers from `start` up to and including `end`, `step` apart."""

import math
from collections.abc import Iterator

from pydantic import Field

from thaiyyal.kernel.values import tidy_number
from thaiyyal.sdk import (
    Emit,
    Example,
    FieldProblem,
    Inputs,
    NodeType,
    Number,
    Params,
    Value,
)

MOST = 10_000
"""Most numbers in a range."""


class RangeParams(Params):
    start: Number = Field(title="From", description="The first number.")
    end: Number = Field(title="To", description="The last number, if a step lands on it.")
    step: Number = Field(
        1,
        description="The distance from number to number; negative counts down, 0 is not allowed.",
    )

    def problems(self) -> Iterator[FieldProblem]:
        """Yield a step that never arrives, or too many numbers."""
        if self.step == 0:
            yield FieldProblem("invalid_field", "step", '"step" must not be 0')
        elif (self.end - self.start) * math.copysign(1, self.step) < 0:
            message = '"step" leads away from "end"'
            yield FieldProblem("invalid_field", "step", message)
        elif (self.end - self.start) / self.step + 1e-9 >= MOST:
            message = f"the list would have more than {MOST} numbers"
            yield FieldProblem("invalid_field", "end", message, ("step",))


class Range(NodeType[RangeParams]):
    type = "range"
    label = "Range"
    group = "Lists"
    icon = "list-numbers"
    inputs = Inputs.NONE
    facts = ("count",)
    examples = (
        Example(title="One to four", params={"start": 1, "end": 4}, out=[1, 2, 3, 4]),
        Example(title="Down", params={"start": 3, "end": 0, "step": -2}, out=[3, 1]),
    )

    def run(self, params: RangeParams) -> Emit:
        count = math.floor((params.end - params.start) / params.step + 1e-9) + 1
        numbers: list[Value] = [tidy_number(params.start + k * params.step) for k in range(count)]
        return Emit(numbers, meta={"count": count})

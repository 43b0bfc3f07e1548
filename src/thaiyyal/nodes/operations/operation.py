"""Arithmetic on two numbers: the first input is the left side, the second the right one."""

import math
from collections.abc import Callable
from typing import Literal, cast

from pydantic import Field

from thaiyyal.kernel.values import Value, is_number, tidy_number
from thaiyyal.sdk import (
    Example,
    Inputs,
    NodeType,
    Params,
    StepError,
    hints,
    invalid_input,
    missing_input,
)

_SIGNS: dict[str, Callable[[float, float], float]] = {
    "add": lambda a, b: a + b,
    "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: a * b,
    "divide": lambda a, b: a / b,
    "modulo": math.fmod,
    "power": lambda a, b: float(a) ** float(b),
}


class OperationParams(Params):
    op: Literal["add", "subtract", "multiply", "divide", "modulo", "power"] = Field(
        title="Operation",
        description="What to do with the two numbers, the left and the right one.",
        json_schema_extra=hints(
            labels={
                "add": "Add (left + right)",
                "subtract": "Subtract (left - right)",
                "multiply": "Multiply (left * right)",
                "divide": "Divide (left / right)",
                "modulo": "Remainder of a division",
                "power": "Power (left to the right)",
            }
        ),
    )


class Operation(NodeType[OperationParams]):
    type = "operation"
    label = "Arithmetic"
    group = "Operations"
    icon = "calculator"
    inputs = Inputs.MANY
    examples = (
        Example(title="Add", params={"op": "add"}, inputs=[2, 3], out=5),
        Example(title="The sign of the left side", params={"op": "modulo"}, inputs=[-7, 3], out=-1),
        Example(title="By zero", params={"op": "divide"}, inputs=[1, 0], error="division_by_zero"),
    )

    def run(self, params: OperationParams, values: list[Value]) -> Value:
        if len(values) < 2:
            raise missing_input("needs two inputs: the left and the right number")
        left, right = values[0], values[1]
        if not (is_number(left) and is_number(right)):
            raise invalid_input("both inputs must be numbers")
        return _calculate(params.op, cast(float, left), cast(float, right))


def _calculate(op: str, left: float, right: float) -> Value:
    if right == 0 and op in ("divide", "modulo"):
        raise StepError("division_by_zero", f"cannot {op} by 0")
    try:
        result = _SIGNS[op](left, right)
    except (OverflowError, ZeroDivisionError) as error:
        raise StepError("not_finite", "the result is too large for a number") from error
    if isinstance(result, complex) or not math.isfinite(result):
        raise StepError("not_finite", "the result is no finite number")
    return tidy_number(result)

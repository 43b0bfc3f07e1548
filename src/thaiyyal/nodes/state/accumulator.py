"""A running total: each pass adds the input to a store of the run and gives the new total.

Without an input the current total leaves. The initial value applies while the store is unused.
"""

import math
from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field

from thaiyyal.kernel.values import Value, is_number, tidy_number
from thaiyyal.sdk import (
    NO_INPUT,
    Context,
    Example,
    FieldProblem,
    Inputs,
    Json,
    NodeType,
    Params,
    StepError,
    Text,
    hints,
    invalid_input,
)

_STARTS: dict[str, Value] = {"sum": 0, "product": 1, "concat": "", "array": [], "count": 0}
_KIND = {"sum": "number", "product": "number", "concat": "text", "array": "list", "count": "number"}


def _kind_of(value: object) -> str:
    if is_number(value):
        return "number"
    if isinstance(value, str):
        return "text"
    return "list" if isinstance(value, list) else "other"


class AccumulatorParams(Params):
    accum_op: Literal["sum", "product", "concat", "array", "count"] = Field(
        title="Operation",
        description="How the input joins the total.",
        json_schema_extra=hints(
            labels={
                "sum": "Add numbers",
                "product": "Multiply numbers",
                "concat": "Join texts",
                "array": "Collect in a list",
                "count": "Count",
            }
        ),
    )
    initial_value: Json = Field(
        None,
        title="Start with",
        description="The total before the first input; 0, 1, an empty text or an empty list if it "
        "is left out.",
        json_schema_extra=hints(advanced=True),
    )
    name: Text | None = Field(
        None,
        description="Nodes with the same name share a total; the name of the operation if it is "
        "left out.",
        json_schema_extra=hints(advanced=True),
    )

    def problems(self) -> Iterator[FieldProblem]:
        """Yield an initial value of the wrong type."""
        wanted = _KIND[self.accum_op]
        if self.initial_value is not None and _kind_of(self.initial_value) != wanted:
            message = f'"initial_value" must be a {wanted} for {self.accum_op}'
            yield FieldProblem("invalid_field", "initial_value", message)


class Accumulator(NodeType[AccumulatorParams]):
    type = "accumulator"
    label = "Accumulator"
    group = "State"
    icon = "sum"
    inputs = Inputs.OPTIONAL
    examples = (
        Example(
            title="Add up", params={"accum_op": "sum", "initial_value": 10}, inputs=[5], out=15
        ),
        Example(title="Collect", params={"accum_op": "array"}, inputs=["a"], out=["a"]),
        Example(
            title="Not a number", params={"accum_op": "sum"}, inputs=["a"], error="invalid_input"
        ),
    )

    def store(self, params: AccumulatorParams) -> tuple[str, str] | None:
        return ("accumulator", _name(params))

    def run(self, params: AccumulatorParams, value: Value, context: Context) -> Value:
        key = ("accumulator", _name(params))
        used: tuple[str, Value] | None = context.state.stores.get(key)
        if used is not None and used[0] != params.accum_op:
            message = f'the store "{key[1]}" is in use by another operation: {used[0]}'
            raise invalid_input(message)
        total = used[1] if used else _start(params)
        if value is NO_INPUT:
            return total
        total = _joined(params.accum_op, total, value, context)
        context.state.put(context.state.stores, key, (params.accum_op, total))
        return total


def _name(params: AccumulatorParams) -> str:
    return params.accum_op if params.name is None else params.name


def _start(params: AccumulatorParams) -> Value:
    given: Value = params.initial_value
    return _STARTS[params.accum_op] if given is None else given


def _joined(op: str, total: Any, value: Any, context: Context) -> Value:
    match op:
        case "count":
            return tidy_number(total + 1)
        case "array":
            if len(total) >= context.limits.list_length:
                raise StepError("limit_exceeded", "the list of the accumulator is full")
            grown: list[Value] = [*total, value]
            return grown
        case "concat":
            if not isinstance(value, str):
                raise invalid_input("concat needs a text as its input")
            if len(total) + len(value) > context.limits.text_length:
                raise StepError("limit_exceeded", "the text of the accumulator would be too long")
            return str(total + value)
        case _:
            if not is_number(value):
                raise invalid_input(f"{op} needs a number as its input")
            result = total + value if op == "sum" else float(total) * value
            if not math.isfinite(result):
                raise StepError("not_finite", "the total is too large for a number")
            return tidy_number(result)

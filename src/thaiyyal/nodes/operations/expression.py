"""The value of an expression over the input.

`input` is what arrives; `node.<id>`, `variables.<name>` and `context.<name>` reach everything else.
"""

from collections.abc import Callable
from typing import Annotated

from pydantic import Field

from thaiyyal.sdk import (
    Context,
    Emit,
    Example,
    ExpressionText,
    Inputs,
    NodeType,
    Params,
    Value,
    hints,
)
from thaiyyal.sdk.required import NOT_EMPTY


class ExpressionParams(Params):
    expression: Annotated[ExpressionText, NOT_EMPTY] = Field(
        description="What to compute from the input, for example `input.price * 2`.",
        json_schema_extra=hints(placeholder="input.price * 2"),
    )


class Expression(NodeType[ExpressionParams]):
    type = "expression"
    label = "Expression"
    group = "Operations"
    icon = "math-function"
    inputs = Inputs.ONE
    examples = (
        Example(title="Double", params={"expression": "input * 2"}, inputs=[21], out=42),
        Example(
            title="A field",
            params={"expression": "input.items.length"},
            inputs=[{"items": ["a", "b"]}],
            out=2,
        ),
        Example(
            title="An unknown name",
            params={"expression": "nobody"},
            inputs=[1],
            error="unknown_name",
        ),
    )

    def run(self, params: ExpressionParams, value: Value, context: Context) -> Value:
        return params.expression.call(value, context.environment)

    def prepare(self, params: ExpressionParams) -> Callable[..., Value | Emit]:
        code = params.expression.code

        def run(value: Value, context: Context) -> Value:
            result: Value = code.call(value, context.environment)
            return result

        return run

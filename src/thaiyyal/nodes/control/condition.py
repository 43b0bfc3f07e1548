"""Branch in two: the input leaves on `true` or on `false`, by the truth of a condition."""

from collections.abc import Callable
from typing import Annotated

from pydantic import Field

from thaiyyal.sdk import (
    Context,
    Emit,
    Example,
    ExpressionText,
    Firing,
    Inputs,
    NodeType,
    Params,
    Port,
    Text,
    Value,
    hints,
)
from thaiyyal.sdk.required import NOT_EMPTY


class ConditionParams(Params):
    condition: Annotated[ExpressionText, NOT_EMPTY] = Field(
        description="The input leaves on `true` when this is truthy, else on `false`. `>= 18` is "
        "short for `input >= 18`.",
        json_schema_extra=hints(placeholder="input.age >= 18"),
    )
    true_path: Text | None = Field(
        None,
        title="Name of the true branch",
        description="What the branch means to people; the port stays `true`.",
        json_schema_extra=hints(advanced=True),
    )
    false_path: Text | None = Field(
        None,
        title="Name of the false branch",
        description="What the branch means to people; the port stays `false`.",
        json_schema_extra=hints(advanced=True),
    )


class Condition(NodeType[ConditionParams]):
    type = "condition"
    label = "If"
    group = "Control flow"
    icon = "arrows-split"
    inputs = Inputs.ONE
    firing = Firing.CHOICE
    outputs = (Port("true"), Port("false"))
    facts = ("condition_met",)
    examples = (
        Example(
            title="Old enough", params={"condition": ">= 18"}, inputs=[21], out=21, port="true"
        ),
        Example(title="Too young", params={"condition": ">= 18"}, inputs=[9], out=9, port="false"),
    )

    def run(self, params: ConditionParams, value: Value, context: Context) -> Emit:
        return _emit(value, is_met=params.condition.truth(value, context.environment))

    def prepare(self, params: ConditionParams) -> Callable[..., Value | Emit]:
        code = params.condition.code

        def run(value: Value, context: Context) -> Emit:
            return _emit(value, is_met=code.truth(value, context.environment))

        return run


_MET = {"condition_met": True}
_NOT_MET = {"condition_met": False}


def _emit(value: Value, *, is_met: bool) -> Emit:
    return Emit(value, "true", None, _MET) if is_met else Emit(value, "false", None, _NOT_MET)

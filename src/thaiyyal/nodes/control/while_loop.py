"""Run the nodes inside again and again while a condition holds.

The value starts as the input; each pass gives the body the value and takes its result as the next
one. The condition sees the value as `input` and the number of passes made as `index`. A condition
that still holds after the last allowed pass fails the node, so that no loop is endless.
"""

from typing import Annotated

from pydantic import Field

from thaiyyal.sdk import (
    BodyDone,
    BodyFailed,
    BodyFailure,
    Container,
    ContainerRun,
    Context,
    Emit,
    Example,
    Inputs,
    Integer,
    Iteration,
    Params,
    RunBody,
    StepError,
    Value,
    hints,
)
from thaiyyal.sdk.required import NOT_EMPTY
from thaiyyal.sdk.text_fields import LoopText


class WhileLoopParams(Params):
    condition: Annotated[LoopText, NOT_EMPTY] = Field(
        description="The nodes inside run as long as this is truthy. `input` is the value, `index` "
        "the number of passes made.",
        json_schema_extra=hints(placeholder="input.total < 100"),
    )
    max_iterations: Annotated[Integer, Field(ge=1)] = Field(
        100,
        title="Most passes",
        description="A condition that holds after so many passes fails the node.",
        json_schema_extra=hints(unit="passes"),
    )


class WhileLoop(Container[WhileLoopParams]):
    type = "while_loop"
    label = "While loop"
    group = "Control flow"
    icon = "rotate-clockwise"
    inputs = Inputs.ONE
    loop_names = frozenset({"index"})
    feeds_back = True
    facts = ("iterations",)
    examples = (
        Example(
            title="The condition is false at once",
            params={"condition": "input > 9"},
            inputs=[3],
            out=3,
        ),
        Example(
            title="Nothing inside could make it false",
            params={"condition": "input > 1"},
            inputs=[3],
            error="limit_exceeded",
        ),
    )

    def run(self, params: WhileLoopParams, value: Value, context: Context) -> ContainerRun:
        passes = 0
        while params.condition.truth(value, context.environment_with({"index": passes})):
            if passes == params.max_iterations or not context.has_body:
                raise StepError(
                    "limit_exceeded",
                    f"the condition still holds after {passes} passes; "
                    f"max_iterations allows {params.max_iterations}",
                )
            answer = yield RunBody(Iteration((value,), {"index": passes}, passes))
            if isinstance(answer, BodyFailed):
                raise BodyFailure(answer.failure)
            assert isinstance(answer, BodyDone)
            value = answer.value
            passes += 1
        return Emit(value, meta={"iterations": passes})

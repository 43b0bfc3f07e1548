"""Bound the time of the nodes inside.

When the time is over, what runs inside is stopped; the node then fails with `timeout`, or goes on
with the results that were ready. Other failures inside fail the node as usual. Without nodes inside
the input passes.
"""

import time
from typing import Literal

from pydantic import Field

from thaiyyal.sdk import (
    BodyDone,
    BodyFailed,
    BodyFailure,
    BodyTimedOut,
    Container,
    ContainerRun,
    Context,
    Emit,
    Example,
    Inputs,
    Iteration,
    Params,
    PositiveDuration,
    RunBody,
    StepError,
    Value,
    hints,
)


class TimeoutParams(Params):
    timeout: PositiveDuration = Field(
        title="Time",
        description="How long the nodes inside may take.",
        json_schema_extra=hints(placeholder="30s"),
    )
    timeout_action: Literal["error", "continue_with_partial"] = Field(
        "error",
        title="When it is over",
        description="What happens when the time is over.",
        json_schema_extra=hints(
            labels={
                "error": "Fail the node",
                "continue_with_partial": "Go on with what was ready",
            }
        ),
    )


class Timeout(Container[TimeoutParams]):
    type = "timeout"
    label = "Timeout"
    group = "Error handling & limits"
    icon = "hourglass"
    inputs = Inputs.ONE
    waits = True
    facts = ("ms", "timed_out")
    examples = (
        Example(title="Nothing inside takes no time", params={"timeout": "1s"}, inputs=[5], out=5),
        Example(title="Digits are milliseconds", params={"timeout": "50"}, inputs=["a"], out="a"),
    )

    def run(self, params: TimeoutParams, value: Value, context: Context) -> ContainerRun:
        if not context.has_body:
            return Emit(value, meta={"ms": 0, "timed_out": False})
        began = time.perf_counter()
        answer = yield RunBody(Iteration((value,)), timeout_s=params.timeout)
        meta = {"ms": round((time.perf_counter() - began) * 1000, 3)}
        match answer:
            case BodyDone(value=result):
                return Emit(result, meta={**meta, "timed_out": False})
            case BodyTimedOut(partial=partial) if params.timeout_action != "error":
                return Emit(partial, meta={**meta, "timed_out": True})
            case BodyFailed(failure=failure):
                raise BodyFailure(failure)
            case _:
                message = f"the nodes inside took longer than {params.timeout:g} s"
                raise StepError("timeout", message)

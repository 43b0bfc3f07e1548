"""Run the nodes inside again when one of them fails.

The body gets the input; its result is the value. After a failure the node waits, longer each time
with the exponential strategy, and tries again, up to the number of attempts; a server that says
when to be asked again is not asked before. With a list of error texts only errors whose code or
message contains one of them are tried again. Without nodes inside the input passes.
"""

from typing import Annotated, Literal

from pydantic import Field

from thaiyyal.sdk import (
    BodyDone,
    BodyFailed,
    BodyFailure,
    Container,
    ContainerRun,
    Context,
    Duration,
    Emit,
    Example,
    Inputs,
    Integer,
    Iteration,
    Number,
    Params,
    RunBody,
    StepFailure,
    Text,
    Value,
    Wait,
    hints,
)
from thaiyyal.sdk.backoff import delay_before


class RetryParams(Params):
    max_attempts: Annotated[Integer, Field(ge=1)] = Field(
        3,
        title="Attempts",
        description="How often to try in all, the first attempt included.",
        json_schema_extra=hints(unit="attempts"),
    )
    backoff_strategy: Literal["exponential", "linear", "constant"] = Field(
        "exponential",
        title="Wait",
        description="How the wait grows from attempt to attempt.",
        json_schema_extra=hints(
            labels={
                "exponential": "Longer each time, by a factor",
                "linear": "Longer each time, by the first wait",
                "constant": "Always the same",
            }
        ),
    )
    initial_delay: Duration = Field(
        1.0, title="First wait", description="How long to wait after the first attempt."
    )
    max_delay: Duration = Field(
        30.0,
        title="Longest wait",
        description="No wait between two attempts is longer.",
        json_schema_extra=hints(advanced=True),
    )
    multiplier: Annotated[Number, Field(ge=1)] = Field(
        2,
        title="Factor",
        description="How many times longer each wait is than the one before.",
        json_schema_extra=hints(advanced=True, shown_when={"backoff_strategy": ["exponential"]}),
    )
    retry_on_errors: list[Text] = Field(
        default=[],
        title="Only these errors",
        description="Try again only when the code or the message of the error contains one of "
        "these texts; after every error if there are none.",
        json_schema_extra=hints(advanced=True),
    )


class Retry(Container[RetryParams]):
    type = "retry"
    label = "Retry"
    group = "Error handling & limits"
    icon = "refresh"
    inputs = Inputs.ONE
    waits = True
    facts = ("attempts",)
    examples = (
        Example(title="Without nodes inside the input passes", params={}, inputs=[7], out=7),
        Example(title="Any input passes", params={"max_attempts": 1}, inputs=["a"], out="a"),
    )

    def run(self, params: RetryParams, value: Value, context: Context) -> ContainerRun:
        if not context.has_body:
            return Emit(value, meta={"attempts": 0})
        attempt = 1
        while True:
            answer = yield RunBody(Iteration((value,), index=attempt - 1))
            if isinstance(answer, BodyDone):
                return Emit(answer.value, meta={"attempts": attempt})
            assert isinstance(answer, BodyFailed)
            if attempt >= params.max_attempts or not _is_worth(answer.failure, params):
                raise BodyFailure(answer.failure)
            yield Wait(max(_delay(attempt, params), answer.failure.after_s))
            attempt += 1


def _delay(attempt: int, params: RetryParams) -> float:
    return delay_before(
        attempt,
        strategy=params.backoff_strategy,
        initial_s=params.initial_delay,
        max_s=params.max_delay,
        multiplier=params.multiplier,
    )


def _is_worth(failure: StepFailure, params: RetryParams) -> bool:
    if failure.is_terminal:
        return False
    wanted = params.retry_on_errors
    return not wanted or any(text in failure.code or text in failure.message for text in wanted)

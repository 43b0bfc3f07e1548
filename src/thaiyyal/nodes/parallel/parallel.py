"""Run the branches inside side by side and collect what they give.

Every node inside that has no incoming edge gets all inputs. The result is always a list: the values
of the last nodes of the branches that succeeded, in the order of the document.
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
    Duration,
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


class ParallelParams(Params):
    max_concurrency: Annotated[Integer, Field(ge=1)] = Field(
        10,
        title="At the same time",
        description="How many nodes inside run at once.",
        json_schema_extra=hints(unit="nodes"),
    )
    timeout: Duration | None = Field(
        None,
        description="How long all branches together may take; no bound if it is left out.",
        json_schema_extra=hints(placeholder="30s"),
    )


class Parallel(Container[ParallelParams]):
    type = "parallel"
    label = "Parallel"
    group = "Parallel & join"
    icon = "arrows-split-2"
    inputs = Inputs.MANY
    facts = ("branches",)
    examples = (
        Example(title="Without nodes inside: the inputs", params={}, inputs=[1, 2], out=[1, 2]),
        Example(title="Always a list", params={}, inputs=["a"], out=["a"]),
    )

    def waits_with(self, params: ParallelParams) -> bool:
        return params.timeout is not None

    def run(self, params: ParallelParams, values: list[Value], context: Context) -> ContainerRun:
        if not context.has_body:
            return Emit(values, meta={"branches": 0})
        answer = yield RunBody(
            Iteration(values),
            result="list",
            max_concurrency=params.max_concurrency,
            timeout_s=params.timeout,
        )
        if isinstance(answer, BodyFailed):
            raise BodyFailure(answer.failure)
        if not isinstance(answer, BodyDone):
            raise StepError("timeout", f"the branches took longer than {params.timeout:g} s")
        assert isinstance(answer.value, list)
        return Emit(answer.value, meta={"branches": len(answer.value)})

"""Run the nodes inside once for every item of a list.

The entry nodes of the body get the item as their input; expressions inside see `item`, `index` and
`items`. The result is the list of what the body gave for each item, in the order of the items,
also when several run at a time. Without nodes inside, the list passes unchanged.
"""

from typing import Annotated

from pydantic import Field

from thaiyyal.nodes.item_errors import OnBodyError
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
    Params,
    RunMany,
    StepError,
    Value,
    hints,
)


class ForEachParams(Params):
    max_iterations: Annotated[Integer, Field(ge=1)] = Field(
        1000,
        title="Most items",
        description="A longer list fails the node before anything runs.",
        json_schema_extra=hints(advanced=True, unit="items"),
    )
    max_concurrency: Annotated[Integer, Field(ge=1)] = Field(
        1,
        title="At the same time",
        description="How many items are worked on at once.",
        json_schema_extra=hints(unit="items"),
    )
    on_item_error: OnBodyError = "fail"


class ForEach(Container[ForEachParams]):
    type = "for_each"
    label = "For each"
    group = "Control flow"
    icon = "repeat"
    inputs = Inputs.ONE
    accepts = "list"
    loop_names = frozenset({"item", "index", "items"})
    facts = ("iterations", "failed")
    examples = (
        Example(
            title="Without nodes inside the list passes", params={}, inputs=[[1, 2]], out=[1, 2]
        ),
        Example(
            title="More items than allowed",
            params={"max_iterations": 1},
            inputs=[[1, 2]],
            error="limit_exceeded",
        ),
    )

    def run(self, params: ForEachParams, items: list[Value], context: Context) -> ContainerRun:
        if len(items) > params.max_iterations:
            raise StepError(
                "limit_exceeded",
                f"the list has {len(items)} items; max_iterations allows {params.max_iterations}",
            )
        if not context.has_body:
            return Emit(items, meta={"iterations": 0, "failed": 0})
        stops = params.on_item_error == "fail"
        answers = yield RunMany(items, params.max_concurrency, stop_on_failure=stops)
        if isinstance(answers, BodyFailed):
            raise BodyFailure(answers.failure)
        assert isinstance(answers, list)
        done = [answer.value for answer in answers if isinstance(answer, BodyDone)]
        failed = len(answers) - len(done)
        if params.on_item_error == "null":
            done = [a.value if isinstance(a, BodyDone) else None for a in answers]
        return Emit(done, meta={"iterations": len(items), "failed": failed})

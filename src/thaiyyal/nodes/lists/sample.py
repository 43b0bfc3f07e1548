"""A few items of a list: at random, or the first or the last ones.

Random items come without repetition and in the order of the list.
"""

from typing import Annotated, Literal

from pydantic import Field

from thaiyyal.sdk import (
    Context,
    Emit,
    Example,
    Inputs,
    Integer,
    NodeType,
    Params,
    Value,
    hints,
)


class SampleParams(Params):
    count: Annotated[Integer, Field(ge=1)] = Field(
        title="How many",
        description="How many items to take; all if there are fewer.",
        json_schema_extra=hints(unit="items"),
    )
    method: Literal["random", "first", "last"] = Field(
        "random",
        title="Which ones",
        description="Where the items are taken from.",
        json_schema_extra=hints(
            labels={"random": "At random", "first": "The first", "last": "The last"}
        ),
    )


class Sample(NodeType[SampleParams]):
    type = "sample"
    label = "Sample"
    group = "Lists"
    icon = "dice"
    inputs = Inputs.ONE
    accepts = "list"
    facts = ("input_count", "output_count")
    examples = (
        Example(
            title="First", params={"count": 2, "method": "first"}, inputs=[[1, 2, 3]], out=[1, 2]
        ),
        Example(title="Fewer than asked for", params={"count": 9}, inputs=[[1, 2]], out=[1, 2]),
    )

    def run(self, params: SampleParams, items: list[Value], context: Context) -> Emit:
        count = params.count
        if count >= len(items):
            part = list(items)
        elif params.method == "first":
            part = items[:count]
        elif params.method == "last":
            part = items[-count:]
        else:
            places = sorted(context.random().sample(range(len(items)), count))
            part = [items[at] for at in places]
        return Emit(part, meta={"input_count": len(items), "output_count": len(part)})

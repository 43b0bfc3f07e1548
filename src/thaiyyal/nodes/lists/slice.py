"""A part of a list: from `start` up to, not including, `end`.

Negative places count from the end. With `length` instead of `end` so many items from the start.
"""

from typing import Annotated

from pydantic import Field

from thaiyyal.sdk import (
    Emit,
    Example,
    Inputs,
    Integer,
    NodeType,
    Params,
    Value,
    hints,
)


class SliceParams(Params):
    start: Integer = Field(
        0,
        title="From",
        description="The place of the first item, 0 for the first; negative counts from the end.",
    )
    end: Integer | None = Field(
        None,
        title="Up to",
        description="The place to stop before; negative counts from the end. To the end of the "
        "list if it is left out.",
    )
    length: Annotated[Integer, Field(ge=0)] | None = Field(
        None,
        title="How many",
        description="How many items to take, instead of a place to stop before.",
        json_schema_extra=hints(unit="items"),
    )


class Slice(NodeType[SliceParams]):
    type = "slice"
    label = "Slice"
    group = "Lists"
    icon = "cut"
    inputs = Inputs.ONE
    accepts = "list"
    facts = ("input_count", "output_count", "start", "end")
    examples = (
        Example(
            title="The middle", params={"start": 1, "end": 3}, inputs=[[1, 2, 3, 4]], out=[2, 3]
        ),
        Example(title="The last two", params={"start": -2}, inputs=[[1, 2, 3]], out=[2, 3]),
    )

    def run(self, params: SliceParams, items: list[Value]) -> Emit:
        size = len(items)
        start = _place(params.start, size)
        if params.end is not None:
            end = _place(params.end, size)
        elif params.length is not None:
            end = min(size, start + params.length)
        else:
            end = size
        part = items[start:end]
        meta = {"input_count": size, "output_count": len(part), "start": start, "end": end}
        return Emit(part, meta=meta)


def _place(at: int, size: int) -> int:
    return max(0, at + size) if at < 0 else min(at, size)

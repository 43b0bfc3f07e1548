"""Cut a list into lists of so many items; the last may be shorter."""

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


class ChunkParams(Params):
    size: Annotated[Integer, Field(ge=1)] = Field(
        description="How many items each piece has; the last may be shorter.",
        json_schema_extra=hints(unit="items"),
    )


class Chunk(NodeType[ChunkParams]):
    type = "chunk"
    label = "Chunk"
    group = "Lists"
    icon = "box-multiple"
    inputs = Inputs.ONE
    accepts = "list"
    facts = ("input_count", "chunk_count")
    examples = (
        Example(title="Pairs", params={"size": 2}, inputs=[[1, 2, 3]], out=[[1, 2], [3]]),
        Example(title="Empty", params={"size": 2}, inputs=[[]], out=[]),
    )

    def run(self, params: ChunkParams, items: list[Value]) -> Emit:
        size = params.size
        chunks: list[Value] = [items[at : at + size] for at in range(0, len(items), size)]
        return Emit(chunks, meta={"input_count": len(items), "chunk_count": len(chunks)})

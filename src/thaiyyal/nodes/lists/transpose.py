"""Turn rows into columns: the first items of all lists become the first list, and so on."""

from typing import Any

from thaiyyal.sdk import (
    Emit,
    Example,
    Inputs,
    NodeType,
    Params,
    Value,
    invalid_input,
)


class TransposeParams(Params):
    """No parameters."""


class Transpose(NodeType[TransposeParams]):
    type = "transpose"
    label = "Transpose"
    group = "Lists"
    icon = "table-alias"
    inputs = Inputs.ONE
    accepts = "list"
    facts = ("rows", "cols")
    examples = (
        Example(title="Two rows", params={}, inputs=[[[1, 2], [3, 4]]], out=[[1, 3], [2, 4]]),
        Example(title="Not equally long", params={}, inputs=[[[1], [2, 3]]], error="invalid_input"),
    )

    def run(self, params: TransposeParams, items: list[Any]) -> Emit:
        if any(not isinstance(row, list) for row in items):
            raise invalid_input("needs a list of lists as its input")
        if len({len(row) for row in items}) > 1:
            raise invalid_input("the lists must be equally long")
        columns: list[Value] = [list(column) for column in zip(*items, strict=True)]
        cols = len(items[0]) if items else 0
        return Emit(columns, meta={"rows": len(items), "cols": cols})

"""Turn rows into columns: the first items of all lists become the first list, and so on."""

from typing import Any

from thaiyyal.nodes.lists.fields import SLICE, check_cells
from thaiyyal.sdk import (
    Context,
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

    def run(self, params: TransposeParams, items: list[Any], context: Context) -> Emit:
        if any(not isinstance(row, list) for row in items):
            raise invalid_input("needs a list of lists as its input")
        if len({len(row) for row in items}) > 1:
            raise invalid_input("the lists must be equally long")
        cols = len(items[0]) if items else 0
        check_cells(len(items), cols, context.limits)
        columns: list[Value] = []
        for at, column in enumerate(zip(*items, strict=True)):
            if at % SLICE == 0 or len(column) > SLICE:
                context.check()
            columns.append(list(column))
        return Emit(columns, meta={"rows": len(items), "cols": cols})

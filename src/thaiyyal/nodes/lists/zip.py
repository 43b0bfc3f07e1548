"""Put lists side by side: a list of tuples, one item from each.

The inputs come first, in the order of the edges, then the constant lists. Shorter lists are filled
up, or the longer ones cut.
"""

from collections.abc import Iterator
from itertools import islice, zip_longest
from typing import Any

from pydantic import Field

from thaiyyal.nodes.lists.fields import SLICE, check_cells
from thaiyyal.sdk import (
    Boolean,
    Context,
    Emit,
    Example,
    FieldProblem,
    Inputs,
    Json,
    NodeType,
    Params,
    Value,
    hints,
    invalid_input,
    missing_input,
)


class ZipParams(Params):
    arrays: list[Json] = Field(
        default=[],
        title="More lists",
        description="Constant lists, put beside those of the inputs.",
        json_schema_extra={"items": {"type": "array", "format": "json"}},
    )
    fill_missing: Json = Field(
        None,
        title="Fill up with",
        description="What stands in for the missing items of shorter lists; null if it is left "
        "out.",
        json_schema_extra=hints(shown_when={"remove_empty": [False]}),
    )
    remove_empty: Boolean = Field(
        False,
        title="Stop at the shortest list",
        description="Cut longer lists off instead of filling shorter ones up.",
    )

    def problems(self) -> Iterator[FieldProblem]:
        """Yield constants that are no lists."""
        if any(not isinstance(item, list) for item in self.arrays):
            yield FieldProblem("invalid_field", "arrays", '"arrays" must be a list of lists')


class Zip(NodeType[ZipParams]):
    type = "zip"
    label = "Zip"
    group = "Lists"
    icon = "brackets-contain"
    inputs = Inputs.ANY
    facts = ("tuple_count", "list_count")
    examples = (
        Example(title="Two lists", params={}, inputs=[[1, 2], ["a"]], out=[[1, "a"], [2, None]]),
        Example(
            title="To the shortest",
            params={"remove_empty": True, "arrays": [["x"]]},
            inputs=[[1, 2]],
            out=[[1, "x"]],
        ),
    )

    def run(self, params: ZipParams, values: list[Value], context: Context) -> Emit:
        lists: list[Any] = [*values, *params.arrays]
        if not lists:
            raise missing_input("needs at least one list")
        if any(not isinstance(item, list) for item in lists):
            raise invalid_input("needs lists as its inputs")
        tuples = _tuples(params, lists, context)
        return Emit(tuples, meta={"tuple_count": len(tuples), "list_count": len(lists)})


def _tuples(params: ZipParams, lists: list[list[Value]], context: Context) -> list[Value]:
    lengths = [len(values) for values in lists]
    count = min(lengths) if params.remove_empty else max(lengths)
    check_cells(count, len(lists), context.limits)
    rows: Iterator[tuple[Value, ...]]
    if min(lengths) == count:
        rows = zip(*lists, strict=False)
    else:
        rows = zip_longest(*lists, fillvalue=params.fill_missing)
    tuples: list[Value] = []
    while len(tuples) < count:
        context.check()
        tuples += map(list, islice(rows, SLICE))
    return tuples

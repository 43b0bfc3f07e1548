"""Keep the items of a list that satisfy a condition.

The condition sees each item as `item` (and as `input`), its place as `index` and the whole list as
`items`.
"""

from typing import Annotated, Literal

from pydantic import Field

from thaiyyal.sdk import (
    Context,
    Emit,
    Example,
    FilterText,
    Inputs,
    NodeType,
    Params,
    Value,
)
from thaiyyal.sdk.required import NOT_EMPTY


class FilterParams(Params):
    condition: Annotated[FilterText, NOT_EMPTY] = Field(
        description="Items stay where this is truthy."
    )
    on_item_error: Literal["fail", "skip", "null"] = Field(
        "fail", description="An error at one item: fail the node, or drop the item."
    )


class Filter(NodeType[FilterParams]):
    type = "filter"
    label = "Filter"
    group = "Control flow"
    icon = "filter"
    inputs = Inputs.ONE
    accepts = "list"
    aliases = {"expression": "condition"}
    facts = ("input_count", "output_count", "skipped_count", "error_count")
    examples = (
        Example(
            title="Adults",
            params={"condition": "item.age >= 18"},
            inputs=[[{"age": 20}, {"age": 7}]],
            out=[{"age": 20}],
        ),
        Example(title="Large numbers", params={"condition": "> 2"}, inputs=[[1, 2, 3]], out=[3]),
    )

    def run(self, params: FilterParams, items: list[Value], context: Context) -> Emit:
        kept, errors = params.condition.plan(params.on_item_error).run(items, context.environment)
        meta = {
            "input_count": len(items),
            "output_count": len(kept),
            "skipped_count": len(items) - len(kept),
            "error_count": errors,
        }
        return Emit(kept, meta=meta)

"""Keep the items of a list that satisfy a condition.

The condition sees each item as `item` (and as `input`), its place as `index` and the whole list as
`items`.
"""

from typing import Annotated

from pydantic import Field

from thaiyyal.nodes.item_errors import OnConditionError
from thaiyyal.sdk import (
    Context,
    Emit,
    Example,
    FilterText,
    Inputs,
    NodeType,
    Params,
    Value,
    hints,
)
from thaiyyal.sdk.required import NOT_EMPTY


class FilterParams(Params):
    condition: Annotated[FilterText, NOT_EMPTY] = Field(
        description="Items stay for which this is truthy.",
        json_schema_extra=hints(placeholder="item.price > 10"),
    )
    on_item_error: OnConditionError = "fail"


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

"""Order a list, or its objects by one of their fields.

Numbers come before texts, then false, true, lists, objects and null last. Items with equal keys
keep their order, in both directions.
"""

from typing import Annotated

from pydantic import Field

from thaiyyal.kernel.values import sorted_by, sorted_values
from thaiyyal.nodes.lists.fields import keys_of
from thaiyyal.sdk import (
    Context,
    Emit,
    Example,
    Inputs,
    NodeType,
    Params,
    Text,
    Value,
    any_case,
    hints,
)


class SortParams(Params):
    field: Text = Field(
        "",
        title="Order by",
        description="The field of the items to order by; the items themselves if it is empty.",
        json_schema_extra=hints(placeholder="price"),
    )
    order: Annotated[str, any_case("asc", "desc")] = Field(
        "asc",
        description="Which end comes first.",
        json_schema_extra={
            "enum": ["asc", "desc"],
            **hints(labels={"asc": "Smallest first", "desc": "Largest first"}),
        },
    )


class Sort(NodeType[SortParams]):
    type = "sort"
    label = "Sort"
    group = "Lists"
    icon = "sort-ascending"
    inputs = Inputs.ONE
    accepts = "list"
    facts = ("count",)
    examples = (
        Example(title="Numbers", params={}, inputs=[[3, 1, 2]], out=[1, 2, 3]),
        Example(
            title="Newest first",
            params={"field": "day", "order": "desc"},
            inputs=[[{"day": "2024-01-01"}, {"day": "2024-03-01"}]],
            out=[{"day": "2024-03-01"}, {"day": "2024-01-01"}],
        ),
    )

    def run(self, params: SortParams, items: list[Value], context: Context) -> Emit:
        return Emit(_ordered(params, items, context), meta={"count": len(items)})


def _ordered(params: SortParams, items: list[Value], context: Context) -> list[Value]:
    reverse = params.order == "desc"
    if params.field == "" and not reverse:
        return sorted_values(items, check=context.check)
    keys = keys_of(items, params.field, context.check) if params.field else items
    return sorted_by(keys, items, reverse=reverse, check=context.check)

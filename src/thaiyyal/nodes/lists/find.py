"""The first item of a list that satisfies a condition, or null.

Items after the match are not looked at. With `return_index` an object of the value and its place,
which is -1 when nothing was found.
"""

from typing import Annotated

from pydantic import Field

from thaiyyal.nodes.item_errors import OnConditionError
from thaiyyal.sdk import (
    Boolean,
    Context,
    Emit,
    Example,
    FindText,
    Inputs,
    NodeType,
    Params,
    Value,
    hints,
)
from thaiyyal.sdk.required import NOT_EMPTY


class FindParams(Params):
    condition: Annotated[FindText, NOT_EMPTY] = Field(
        description="The first item for which this is truthy is the result.",
        json_schema_extra=hints(placeholder="item.id == 7"),
    )
    return_index: Boolean = Field(
        False,
        title="Give the place as well",
        description="Give an object of the item and its place; -1 when nothing was found.",
    )
    on_item_error: OnConditionError = "fail"


class Find(NodeType[FindParams]):
    type = "find"
    label = "Find"
    group = "Lists"
    icon = "search"
    inputs = Inputs.ONE
    accepts = "list"
    aliases = {"expression": "condition"}
    facts = ("index",)
    examples = (
        Example(title="First large", params={"condition": "> 2"}, inputs=[[1, 5, 9]], out=5),
        Example(
            title="Not found, with its place",
            params={"condition": "> 10", "return_index": True},
            inputs=[[1, 5]],
            out={"value": None, "index": -1},
        ),
    )

    def run(self, params: FindParams, items: list[Value], context: Context) -> Emit:
        index, _ = params.condition.plan(params.on_item_error).run(items, context.environment)
        found = items[index] if index >= 0 else None
        value: Value = {"value": found, "index": index} if params.return_index else found
        return Emit(value, meta={"index": index})

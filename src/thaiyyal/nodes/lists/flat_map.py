"""A value for every item, with lists among the values spread one level.

Without expression and field the items themselves are spread.
"""

from collections.abc import Iterator

from pydantic import Field

from thaiyyal.nodes.item_errors import OnItemError
from thaiyyal.nodes.lists.fields import SLICE, present_values
from thaiyyal.sdk import (
    Context,
    Emit,
    Example,
    FieldProblem,
    Inputs,
    MapText,
    NodeType,
    Params,
    StepError,
    Text,
    Value,
    hints,
)


class FlatMapParams(Params):
    expression: MapText | None = Field(
        None,
        description="Computed for every item; a list that it gives is spread.",
        json_schema_extra=hints(placeholder="item.tags"),
    )
    field: Text | None = Field(
        None,
        description="The field to take, instead of an expression; items without it are skipped.",
        json_schema_extra=hints(placeholder="tags"),
    )
    on_item_error: OnItemError = "fail"

    def problems(self) -> Iterator[FieldProblem]:
        """Yield a choice of both ways."""
        if self.expression and self.field:
            message = 'give either "expression" or "field", not both'
            yield FieldProblem("invalid_field", "expression", message)


class FlatMap(NodeType[FlatMapParams]):
    type = "flat_map"
    label = "Flat map"
    group = "Lists"
    icon = "arrows-shuffle"
    inputs = Inputs.ONE
    accepts = "list"
    facts = ("input_count", "output_count")
    examples = (
        Example(
            title="All tags",
            params={"expression": "item.tags"},
            inputs=[[{"tags": ["a", "b"]}, {"tags": []}]],
            out=["a", "b"],
        ),
        Example(title="Spread", params={}, inputs=[[[1], 2, [3, [4]]]], out=[1, 2, 3, [4]]),
    )

    def run(self, params: FlatMapParams, items: list[Value], context: Context) -> Emit:
        flat = _spread(_values(params, items, context), context)
        return Emit(flat, meta={"input_count": len(items), "output_count": len(flat)})


def _values(params: FlatMapParams, items: list[Value], context: Context) -> list[Value]:
    if params.expression:
        plan = params.expression.plan(params.on_item_error)
        values: list[Value] = plan.run(items, context.environment)[0]
        return values
    field = params.field
    if not field or field == ".":
        return items
    return present_values(items, field, context.check)


def _spread(values: list[Value], context: Context) -> list[Value]:
    most = context.limits.list_length
    flat: list[Value] = []
    for at in range(0, len(values), SLICE):
        context.check()
        for value in values[at : at + SLICE]:
            if type(value) is list:
                flat += value
                if len(flat) > most:
                    break
            else:
                flat.append(value)
        if len(flat) > most:
            raise StepError("limit_exceeded", f"the list would be longer than {most} items")
    return flat

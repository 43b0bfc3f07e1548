"""A value for every item of a list.

Either an expression computed for each item (`item`, `index`, `items`) or the name of a field
to take from it.
"""

from collections.abc import Iterator

from pydantic import Field

from thaiyyal.nodes.item_errors import OnItemError
from thaiyyal.nodes.lists.fields import take_field
from thaiyyal.sdk import (
    Context,
    Emit,
    Example,
    FieldProblem,
    Inputs,
    MapText,
    NodeType,
    Params,
    Text,
    Value,
    hints,
)


class MapParams(Params):
    expression: MapText | None = Field(
        None,
        description="Computed for every item: `item` is the item, `index` its place.",
        json_schema_extra=hints(placeholder="item.price * 2"),
    )
    field: Text | None = Field(
        None,
        description="The field to take from every item, instead of an expression.",
        json_schema_extra=hints(placeholder="price"),
    )
    on_item_error: OnItemError = "fail"

    def problems(self) -> Iterator[FieldProblem]:
        """Yield what is wrong with the choice of expression or field."""
        if self.expression and self.field:
            message = 'give either "expression" or "field", not both'
            yield FieldProblem("invalid_field", "expression", message)
        if not self.expression and not self.field:
            message = 'give an "expression" or a "field"'
            yield FieldProblem("missing_field", "expression", message, ("field",))


class Map(NodeType[MapParams]):
    type = "map"
    label = "Map"
    group = "Lists"
    icon = "arrows-right-left"
    inputs = Inputs.ONE
    accepts = "list"
    facts = ("input_count", "output_count", "error_count")
    examples = (
        Example(title="Double", params={"expression": "item * 2"}, inputs=[[1, 2]], out=[2, 4]),
        Example(
            title="One field",
            params={"field": "name"},
            inputs=[[{"name": "Ann"}, {}]],
            out=["Ann", None],
        ),
    )

    def run(self, params: MapParams, items: list[Value], context: Context) -> Emit:
        if params.expression:
            plan = params.expression.plan(params.on_item_error)
            values, errors = plan.run(items, context.environment)
        else:
            values, errors = take_field(
                items, params.field or "", on_error=params.on_item_error, check=context.check
            )
        meta = {"input_count": len(items), "output_count": len(values), "error_count": errors}
        return Emit(values, meta=meta)

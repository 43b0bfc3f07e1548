"""Two lists by a condition: the items that satisfy it, and the others.

Both leave at the same time, on `passed` and on `failed`; an edge without a port carries both as an
object.
"""

from typing import Annotated

from pydantic import Field

from thaiyyal.nodes.item_errors import OnConditionError
from thaiyyal.sdk import (
    Context,
    Emit,
    Example,
    Firing,
    Inputs,
    NodeType,
    Params,
    PartitionText,
    Port,
    Value,
    hints,
)
from thaiyyal.sdk.required import NOT_EMPTY


class PartitionParams(Params):
    condition: Annotated[PartitionText, NOT_EMPTY] = Field(
        description="Items pass for which this is truthy, the others fail.",
        json_schema_extra=hints(placeholder="item.price > 10"),
    )
    on_item_error: OnConditionError = "fail"


class Partition(NodeType[PartitionParams]):
    type = "partition"
    label = "Partition"
    group = "Lists"
    icon = "layout-columns"
    inputs = Inputs.ONE
    accepts = "list"
    aliases = {"expression": "condition"}
    firing = Firing.ALL
    outputs = (Port("passed"), Port("failed"))
    port_aliases = (("passed", "true"), ("failed", "false"))
    has_parts = True
    facts = ("input_count", "passed_count", "failed_count")
    examples = (
        Example(
            title="By size",
            params={"condition": "> 2"},
            inputs=[[1, 5, 2]],
            out={"passed": [5], "failed": [1, 2]},
        ),
        Example(
            title="Empty",
            params={"condition": "> 2"},
            inputs=[[]],
            out={"passed": [], "failed": []},
        ),
    )

    def run(self, params: PartitionParams, items: list[Value], context: Context) -> Emit:
        plan = params.condition.plan(params.on_item_error)
        passed, failed, _ = plan.run(items, context.environment)
        meta = {
            "input_count": len(items),
            "passed_count": len(passed),
            "failed_count": len(failed),
        }
        value: Value = {"passed": passed, "failed": failed}
        ports = {"passed": passed, "failed": failed, "true": passed, "false": failed}
        return Emit(value, ports=ports, meta=meta)

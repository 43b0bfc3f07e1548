"""Two lists by a condition: the items that satisfy it, and the others.

Both leave at the same time, on `passed` and on `failed`; an edge without a port carries both as an
object.
"""

from typing import Annotated, Literal

from pydantic import Field

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
)
from thaiyyal.sdk.required import NOT_EMPTY


class PartitionParams(Params):
    condition: Annotated[PartitionText, NOT_EMPTY] = Field(
        description="Items pass where this is truthy."
    )
    on_item_error: Literal["fail", "skip", "null"] = Field(
        "fail", description="An error at one item: fail the node, leave it out, or give null."
    )


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

"""Bring branches together once all of them are settled.

`all` collects what arrived in a list, in the order of the edges; `any` and `first` pass the first
value that arrived, in the order of the edges.
"""

from typing import Literal

from pydantic import Field

from thaiyyal.sdk import Duration, Emit, Example, Inputs, NodeType, Params, Value, hints


class JoinParams(Params):
    join_strategy: Literal["all", "any", "first"] = Field(
        "all",
        title="Pass on",
        description="What leaves when all branches are settled.",
        json_schema_extra=hints(
            labels={
                "all": "A list of what arrived",
                "any": "The first value, in the order of the edges",
                "first": "The same as any",
            }
        ),
    )
    timeout: Duration | None = Field(
        None,
        description="Kept for older documents; has no effect.",
        json_schema_extra=hints(advanced=True),
    )


class Join(NodeType[JoinParams]):
    type = "join"
    label = "Join"
    group = "Parallel & join"
    icon = "arrows-join"
    inputs = Inputs.MANY
    facts = ("strategy", "count")
    examples = (
        Example(title="Everything", params={}, inputs=[1, "a"], out=[1, "a"]),
        Example(title="The first", params={"join_strategy": "first"}, inputs=[1, 2], out=1),
    )

    def run(self, params: JoinParams, values: list[Value]) -> Emit:
        meta = {"strategy": params.join_strategy, "count": len(values)}
        return Emit(values if params.join_strategy == "all" else values[0], meta=meta)

"""Keep a minimum distance between passes.

All runs of the workflow share the pace of this node.
"""

from typing import Annotated

from pydantic import Field

from thaiyyal.sdk import (
    NO_INPUT,
    Effect,
    EffectContext,
    Emit,
    Example,
    Inputs,
    NodeType,
    Number,
    Params,
    Value,
    hints,
)
from thaiyyal.sdk.pacing import Pace

_LONGEST_S = 10 * 365 * 86400.0


class ThrottleParams(Params):
    requests_per_second: Annotated[Number, Field(gt=0)] = Field(
        title="Pace",
        description="How many passes a second allows; 0.5 is one every two seconds.",
        json_schema_extra=hints(unit="per second"),
    )


class Throttle(NodeType[ThrottleParams]):
    type = "throttle"
    label = "Throttle"
    group = "Error handling & limits"
    icon = "hourglass-empty"
    effect = Effect.WAITS
    inputs = Inputs.OPTIONAL
    facts = ("waited_ms",)
    examples = (
        Example(
            title="The first pass does not wait",
            params={"requests_per_second": 100},
            inputs=[1],
            out=1,
        ),
        Example(title="No input", params={"requests_per_second": 100}, out=None),
    )

    async def run(self, params: ThrottleParams, value: Value, context: EffectContext) -> Emit:
        pace = Pace(1, min(1 / params.requests_per_second, _LONGEST_S), "sliding_window")
        waited_s = await context.shared.reserve(context.node_id, pace)
        await context.sleep(waited_s)
        passed = None if value is NO_INPUT else value
        return Emit(passed, meta={"waited_ms": round(waited_s * 1000, 3)})

"""Let at most so many passes through per period; further ones wait their turn.

All runs of the workflow share the count of this node.
"""

from typing import Annotated, Literal

from pydantic import Field

from thaiyyal.sdk import (
    NO_INPUT,
    Effect,
    EffectContext,
    Emit,
    Example,
    Inputs,
    Integer,
    NodeType,
    Params,
    PositiveDuration,
    Value,
    hints,
)
from thaiyyal.sdk.pacing import Pace


class RateLimiterParams(Params):
    max_requests: Annotated[Integer, Field(ge=1)] = Field(
        title="Passes",
        description="How many passes a period allows; further ones wait.",
        json_schema_extra=hints(unit="passes"),
    )
    per_duration: PositiveDuration = Field(
        title="Period",
        description="The time in which so many passes are allowed.",
        json_schema_extra=hints(placeholder="1s"),
    )
    strategy: Literal["fixed_window", "sliding_window", "token_bucket"] = Field(
        "fixed_window",
        title="Count by",
        description="How passes are counted.",
        json_schema_extra=hints(
            advanced=True,
            labels={
                "fixed_window": "Periods one after the other",
                "sliding_window": "The period before each pass",
                "token_bucket": "Passes that come back evenly",
            },
        ),
    )


class RateLimiter(NodeType[RateLimiterParams]):
    type = "rate_limiter"
    label = "Rate limiter"
    group = "Error handling & limits"
    icon = "gauge"
    effect = Effect.WAITS
    inputs = Inputs.OPTIONAL
    facts = ("waited_ms",)
    examples = (
        Example(
            title="The first pass does not wait",
            params={"max_requests": 5, "per_duration": "1s"},
            inputs=[1],
            out=1,
        ),
        Example(title="No input", params={"max_requests": 5, "per_duration": "1s"}, out=None),
    )

    async def run(self, params: RateLimiterParams, value: Value, context: EffectContext) -> Emit:
        pace = Pace(params.max_requests, params.per_duration, params.strategy)
        waited_s = await context.shared.reserve(context.node_id, pace)
        await context.sleep(waited_s)
        passed = None if value is NO_INPUT else value
        return Emit(passed, meta={"waited_ms": round(waited_s * 1000, 3)})

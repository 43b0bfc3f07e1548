"""Wait, then pass the input on. The wait can be cancelled and holds no worker."""

from pydantic import Field

from thaiyyal.sdk import (
    NO_INPUT,
    Duration,
    Effect,
    EffectContext,
    Emit,
    Example,
    Inputs,
    NodeType,
    Params,
    Value,
    hints,
)


class DelayParams(Params):
    duration: Duration = Field(
        title="Wait",
        description="How long to wait before the input goes on, for example `300ms` or `1h30m`.",
        json_schema_extra=hints(placeholder="5s"),
    )


class Delay(NodeType[DelayParams]):
    type = "delay"
    label = "Delay"
    group = "Parallel & join"
    icon = "clock-pause"
    effect = Effect.WAITS
    inputs = Inputs.OPTIONAL
    facts = ("ms",)
    examples = (
        Example(title="A moment", params={"duration": "1ms"}, inputs=["a"], out="a"),
        Example(title="Nothing to pass on", params={"duration": "0"}, out=None),
    )

    async def run(self, params: DelayParams, value: Value, context: EffectContext) -> Emit:
        await context.sleep(params.duration)
        passed = None if value is NO_INPUT else value
        return Emit(passed, meta={"ms": params.duration * 1000})

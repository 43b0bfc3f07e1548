"""Wait for a signal: a message that somebody sends to the execution while it is live.

What came with the signal leaves on `received`. When none has come in time, null leaves on
`expired`. A signal goes to one step only, to the one that asked first; one that came before
anybody asked is kept.
"""

from pydantic import Field

from thaiyyal.sdk import (
    NO_INPUT,
    Effect,
    EffectContext,
    Emit,
    Example,
    Firing,
    Inputs,
    NodeType,
    Params,
    Port,
    PositiveDuration,
    TemplateText,
    Value,
    hints,
    invalid_input,
)

RESERVED = ("approval:", "workflow:")
"""Beginnings of names that approvals and called workflows use."""


class WaitSignalParams(Params):
    name: TemplateText = Field(
        title="Signal",
        description="The name of the signal to wait for; `{{ input.id }}` puts a value in.",
        json_schema_extra=hints(placeholder="paid-{{ input.id }}"),
    )
    expires: PositiveDuration | None = Field(
        None,
        title="Give up after",
        description="How long to wait; for ever if it is left out.",
        json_schema_extra=hints(placeholder="24h"),
    )


class WaitSignal(NodeType[WaitSignalParams]):
    type = "wait_signal"
    label = "Wait for a signal"
    group = "Waiting"
    icon = "antenna"
    effect = Effect.WAITS
    inputs = Inputs.OPTIONAL
    firing = Firing.CHOICE
    outputs = (Port("received"), Port("expired"))
    examples = (
        Example(
            title="Nothing comes in time",
            params={"name": "paid", "expires": "1h"},
            inputs=[1],
            out=None,
            port="expired",
        ),
        Example(
            title="A name that the platform uses",
            params={"name": "approval:1", "expires": "1h"},
            error="invalid_input",
        ),
    )

    async def run(self, params: WaitSignalParams, value: Value, context: EffectContext) -> Emit:
        given = None if value is NO_INPUT else value
        name = params.name.render(given, context.environment)
        if not name or name.startswith(RESERVED):
            raise invalid_input(
                f'"{name[:60]}" cannot be the name of a signal; choose one that is not empty and '
                "begins neither with approval: nor with workflow:"
            )
        signal = await context.signal(name, expires_s=params.expires)
        if signal is None:
            return Emit(None, port="expired")
        return Emit(signal.payload, port="received")

"""Wait until a point in time, then pass the input on. The wait holds no worker.

The time is an ISO 8601 text (without a zone it is UTC), a date or epoch seconds; a template such as
`{{ input.due }}` works. A time in the past does not wait. The first time that is told counts: it
does not move when the execution goes on elsewhere.
"""

from pydantic import Field

from thaiyyal.expressions.dates import date_from
from thaiyyal.sdk import (
    NO_INPUT,
    Effect,
    EffectContext,
    Example,
    Inputs,
    NodeType,
    Params,
    TemplateText,
    Value,
    hints,
)


class WaitUntilParams(Params):
    until: TemplateText = Field(
        title="Wait until",
        description="When to go on: a time, a date, seconds since 1970, or a template of these.",
        json_schema_extra=hints(
            placeholder="{{ input.due }}", suggestions=("{{ dateAdd(now(), 86400) }}",)
        ),
    )


class WaitUntil(NodeType[WaitUntilParams]):
    type = "wait_until"
    label = "Wait until"
    group = "Waiting"
    icon = "calendar-pause"
    effect = Effect.WAITS
    inputs = Inputs.OPTIONAL
    examples = (
        Example(
            title="A time in the past",
            params={"until": "2020-01-01T00:00:00Z"},
            inputs=["a"],
            out="a",
        ),
        Example(
            title="A time from the input",
            params={"until": "{{ input.due }}"},
            inputs=[{"due": "2020-01-01"}],
            out={"due": "2020-01-01"},
        ),
        Example(title="No time", params={"until": "tomorrow"}, error="bad_date"),
    )

    async def run(self, params: WaitUntilParams, value: Value, context: EffectContext) -> Value:
        passed: Value = None if value is NO_INPUT else value
        until = date_from(params.until.call(passed, context.environment))
        await context.sleep_until(until.ms)
        return passed

"""Settings that every node has: what to do on an error, how often to try, how long."""

from typing import Annotated, Literal

from pydantic import Field

from thaiyyal.sdk import Duration, Integer, Number, Params, PositiveDuration, hints


class RetrySettings(Params):
    """How often a failed step is tried again, and how long to wait in between."""

    max_attempts: Annotated[Integer, Field(ge=1)] = Field(
        3,
        title="Attempts",
        description="How often to try in all, the first attempt included.",
        json_schema_extra=hints(unit="attempts"),
    )
    backoff: Literal["exponential", "linear", "constant"] = Field(
        "exponential",
        title="Wait",
        description="How the wait grows from attempt to attempt.",
        json_schema_extra=hints(
            labels={
                "exponential": "Longer each time, by a factor",
                "linear": "Longer each time, by the first wait",
                "constant": "Always the same",
            }
        ),
    )
    initial_delay: Duration = Field(
        1.0, title="First wait", description="How long to wait after the first attempt."
    )
    max_delay: Duration = Field(
        30.0,
        title="Longest wait",
        description="No wait between two attempts is longer.",
        json_schema_extra=hints(advanced=True),
    )
    multiplier: Annotated[Number, Field(ge=1)] = Field(
        2.0,
        title="Factor",
        description="How many times longer each wait is than the one before.",
        json_schema_extra=hints(advanced=True, shown_when={"backoff": ["exponential"]}),
    )
    jitter: Annotated[Number, Field(ge=0, le=1)] = Field(
        0.0,
        title="Spread",
        description="By which part of itself a wait may be shortened at random, from 0 to 1, so "
        "that not all try again together.",
        json_schema_extra=hints(advanced=True),
    )


class Settings(Params):
    """What every node can be told beside its fields."""

    on_error: Literal["stop", "continue", "route"] = Field(
        "stop",
        title="When it fails",
        description="What a failure of this node means for the execution.",
        json_schema_extra=hints(
            labels={
                "stop": "The execution fails",
                "continue": "Go on without what follows it",
                "route": "Go on from its port `error`",
            }
        ),
    )
    retry: RetrySettings | None = Field(
        None, title="Try again", description="Try again when it fails; once only if left out."
    )
    timeout: PositiveDuration | None = Field(
        None,
        title="Longest time",
        description="For one attempt; what takes longer is cancelled and fails.",
        json_schema_extra=hints(placeholder="30s"),
    )
    cache_ttl: PositiveDuration | None = Field(
        None,
        title="Keep its result for",
        description="How long a result serves other executions with the same input and fields; "
        "only for nodes without effects and state.",
        json_schema_extra=hints(advanced=True, placeholder="10m"),
    )


DEFAULT_SETTINGS = Settings()

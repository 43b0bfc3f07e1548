"""Settings that every node has: what to do on an error, how often to try, how long."""

from typing import Annotated, Literal

from pydantic import Field

from thaiyyal.sdk import Duration, Integer, Number, Params, PositiveDuration


class RetrySettings(Params):
    """How often a failed step is tried again, and how long to wait in between."""

    max_attempts: Annotated[Integer, Field(ge=1)] = 3
    backoff: Literal["exponential", "linear", "constant"] = "exponential"
    initial_delay: Duration = 1.0
    max_delay: Duration = 30.0
    multiplier: Annotated[Number, Field(ge=1)] = 2.0
    jitter: Annotated[Number, Field(ge=0, le=1)] = 0.0


class Settings(Params):
    """The ``settings`` of a node."""

    on_error: Literal["stop", "continue", "route"] = "stop"
    retry: RetrySettings | None = None
    timeout: PositiveDuration | None = None
    cache_ttl: PositiveDuration | None = None  # how long its result serves other executions


DEFAULT_SETTINGS = Settings()

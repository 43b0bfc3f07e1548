"""Settings of Redis, which may be there or not."""

from typing import Annotated

from pydantic import Field

from thaiyyal.settings.kinds import Seconds, Whole
from thaiyyal.settings.serving import Group


class RedisSettings(Group):
    """How the program uses Redis, if `redis_url` names one."""

    pool_max: Annotated[Whole, Field(ge=1, le=1_000)] = Field(
        20, description="Connections that each process opens at most."
    )
    connect_timeout_s: Seconds = Field(
        1.0, description="Longest time until a connection to Redis is made."
    )
    timeout_s: Seconds = Field(
        1.0, description="Longest wait for an answer; then Redis counts as away."
    )
    retry_s: Seconds = Field(
        1.0, description="While Redis is away, how often it is tried again; nobody else waits."
    )

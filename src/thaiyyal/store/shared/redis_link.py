"""The way to Redis: connections, scripts, and what to do while it is away.

A Redis that does not answer costs one caller a second the time until that is known; all others are
told at once. The log has one line when it goes and one when it is back.
"""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import structlog
from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import OutOfMemoryError, RedisError

from thaiyyal.store.shared.errors import RedisAway

T = TypeVar("T")
_SILENCES = (RedisError, OSError, TimeoutError)
_AGAIN_S = 60.0
_log = structlog.get_logger("thaiyyal.store")


@dataclass(frozen=True, slots=True)
class RedisOptions:
    """Where Redis is, and how long it may take. ``url``: redis://, rediss:// or unix://."""

    url: str
    connect_timeout_s: float = 1.0
    timeout_s: float = 1.0
    pool_max: int = 20
    retry_s: float = 1.0


@dataclass(frozen=True, slots=True)
class RedisFacts:
    """What a Redis says of itself."""

    version: str
    eviction: str
    used_bytes: int
    most_bytes: int


class Script:
    """A script that Redis carries out as a whole."""

    def __init__(self, link: "RedisLink", text: str) -> None:
        self._link = link
        self._script = link.client.register_script(text)

    async def __call__(self, keys: Sequence[str], *args: str | bytes | int | float) -> Any:
        """Return what the script returns.

        Raises:
            RedisAway: It could not be carried out, or nobody knows whether it was.
        """
        return await self._link.attempt(lambda: self._script(keys, args))


class RedisLink:
    """One Redis and its connections; made anew for every event loop."""

    def __init__(
        self, settings: RedisOptions, clock_s: Callable[[], float] = time.monotonic
    ) -> None:
        pool = BlockingConnectionPool.from_url(
            settings.url,
            protocol=2,
            max_connections=settings.pool_max,
            timeout=settings.timeout_s,
            socket_timeout=settings.timeout_s,
            socket_connect_timeout=settings.connect_timeout_s,
            retry=Retry(NoBackoff(), 0),
        )
        self.client: Redis = Redis.from_pool(pool)
        self._clock_s = clock_s
        self._retry_s = settings.retry_s
        self._away_until_s: float | None = None
        self._full_told_s: float | None = None

    @property
    def is_away(self) -> bool:
        """Whether it did not answer when it was asked last."""
        return self._away_until_s is not None

    def script(self, text: str) -> Script:
        """Return a script to be called."""
        return Script(self, text)

    async def attempt(self, work: Callable[[], Awaitable[T]]) -> T:
        """Do something with Redis, or raise ``RedisAway``, at once if that was known."""
        now_s = self._clock_s()
        if self._away_until_s is not None:
            if now_s < self._away_until_s:
                raise RedisAway("Redis is away")
            self._away_until_s = now_s + self._retry_s  # the others need not try, too
        try:
            result = await work()
        except OutOfMemoryError as error:
            self._tell_full()
            raise RedisAway("Redis is full") from error
        except _SILENCES as error:
            self._tell_away(error)
            raise RedisAway(f"Redis does not answer as it should: {error}") from error
        if self._away_until_s is not None:
            self._away_until_s = None
            _log.info("redis_back")
        return result

    async def facts(self) -> RedisFacts:
        """Return what Redis says of itself."""
        info = await self.attempt(self.client.info)
        return RedisFacts(
            str(info["redis_version"]),
            str(info["maxmemory_policy"]),
            int(info["used_memory"]),
            int(info["maxmemory"]),
        )

    async def close(self) -> None:
        """Close all connections."""
        await self.client.aclose()
        await self.client.connection_pool.disconnect()

    def _tell_full(self) -> None:
        now_s = self._clock_s()
        if self._full_told_s is None or now_s > self._full_told_s + _AGAIN_S:
            self._full_told_s = now_s
            _log.warning("redis_full")

    def _tell_away(self, error: BaseException) -> None:
        if self._away_until_s is None:
            _log.warning("redis_away", error=type(error).__name__, reason=str(error))
        self._away_until_s = self._clock_s() + self._retry_s

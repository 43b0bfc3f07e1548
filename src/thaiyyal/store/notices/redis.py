"""Notices through Redis publish and subscribe, for installations that have one."""

import asyncio
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any

import redis.asyncio as aio
import structlog
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from thaiyyal.store.notices.line import LineLost
from thaiyyal.store.notices.message import CHANNEL
from thaiyyal.store.transaction import Transaction

_log = structlog.get_logger("thaiyyal.store")
_MOST_UNSENT = 1_000


class RedisLine:
    """SUBSCRIBE and PUBLISH. What cannot be published is lost: those who follow look by themselves.

    Whoever commits does not wait for Redis: it is told by a task of this line. The client's own
    repetition is off, because it would hide that something was missed.
    """

    def __init__(self, url: str, *, patience_s: float = 5.0, check_s: float = 20.0) -> None:
        self._patience_s = patience_s
        self._check_s = check_s
        self._unsent: deque[str] = deque(maxlen=_MOST_UNSENT)
        self._sending: asyncio.Task[None] | None = None
        self._is_away = False
        self._client: aio.Redis = aio.Redis.from_url(
            url,
            retry=Retry(NoBackoff(), 0),
            socket_connect_timeout=patience_s,
            socket_timeout=patience_s,
        )

    async def listen(self, heard: Callable[[str], None], ready: Callable[[], None]) -> None:
        """Listen until the connection is lost."""
        try:
            async with self._client.pubsub() as subscription:
                await subscription.subscribe(CHANNEL)
                await self._next(subscription, self._patience_s, "subscribe")
                ready()
                while True:
                    message = await _message(subscription, self._check_s)
                    if message is None:
                        await subscription.ping()
                        message = await self._next(subscription, self._patience_s)
                    if message["type"] == "message":
                        heard(message["data"].decode(errors="replace"))
        except (RedisError, OSError) as error:
            raise LineLost(" ".join(str(error).split()) or type(error).__name__) from error

    async def publish(self, tx: Transaction, text: str) -> None:
        """Tell everybody once the transaction has committed."""
        tx.after_commit.append(partial(self._put, text))

    async def close(self) -> None:
        """Send what is left, and close the connections."""
        if self._sending is not None:
            await asyncio.wait([self._sending], timeout=self._patience_s)
        if self._sending is not None:
            self._sending.cancel()
        await self._client.aclose()

    async def _put(self, text: str) -> None:
        self._unsent.append(text)
        if self._sending is None:
            self._sending = asyncio.get_running_loop().create_task(self._send_all())

    async def _send_all(self) -> None:
        try:
            while self._unsent:
                await self._send(self._unsent.popleft())
        finally:
            self._sending = None

    async def _send(self, text: str) -> None:
        """Send one notice. While Redis is away nothing waits for it: the others are lost, too."""
        try:
            async with asyncio.timeout(self._patience_s):
                await self._client.publish(CHANNEL, text)
        except (RedisError, OSError) as error:
            self._unsent.clear()
            if not self._is_away:
                _log.warning("notices_not_sent", reason=" ".join(str(error).split()))
            self._is_away = True
        else:
            self._is_away = False

    async def _next(
        self, subscription: PubSub, patience_s: float, wanted: str | None = None
    ) -> dict[str, Any]:
        message = await _message(subscription, patience_s)
        if message is None or wanted not in {None, message["type"]}:
            raise LineLost("Redis does not answer")
        return message


async def _message(subscription: PubSub, timeout_s: float) -> dict[str, Any] | None:
    message: dict[str, Any] | None = await subscription.get_message(timeout=timeout_s)
    return message

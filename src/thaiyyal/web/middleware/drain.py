"""Shutting down without cutting anybody off: what runs may end, streams are told to."""

import asyncio
import socket
from collections.abc import Awaitable
from typing import TypeVar

import uvicorn
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from thaiyyal.web.middleware.sending import REQUESTS, editing_headers, refuse

T = TypeVar("T")
_LOOK_S = 0.05
_LAST_WORDS_S = 1.0
"""How long requests that are cut off may take to say so."""


class Drain:
    """Whether this process is on its way out, and how many requests are still in it."""

    def __init__(self) -> None:
        self.in_flight = 0
        self.draining = False
        self._waits: set[asyncio.Timeout] = set()

    def begin(self) -> None:
        """Tell everybody that the process is about to end; to be called on the event loop."""
        if self.draining:
            return
        self.draining = True
        now = asyncio.get_running_loop().time()
        for wait in self._waits:
            wait.reschedule(now)

    async def unless_begun(self, work: Awaitable[T]) -> T | None:
        """Return what ``work`` waits for, or None, and end it, once the process is to end.

        A stream that waits for its next event through this holds up no shutdown.
        """
        wait = asyncio.timeout(0 if self.draining else None)
        try:
            async with wait:
                self._waits.add(wait)
                return await work
        except TimeoutError:
            if not wait.expired():
                raise
            return None
        finally:
            self._waits.discard(wait)


class Draining:
    """Counts requests; while draining, lets each connection end with its answer."""

    def __init__(self, app: ASGIApp, *, drain: Drain) -> None:
        self._app = app
        self._drain = drain

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counted."""
        if scope["type"] not in REQUESTS:
            await self._app(scope, receive, send)
            return

        is_answered = False

        def close(message: Message, headers: MutableHeaders) -> None:
            nonlocal is_answered
            is_answered = True
            if self._drain.draining and message["type"] == "http.response.start":
                headers["Connection"] = "close"

        self._drain.in_flight += 1
        try:
            await self._app(scope, receive, editing_headers(send, close))
        except asyncio.CancelledError:
            if is_answered or not self._drain.draining:
                raise
            await _cut_off(scope, receive, send)
        finally:
            self._drain.in_flight -= 1


async def _cut_off(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request that did not end in time."""
    await refuse(
        scope,
        receive,
        send,
        status=503,
        code="shutting_down",
        detail="the server shuts down and did not get this done; try again in a second",
        retry_after_s=1,
    )


class DrainingServer(uvicorn.Server):
    """uvicorn, which tells of a shutdown before it waits for the requests that run.

    Its own notice, the end of the lifespan, comes after that wait, so streams would hold it up.
    For ``notice_s`` it goes on answering, so that load balancers see ``/ready`` say no.
    """

    def __init__(self, config: uvicorn.Config, *, drain: Drain, notice_s: float = 0.0) -> None:
        super().__init__(config)
        self._drain = drain
        self._notice_s = notice_s

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Tell everybody, give notice, then stop listening and wait for what runs."""
        self._drain.begin()
        end = asyncio.get_running_loop().time() + self._notice_s
        while asyncio.get_running_loop().time() < end and not self.force_exit:  # noqa: ASYNC110 - set by a signal
            await asyncio.sleep(_LOOK_S)
        await super().shutdown(sockets)
        await self._cut_off()

    async def _cut_off(self) -> None:
        """End what still runs, and let it say so."""
        tasks = set(self.server_state.tasks)
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=_LAST_WORDS_S)

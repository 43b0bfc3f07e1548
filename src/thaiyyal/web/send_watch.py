"""Gives up on a client that does not take what is sent to it."""

import asyncio


class SendWatch:
    """Looks after one connection: if nothing at all was taken for a while, it is cut.

    By itself a closed connection waits for ever until the rest of an answer has been taken.
    """

    def __init__(
        self, loop: asyncio.AbstractEventLoop, transport: asyncio.Transport, *, timeout_s: float
    ) -> None:
        self._loop = loop
        self._transport = transport
        self._timeout_s = timeout_s
        self._timer: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Look from now on, if something waits to be sent."""
        left = self._transport.get_write_buffer_size()
        if left and self._timer is None:
            self._arm(left)

    def stop(self) -> None:
        """Look no more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _arm(self, left: int) -> None:
        self._timer = self._loop.call_later(self._timeout_s, self._look, left)

    def _look(self, before: int) -> None:
        self._timer = None
        left = self._transport.get_write_buffer_size()
        if left >= before:
            self._transport.abort()
        elif left:
            self._arm(left)

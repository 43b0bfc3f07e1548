"""One connection as its answers are read: when they have to begin, and what may come unasked.

The client library's own reader starts its time anew with every byte, keeps what comes between two
answers for the next request, and reads interim answers for ever.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientConnectionError, StreamReader
from aiohttp.client_proto import ResponseHandler
from aiohttp.http import RawResponseMessage

from thaiyyal.outbound.phases import too_slow
from thaiyyal.sdk.errors import StepError

_MOST_INTERIM = 16


class StaleConnection(ClientConnectionError):
    """A kept connection was closed before anything of the answer came."""


@dataclass(frozen=True, slots=True)
class Line:
    """What is known of a connection. ``received`` is told how many bytes came.

    ``is_public``: it leads to the public internet, or may.
    """

    host: str
    first_byte_s: float
    received: Callable[[int], None] | None = None
    is_public: bool = True


class AnswerReader(ResponseHandler):
    """Reads the answers of one connection."""

    def __init__(self, line: Line, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(loop)
        self._line = line
        self._received = line.received
        self._is_waiting = False
        self._is_silent = True  # since the request
        self._interim = 0
        self._answers = 0
        self._due_s = 0.0
        self._late: asyncio.TimerHandle | None = None

    @property
    def is_public(self) -> bool:
        """Whether it leads to the public internet, or may."""
        return self._line.is_public

    def set_response_params(self, **params: Any) -> None:
        """Begin to wait for an answer: called before a request is sent."""
        self._is_waiting = self._is_silent = True
        self._interim = 0
        self._due_s = 0.0  # until the request has been sent
        super().set_response_params(**params)

    def start_timeout(self) -> None:
        """Called when a request has been sent."""
        if self._is_waiting:
            self._due_s = self._loop.time() + self._line.first_byte_s
            if self._late is None:
                self._late = self._loop.call_at(self._due_s, self._look)

    def data_received(self, data: bytes) -> None:
        if data:
            if self._received is not None:
                self._received(len(data))
            self._is_silent = False
            if not self._is_waiting and self._is_idle():
                self._drop()
                return
        super().data_received(data)

    def feed_data(self, data: tuple[RawResponseMessage, StreamReader], size: int = 0) -> None:
        """Take an answer whose headers are complete."""
        if not self._is_waiting:
            self._drop()
            return
        if data[0].code >= 200:
            self._is_waiting = False
            self._answers += 1
        elif self._is_flooding():
            message = f"{self._line.host} sends interim answers without end"
            self._fail(StepError("invalid_response", message))
            return
        super().feed_data(data, size)

    def connection_lost(self, exc: BaseException | None) -> None:
        if self._is_waiting and self._is_silent and self._answers:
            self.set_exception(StaleConnection())
        self._end()
        super().connection_lost(exc)

    def close(self) -> None:
        """Close at once: what is closed is not to be read or written any further."""
        self._end()
        super().abort()

    def _is_idle(self) -> bool:
        has_ended = self._payload is None or self._payload.is_eof()
        return self._answers > 0 and has_ended

    def _is_flooding(self) -> bool:
        self._interim += 1
        return self._interim > _MOST_INTERIM

    def _look(self) -> None:
        # One timer serves all requests of a connection: making one for each costs more.
        self._late = None
        if not self._is_waiting or not self._due_s:
            return
        if self._loop.time() < self._due_s:
            self._late = self._loop.call_at(self._due_s, self._look)
            return
        what = f"waiting for the answer of {self._line.host} to begin"
        self._fail(too_slow(what, self._line.first_byte_s, "outbound.first_byte_s"))

    def _fail(self, error: StepError) -> None:
        self._end()
        self.set_exception(error)

    def _end(self) -> None:
        self._is_waiting = False
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _drop(self) -> None:
        # What nobody asked for would be taken for the answer to the next request.
        self.force_close()
        if self.transport is not None:
            self.transport.abort()

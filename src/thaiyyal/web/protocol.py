"""uvicorn's HTTP protocol, with an end to its patience.

By itself it waits for ever for a request that never comes or never ends its headers, and keeps
headers of any size. Slow bodies are the middleware's.
"""

import asyncio
from typing import ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

_TOO_LARGE = b"\r\n".join(
    [
        b"HTTP/1.1 431 Request Header Fields Too Large",
        b"content-length: 0",
        b"connection: close",
        b"",
        b"",
    ]
)


class ImpatientProtocol(HttpToolsProtocol):
    """Closes connections whose next request does not get through its headers in time."""

    head_timeout_s: ClassVar[float] = 10.0
    max_head_bytes: ClassVar[int] = 64 * 1024

    _timer: asyncio.TimerHandle | None = None
    _head_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start to wait for the first request."""
        super().connection_made(transport)
        self._start_timer()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_timer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on; what belongs to no running request is that of the next one's headers."""
        if not self._is_reading_body():
            self._head_bytes += len(data)
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self._head_bytes > self.max_head_bytes:
            self._refuse()
        elif (latest := self._latest()) is None or latest.response_complete:
            self._start_timer()

    def on_headers_complete(self) -> None:
        """Stop waiting: the request may be answered."""
        self._stop_timer()
        self._head_bytes = 0
        super().on_headers_complete()

    def _is_reading_body(self) -> bool:
        latest = self._latest()
        return latest is not None and latest.more_body and not latest.response_complete

    def _latest(self) -> RequestResponseCycle | None:
        """Return the request whose headers came last; uvicorn's types know it from the start."""
        return self.cycle

    def _refuse(self) -> None:
        """Close; nobody may be sent an answer that could be taken for that of another request."""
        if self._latest() is None:
            self.transport.write(_TOO_LARGE)
        self.transport.close()

    def _start_timer(self) -> None:
        """Start the timer unless it runs: parts that trickle in do not put it off."""
        if self._timer is None:
            self._timer = self.loop.call_later(self.head_timeout_s, self.transport.close)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

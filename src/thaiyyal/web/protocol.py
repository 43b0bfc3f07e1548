"""uvicorn's HTTP protocol, with an end to its patience.

By itself it waits for ever for a request that never ends its headers and for a client that never
reads its answer, keeps headers of any size, takes trailers for headers, and queues any number of
requests. Slow bodies are the middleware's.
"""

import asyncio
from typing import ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from thaiyyal.web.heads import MALFORMED, Head, Refusal, answer_to, too_large, what_is_wrong
from thaiyyal.web.held_head import HeldHead
from thaiyyal.web.send_watch import SendWatch


class Refused(Exception):
    """Stops the parser; what is to be answered is kept beside."""


class ImpatientProtocol(HttpToolsProtocol):
    """Closes connections whose next request does not get through its head in time.

    ``max_head_bytes``: of address, names and values; on the wire twice as much. ``max_pipelined``:
    requests that may wait for the one before them.
    """

    head_timeout_s: ClassVar[float] = 10.0
    send_timeout_s: ClassVar[float] = 30.0
    max_head_bytes: ClassVar[int] = 64 * 1024
    max_head_fields: ClassVar[int] = 200
    max_pipelined: ClassVar[int] = 32

    _timer: asyncio.TimerHandle | None = None
    _sending: SendWatch
    _answers: HeldHead
    _refusal: Refusal | None = None
    _idle_bytes = 0
    """What came since the parser last got anywhere: the beginning of a head, or trailers."""
    _is_head_done = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start to wait for the first request."""
        super().connection_made(transport)
        self._sending = SendWatch(self.loop, transport, timeout_s=self.send_timeout_s)
        self._answers = HeldHead(self.loop, transport)
        self._start_timer()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_timer()
        self._sending.stop()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Watch a client that reads more slowly than it is sent to."""
        super().pause_writing()
        self._sending.start()

    def resume_writing(self) -> None:
        """Watch it no more, unless this was its last answer."""
        super().resume_writing()
        if not self.transport.is_closing():
            self._sending.stop()

    def data_received(self, data: bytes) -> None:
        """Read on, and see whether it leads anywhere."""
        self._idle_bytes += len(data)
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self._idle_bytes > 2 * self.max_head_bytes:
            self._refusal = self._too_large()
            self.send_400_response("")
        elif (latest := self._latest()) is None or latest.response_complete:
            self._start_timer()

    def on_message_begin(self) -> None:
        """Begin a new head."""
        self._is_head_done = False
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Keep a field of the head; a trailer is no header, whatever it calls itself."""
        if not self._is_head_done:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Stop waiting: the request may be answered, if it can be read in one way only."""
        self._stop_timer()
        self._is_head_done = True
        self._idle_bytes = 0
        head = Head(self.parser.get_http_version(), self.url, self.headers)
        self._refusal = what_is_wrong(
            head, max_bytes=self.max_head_bytes, max_fields=self.max_head_fields
        )
        if self._refusal is not None or len(self.pipeline) >= self.max_pipelined:
            # Nothing of this request is read, in particular no body.
            self._is_head_done = False
            raise Refused
        super().on_headers_complete()
        self.cycle.transport = self._answers  # type: ignore[assignment]
        if self.parser.should_upgrade():
            # The parser reads nothing after such a request, so nothing must be sent after it.
            self.cycle.keep_alive = False

    def on_body(self, body: bytes) -> None:
        """Take a part of a body; what comes after the answer leads nowhere."""
        if not self.cycle.response_complete:
            self._idle_bytes = 0
        super().on_body(body)

    def on_response_complete(self) -> None:
        """Go on with the next request, or see the last answer off."""
        self._answers.flush()
        super().on_response_complete()
        if self.transport.is_closing():
            self._sending.start()

    def timeout_keep_alive_handler(self) -> None:
        """Close a connection that nobody uses."""
        self._close()

    def send_400_response(self, msg: str) -> None:
        """Refuse what was sent, in a way that is not taken for the answer to another request."""
        latest = self._latest()
        if latest is None or latest.response_complete or self._is_in_body_of(latest):
            self.transport.write(answer_to(self._refusal or MALFORMED))
        if latest is not None and not latest.response_complete:
            latest.disconnected = True
            latest.message_event.set()
        self._close()

    def _unsupported_upgrade_warning(self) -> None:
        """Say nothing: a client may ask for another protocol, and is answered in this one."""

    def _is_in_body_of(self, latest: RequestResponseCycle) -> bool:
        """Whether the latest request is alone, unanswered, and still coming in."""
        is_alone = self._is_head_done and not self.pipeline
        return is_alone and latest.more_body and not latest.response_started

    def _latest(self) -> RequestResponseCycle | None:
        """Return the request whose headers came last; uvicorn's types know it from the start."""
        return self.cycle

    def _too_large(self) -> Refusal:
        return too_large(self.max_head_bytes, self.max_head_fields)

    def _close(self) -> None:
        self.transport.close()
        self._sending.start()

    def _start_timer(self) -> None:
        """Start the timer unless it runs: parts that trickle in do not put it off."""
        if self._timer is None:
            self._timer = self.loop.call_later(self.head_timeout_s, self._close)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

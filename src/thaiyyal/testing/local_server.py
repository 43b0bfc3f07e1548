"""A small HTTP server on the loopback address, for tests and examples; not for production.

It answers through one function, on threads of its own, and remembers what it received.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, unquote, urlsplit

import orjson

LOOPBACK = "127.0.0.1/32"
"""The network that a policy must allow to reach this server."""


@dataclass(frozen=True, slots=True)
class Received:
    """One request as it arrived; header names are lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return unquote(urlsplit(self.target).path)

    @property
    def query(self) -> list[tuple[str, str]]:
        return parse_qsl(urlsplit(self.target).query, keep_blank_values=True)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sends back."""

    status: int = 200
    body: bytes = b""
    headers: Sequence[tuple[str, str]] = ()


Answering = Callable[[Received], Answer]


def json_answer(value: object, *, status: int = 200) -> Answer:
    """Return an answer whose body is ``value`` as JSON."""
    return Answer(status, orjson.dumps(value), (("Content-Type", "application/json"),))


@dataclass(slots=True)
class LocalServer:
    """Serves ``answering`` while used as a context manager."""

    answering: Answering
    received: list[Received] = field(default_factory=list)
    _server: ThreadingHTTPServer | None = None
    _thread: Thread | None = None

    @property
    def port(self) -> int:
        assert self._server is not None, "the server runs only inside its with block"
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """Return where the server listens, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_for(self))
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._server is not None and self._thread is not None:
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()


def _handler_for(server: LocalServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 5
        wbufsize = -1

        def handle_one_request(self) -> None:
            try:
                super().handle_one_request()
            except ConnectionError:  # a client may hang up as it likes
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Keep the output of tests clean."""

        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            request = Received(self.command, self.path, headers, self.rfile.read(length))
            server.received.append(request)
            self._send(server.answering(request))

        def _send(self, answer: Answer) -> None:
            self.send_response(answer.status)
            for name, value in answer.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.body)
            self.wfile.flush()

    for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"):
        setattr(Handler, f"do_{method}", Handler._answer)  # noqa: SLF001 - our own class
    return Handler

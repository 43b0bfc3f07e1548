"""A real uvicorn on the loopback address, on a thread of its own."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from thaiyyal.web.middleware.drain import Drain, DrainingServer


class _Server(DrainingServer):
    def __init__(self, config: uvicorn.Config, *, drain: Drain, notice_s: float) -> None:
        super().__init__(config, drain=drain, notice_s=notice_s)
        self.is_ready = Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.is_ready.set()


@dataclass(slots=True)
class Served:
    """Where the application is served, and how to end it."""

    port: int
    server: DrainingServer

    def connect(self) -> socket.socket:
        """Open a connection that gives up after 10 seconds."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=10)

    def send(self, text: bytes) -> bytes:
        """Send bytes on a fresh connection and return everything until it is closed."""
        with self.connect() as connection:
            connection.sendall(text)
            return read_to_end(connection)


def read_to_end(connection: socket.socket) -> bytes:
    """Return what comes until the other side closes, however it does."""
    found = b""
    try:
        while part := connection.recv(65_536):
            found += part
    except ConnectionResetError:
        pass
    return found


def read_until(connection: socket.socket, text: bytes) -> bytes:
    """Return what comes up to and including ``text``."""
    found = b""
    while text not in found:
        part = connection.recv(65_536)
        if not part:
            raise EOFError(f"the connection ended after {found!r}")
        found += part
    return found


@contextmanager
def served(
    app: ASGIApp, *, drain: Drain | None = None, notice_s: float = 0.0, **options: Any
) -> Iterator[Served]:
    """Serve ``app`` inside the with block."""
    config = uvicorn.Config(
        app,
        lifespan="off",
        log_config=None,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=5,
        **options,
    )
    server = _Server(config, drain=drain or Drain(), notice_s=notice_s)
    listening = socket.create_server(("127.0.0.1", 0))
    thread = Thread(target=lambda: asyncio.run(server.serve(sockets=[listening])), daemon=True)
    thread.start()
    try:
        if not server.is_ready.wait(10):
            raise TimeoutError("the server did not start")
        yield Served(listening.getsockname()[1], server)
    finally:
        server.should_exit = True
        thread.join(20)

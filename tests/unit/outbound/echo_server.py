"""A server on several addresses of one port that says which of them was reached, and as whom."""

import asyncio
import json
import socket
import ssl
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any
from urllib.parse import unquote

LOOPBACKS = ("127.0.0.1", "127.0.0.2", "127.1.2.3", "::1")


@dataclass(slots=True)
class Echo:
    """``/go/<url>`` redirects to the url; everything else answers with what arrived where."""

    port: int
    hosts: list[str] = field(default_factory=list)
    server_names: list[str | None] = field(default_factory=list)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request and close, so that the next one connects anew."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()
            return
        path = head.split(" ")[1]
        host = next(x[5:].strip() for x in head.split("\r\n") if x.lower().startswith("host:"))
        self.hosts.append(host)
        local = writer.get_extra_info("sockname")[0]
        writer.write(_response(path, {"host": host, "local": local, "path": path}))
        writer.close()


@contextmanager
def echo_server(
    addresses: Sequence[str] = LOOPBACKS, tls: ssl.SSLContext | None = None
) -> Iterator[Echo]:
    """Serve on every address, at one port, while the block runs."""
    sockets = _sockets(addresses)
    echo = Echo(int(sockets[0].getsockname()[1]))
    if tls is not None:
        tls.sni_callback = lambda _, name, __: echo.server_names.append(name)
    started, loop = Event(), asyncio.new_event_loop()
    stop = asyncio.Event()

    async def serve() -> None:
        servers = [await asyncio.start_server(echo.answer, sock=x, ssl=tls) for x in sockets]
        started.set()
        await stop.wait()
        for server in servers:
            server.close()

    thread = Thread(target=_run, args=(loop, serve()), daemon=True)
    thread.start()
    started.wait()
    try:
        yield echo
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()


def has_ipv6() -> bool:
    """Say whether this machine has the address ::1."""
    try:
        with socket.socket(socket.AF_INET6) as tried:
            tried.bind(("::1", 0))
    except OSError:
        return False
    return True


def _run(loop: asyncio.AbstractEventLoop, serving: Coroutine[Any, Any, None]) -> None:
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(serving)


def _sockets(addresses: Sequence[str]) -> list[socket.socket]:
    sockets: list[socket.socket] = []
    for address in addresses:
        if ":" in address and not has_ipv6():
            continue
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        port = sockets[0].getsockname()[1] if sockets else 0
        opened = socket.socket(family)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((address, port))
        opened.listen()
        sockets.append(opened)
    return sockets


def _response(path: str, value: dict[str, str]) -> bytes:
    body = json.dumps(value).encode()
    status, more = "200 OK", ""
    if path.startswith("/go/"):
        status, more = "302 Found", f"Location: {unquote(path[4:])}\r\n"
    head = f"HTTP/1.1 {status}\r\n{more}Content-Type: application/json\r\nConnection: close\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode("latin-1") + body

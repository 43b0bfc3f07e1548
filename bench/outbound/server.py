"""A server that costs little, in a process of its own: ``python -m bench.outbound.server``.

It prints its port. Paths: ``/small``, ``/slow`` (100 ms); ``/large``, ``/chunked`` and ``/bomb``
have 1 GB each.
"""

import asyncio
import gzip
import sys
from functools import cache
from typing import cast

import uvloop

GIGABYTE = 1_000_000_000
_BODY = b'{"id": 4711, "status": "paid", "lines": [' + b'{"sku": "A-1", "n": 1},' * 8 + b"{}]}"
_SMALL = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nServer: bench\r\n"
    b"Date: Thu, 01 Jan 1970 00:00:00 GMT\r\nContent-Length: %d\r\n\r\n%b" % (len(_BODY), _BODY)
)
_PIECE = bytes(1_000_000)
_HEADS = {
    b"/large": b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % GIGABYTE,
    b"/chunked": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
    b"/bomb": b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n",
}


class _Answering(asyncio.Protocol):
    """Answers whole requests without a body; more the benchmark does not send."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's are not derived from it
        self._writable = asyncio.Event()
        self._writable.set()
        self._tasks: set[asyncio.Task[None]] = set()

    def data_received(self, data: bytes) -> None:
        path = data.split(b" ", 2)[1]
        if path == b"/small":
            self._transport.write(_SMALL)
        elif path == b"/slow":
            asyncio.get_running_loop().call_later(0.1, self._transport.write, _SMALL)
        else:
            task = asyncio.ensure_future(self._stream(path))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def pause_writing(self) -> None:
        self._writable.clear()

    def resume_writing(self) -> None:
        self._writable.set()

    def connection_lost(self, exc: Exception | None) -> None:
        for task in self._tasks:
            task.cancel()

    async def _stream(self, path: bytes) -> None:
        self._transport.write(_HEADS[path])
        piece = _bomb() if path == b"/bomb" else _PIECE
        if path == b"/chunked":
            piece = b"%x\r\n%b\r\n" % (len(piece), piece)
        for _ in range(1 if path == b"/bomb" else GIGABYTE // len(_PIECE)):
            await self._writable.wait()
            self._transport.write(piece)
        self._transport.close()


@cache
def _bomb() -> bytes:
    return gzip.compress(bytes(GIGABYTE))


async def _main() -> None:
    _bomb()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(_Answering, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(_main())

"""Sends the head of an answer together with its body: one packet and one system call for both.

A head alone, as of a stream that has nothing to say yet, goes out a turn of the event loop later.
"""

import asyncio

_HEAD = b"HTTP/1.1 "
_MOST_JOINED = 64 * 1024
"""What is longer is not worth a copy."""


class HeldHead:
    """What answers on one connection are written to."""

    __slots__ = ("_head", "_loop", "_transport")

    def __init__(self, loop: asyncio.AbstractEventLoop, transport: asyncio.Transport) -> None:
        self._loop = loop
        self._transport = transport
        self._head = b""

    def write(self, data: bytes) -> None:
        """Send a part of an answer; a head waits for what comes next."""
        if self._head and len(data) <= _MOST_JOINED:
            data, self._head = self._head + data, b""
        elif self._head:
            self.flush()
        elif data.startswith(_HEAD):
            self._head = data
            self._loop.call_soon(self.flush)
            return
        self._transport.write(data)

    def is_closing(self) -> bool:
        """Whether nothing more arrives at the client."""
        return self._transport.is_closing()

    def close(self) -> None:
        """Send what waits, and close the connection."""
        self.flush()
        self._transport.close()

    def flush(self) -> None:
        """Send what waits; to a client that has left, nothing."""
        if self._head and not self._transport.is_closing():
            self._transport.write(self._head)
        self._head = b""

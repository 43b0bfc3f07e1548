"""A load generator that takes little of the machine: raw HTTP/1.1, one protocol a connection.

Like ``bench.http.client``, without streams in between, and over several ports.
"""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from bench.http.client import Load, Request

Make = Callable[[int], Request]
_BEGIN_OF_BODY = b"\r\n\r\n"
_LENGTH = b"content-length: "


class UnexpectedAnswer(Exception):
    """Something else than what is measured was answered."""


@dataclass(frozen=True, slots=True)
class Order:
    """What all clients do together. ``numbers``: of the requests, until there are no more."""

    make: Make
    numbers: Iterator[int]
    until: float
    expected: bytes
    times: list[float]


async def drive(
    ports: Sequence[int],
    make: Make,
    *,
    clients: int,
    status: int,
    seconds: float = 600.0,
    count: int = 10**9,
) -> Load:
    """Send requests over ``clients`` connections until time, or ``count`` requests, are over."""
    times: list[float] = []
    started = time.perf_counter()
    expected = f"HTTP/1.1 {status} ".encode()
    order = Order(make, iter(range(count)), started + seconds, expected, times)
    await asyncio.gather(*(_client(ports[each % len(ports)], order) for each in range(clients)))
    return Load(time.perf_counter() - started, times)


async def _client(port: int, order: Order) -> None:
    loop = asyncio.get_running_loop()
    _, client = await loop.create_connection(lambda: _Client(order, loop), "127.0.0.1", port)
    await client.is_over


class _Client(asyncio.Protocol):
    """One connection: sends a request when the answer to the one before is there."""

    def __init__(self, order: Order, loop: asyncio.AbstractEventLoop) -> None:
        self._order = order
        self.is_over: asyncio.Future[None] = loop.create_future()
        self._received = b""
        self._sent_at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._send()

    def data_received(self, data: bytes) -> None:
        self._received = received = self._received + data if self._received else data
        length = answer_length(received)
        if length is None or len(received) < length:
            return
        self._order.times.append(time.perf_counter() - self._sent_at)
        self._received = b""
        if received.startswith(self._order.expected):
            self._send()
        else:
            self._end(UnexpectedAnswer(received[:500].decode(errors="replace")))

    def connection_lost(self, exc: Exception | None) -> None:
        self._end(UnexpectedAnswer("the connection was closed"))

    def _send(self) -> None:
        number = next(self._order.numbers, None)
        self._sent_at = time.perf_counter()
        if number is None or self._sent_at >= self._order.until:
            self._end(None)
        else:
            self._transport.write(self._order.make(number))

    def _end(self, error: Exception | None) -> None:
        if self.is_over.done():
            return
        if error is None:
            self.is_over.set_result(None)
        else:
            self.is_over.set_exception(error)
        self._transport.close()


def answer_length(received: bytes) -> int | None:
    r"""Return how long the whole answer is, None while its headers are not all there.

    >>> answer_length(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{"), answer_length(b"HTTP/1.1 ")
    (40, None)
    """
    body = received.find(_BEGIN_OF_BODY)
    if body < 0:
        return None
    at = received.find(_LENGTH, 0, body)
    if at < 0:
        return body + len(_BEGIN_OF_BODY)
    end = received.find(b"\r", at)
    return body + len(_BEGIN_OF_BODY) + int(received[at + len(_LENGTH) : end])

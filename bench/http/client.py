"""A load generator that costs little: raw HTTP/1.1 over kept-alive connections, one at a time each.

A library's client would take more of the two cores than the server that is measured.
"""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import orjson

Request = bytes


@dataclass(frozen=True, slots=True)
class Load:
    """What a number of clients saw. ``times_s``: one for each answer, unsorted."""

    seconds: float
    times_s: Sequence[float] = field(repr=False)

    @property
    def per_second(self) -> float:
        return len(self.times_s) / self.seconds

    def percentile_ms(self, percent: float) -> float:
        """Return the time within which this part of the answers came."""
        ordered = sorted(self.times_s)
        return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))] * 1_000


def request(method: str, path: str, token: str, body: object = None) -> Request:
    """Return a whole request as it goes over the wire."""
    content = b"" if body is None else orjson.dumps(body)
    head = (
        f"{method} {path} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer {token}\r\n"
        f"content-length: {len(content)}\r\ncontent-type: application/json\r\n\r\n"
    )
    return head.encode() + content


async def load(
    port: int,
    make: Callable[[int], Request],
    *,
    clients: int,
    seconds: float,
    status: int,
    count: int | None = None,
) -> Load:
    """Send requests over ``clients`` connections until time, or ``count`` requests, are over."""
    times: list[float] = []
    started = time.perf_counter()
    until = started + seconds
    numbers = iter(range(count if count is not None else 10**9))
    async with asyncio.TaskGroup() as tasks:
        for _ in range(clients):
            tasks.create_task(_client(port, make, numbers, until=until, status=status, times=times))
    return Load(time.perf_counter() - started, times)


async def _client(
    port: int,
    make: Callable[[int], Request],
    numbers: Iterator[int],
    *,
    until: float,
    status: int,
    times: list[float],
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    expected = f"HTTP/1.1 {status} ".encode()
    for number in numbers:
        sent = time.perf_counter()
        if sent >= until:
            break
        writer.write(make(number))
        await _read_answer(reader, expected)
        times.append(time.perf_counter() - sent)
    writer.close()


async def _read_answer(reader: asyncio.StreamReader, expected: bytes) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
    body = await reader.readexactly(length)
    if not head.startswith(expected):
        raise ValueError(f"unexpected answer: {head[:60]!r} {body[:300]!r}")

"""Bodies: how large, how slow, how long by their headers."""

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar

import pytest
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from tests.unit.web.asking import Asked, Echo, ask, scope_of
from tests.unit.web.serving import read_to_end, served
from thaiyyal.testing.virtual_time import run_in_virtual_time
from thaiyyal.web.middleware.bodies import (
    BadLength,
    BodyLimit,
    BodyTooLarge,
    BodyTooSlow,
    bounded_receive,
    check_declared_length,
    declared_length,
)

T = TypeVar("T")


def _arriving(parts: Sequence[tuple[float, bytes]]) -> Receive:
    """Return a ``receive`` whose parts come after so many seconds each, then a hang-up."""
    left = list(parts)

    async def receive() -> Message:
        if not left:
            await asyncio.sleep(3_600)
            return {"type": "http.disconnect"}
        wait, body = left.pop(0)
        await asyncio.sleep(wait)
        return {"type": "http.request", "body": body, "more_body": bool(left)}

    return receive


def _read(parts: Sequence[tuple[float, bytes]], *, max_bytes: int = 10) -> bytes:
    async def reading() -> bytes:
        receive = bounded_receive(
            _arriving(parts), max_bytes=max_bytes, timeout_s=30, chunk_timeout_s=10
        )
        return await Request(scope_of(method="POST"), receive).body()

    return run_in_virtual_time(reading())


def _raised_by(work: Coroutine[Any, Any, T]) -> type[BaseException] | None:
    async def catching() -> type[BaseException] | None:
        try:
            await work
        except (BodyTooLarge, BodyTooSlow, TimeoutError) as error:
            return type(error)
        return None

    return run_in_virtual_time(catching())


def test_a_body_at_the_limit_is_read_whole() -> None:
    assert _read([(0, b"12345"), (0, b"67890")]) == b"1234567890"


@pytest.mark.parametrize("parts", [[b"12345678901"], [b"1234567890", b"1"]], ids=["one", "two"])
def test_a_body_above_the_limit_is_refused(parts: list[bytes]) -> None:
    with pytest.raises(BodyTooLarge, match="10 bytes at most"):
        _read([(0, part) for part in parts])


def test_nothing_is_read_after_the_part_that_is_too_much() -> None:
    read: list[bytes] = []

    async def endless() -> Message:
        read.append(b"123456")
        return {"type": "http.request", "body": b"123456", "more_body": True}

    async def reading() -> None:
        receive = bounded_receive(endless, max_bytes=10, timeout_s=1)
        await Request(scope_of(), receive).body()

    with pytest.raises(BodyTooLarge):
        asyncio.run(reading())
    assert len(read) == 2


def test_parts_may_take_their_time() -> None:
    assert _read([(9, b"a"), (9, b"b"), (9, b"c")]) == b"abc"


def test_a_part_that_does_not_come_is_refused() -> None:
    with pytest.raises(BodyTooSlow):
        _read([(9, b"a"), (11, b"b")])


def test_a_body_that_trickles_is_refused_in_the_end() -> None:
    with pytest.raises(BodyTooSlow):
        _read([(9, b"a"), (9, b"b"), (9, b"c"), (9, b"d")])


def test_waiting_for_the_client_to_leave_has_no_limit() -> None:
    async def staying() -> str:
        receive = bounded_receive(_arriving([(0, b"a")]), max_bytes=1, timeout_s=1)
        await receive()
        return str((await receive())["type"])

    assert run_in_virtual_time(staying()) == "http.disconnect"


def test_a_timeout_of_the_application_is_not_taken_for_a_slow_body() -> None:
    async def impatient() -> None:
        receive = bounded_receive(_arriving([(5, b"a")]), max_bytes=1, timeout_s=30)
        async with asyncio.timeout(1):
            await receive()

    assert _raised_by(impatient()) is TimeoutError


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ([], 0),
        ([("Content-Length", "0")], 0),
        ([("Content-Length", "12")], 12),
        ([("Transfer-Encoding", "chunked")], None),
        ([("Transfer-Encoding", "Chunked")], None),
    ],
)
def test_headers_say_how_long_a_body_is(
    headers: list[tuple[str, str]], expected: int | None
) -> None:
    assert declared_length(Headers(scope=scope_of(headers=headers))) == expected


CONTRADICTIONS = [
    [("Content-Length", "1"), ("Content-Length", "2")],
    [("Content-Length", "1"), ("Content-Length", "1")],
    [("Content-Length", "1, 1")],
    [("Content-Length", "-1")],
    [("Content-Length", "+1")],
    [("Content-Length", "1.0")],
    [("Content-Length", "0x10")],
    [("Content-Length", "1_0")],
    [("Content-Length", "²")],
    [("Content-Length", "")],
    [("Content-Length", "9" * 19)],
    [("Content-Length", "1"), ("Transfer-Encoding", "chunked")],
    [("Transfer-Encoding", "gzip, chunked")],
    [("Transfer-Encoding", "identity")],
    [("Transfer-Encoding", "chunked"), ("Transfer-Encoding", "chunked")],
]


@pytest.mark.parametrize("headers", CONTRADICTIONS, ids=str)
def test_lengths_that_can_be_read_in_two_ways_are_refused(headers: list[tuple[str, str]]) -> None:
    with pytest.raises(BadLength):
        declared_length(Headers(scope=scope_of(headers=headers)))


@pytest.mark.parametrize(("length", "refused"), [("10", False), ("11", True)])
def test_a_declared_length_is_checked_at_the_limit(length: str, *, refused: bool) -> None:
    headers = Headers(scope=scope_of(headers=[("Content-Length", length)]))

    async def check() -> None:
        check_declared_length(headers, max_bytes=10)

    assert (_raised_by(check()) is BodyTooLarge) == refused


def _asked(headers: list[tuple[str, str]], *, echo: Echo | None = None) -> Asked:
    app = BodyLimit(echo or Echo(), max_bytes=100_000, max_header_bytes=200)
    return ask(app, scope_of(method="POST", headers=headers))


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ([("Content-Length", "100001")], 413, "body_too_large"),
        ([("Content-Length", "x")], 400, "bad_request"),
        ([("X-Large", "a" * 194)], 431, "headers_too_large"),
        ([(f"X-{at}", "a" * 10) for at in range(20)], 431, "headers_too_large"),
    ],
    ids=["large", "bad", "one header", "many headers"],
)
def test_a_request_is_refused_by_its_headers(
    headers: list[tuple[str, str]], status: int, code: str
) -> None:
    echo = Echo()

    asked = _asked(headers, echo=echo)

    assert (asked.status, asked.json["code"]) == (status, code)
    assert asked.headers["connection"] == "close"
    assert echo.scopes == []


@pytest.mark.parametrize("headers", [[("Content-Length", "100000")], [("X-Large", "a" * 193)]])
def test_a_request_at_the_limit_passes(headers: list[tuple[str, str]]) -> None:
    assert _asked(headers).status == 200


@pytest.mark.parametrize(
    ("headers", "closes"),
    [
        ([], False),
        ([("Content-Length", "65536")], False),
        ([("Content-Length", "65537")], True),
        ([("Transfer-Encoding", "chunked")], True),
    ],
    ids=["none", "small", "large", "unknown"],
)
def test_a_connection_is_closed_rather_than_an_unwanted_body_read(
    headers: list[tuple[str, str]], *, closes: bool
) -> None:
    assert (_asked(headers).headers.get("connection") == "close") == closes


async def _reader(scope: Scope, receive: Receive, send: Send) -> None:
    body = await Request(scope, receive).body()
    await PlainTextResponse(str(len(body)))(scope, receive, send)


def test_a_connection_whose_body_was_read_stays_open() -> None:
    headers = [("Transfer-Encoding", "chunked")]
    app = BodyLimit(_reader, max_bytes=100)

    asked = ask(app, scope_of(method="POST", headers=headers), body=[b"abc", b"de"])

    assert asked.body == b"5"
    assert "connection" not in asked.headers


def test_a_real_server_refuses_a_large_body_before_it_is_sent() -> None:
    with served(BodyLimit(_reader, max_bytes=100)) as server:
        answer = server.send(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 101\r\n\r\n")

    assert answer.startswith(b"HTTP/1.1 413 ")


def test_a_real_server_closes_on_chunks_that_nobody_reads() -> None:
    with served(BodyLimit(Echo(), max_bytes=100)) as server, server.connect() as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n")
        answer = read_to_end(connection)

    assert answer.startswith(b"HTTP/1.1 200 ")
    assert b"connection: close" in answer


@pytest.mark.parametrize(
    "headers",
    [
        b"Content-Length: 1\r\nContent-Length: 2",
        b"Content-Length: 1\r\nTransfer-Encoding: chunked",
        b"Transfer-Encoding: gzip, chunked",
        b"Content-Length: +1",
    ],
)
def test_a_real_server_answers_smuggling_once_and_closes(headers: bytes) -> None:
    hidden = b"GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n"

    with served(BodyLimit(_reader, max_bytes=100)) as server:
        answer = server.send(
            b"POST / HTTP/1.1\r\nHost: x\r\n" + headers + b"\r\n\r\n0\r\n\r\n" + hidden
        )

    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1 ") == 1

"""Servers that answer badly: one clear error each, and the connection is used no more."""

import asyncio

import pytest

from tests.unit.outbound.raw_server import POLICY, answering, asked, failure, outcome, raw_server
from thaiyyal.outbound import Credential, PlainOutbound
from thaiyyal.sdk.context import Request, Response
from thaiyyal.sdk.errors import StepError

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
GOOD = OK + b"Content-Length: 4\r\n\r\ngood"

BAD = [
    ("nothing", b"", "connect_error"),
    ("ssh", b"SSH-2.0-OpenSSH\r\n\r\n", "invalid_response"),
    ("HTTP 0.9", b"<html>hello</html>", "invalid_response"),
    ("HTTP 2", b"\x00\x00\x12\x04\x00\x00\x00\x00\x00", "invalid_response"),
    ("TLS alert", b"\x15\x03\x01\x00\x02\x02\x46", "invalid_response"),
    ("body cut off", OK + b"Content-Length: 10\r\n\r\nabc", "connect_error"),
    ("chunk cut off", CHUNKED + b"5\r\nab", "connect_error"),
    ("no last chunk", CHUNKED + b"5\r\nabcde\r\n", "connect_error"),
    ("chunk size is text", CHUNKED + b"xyz\r\nabcde\r\n0\r\n\r\n", "invalid_response"),
    ("chunk size is negative", CHUNKED + b"-5\r\nabcde\r\n0\r\n\r\n", "invalid_response"),
    ("chunk size is endless", CHUNKED + b"f" * 40 + b"\r\nabcde", "invalid_response"),
    ("chunk longer than told", CHUNKED + b"2\r\nabcde\r\n0\r\n\r\n", "invalid_response"),
    ("two lengths", OK + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", "invalid_response"),
    ("list of lengths", OK + b"Content-Length: 3, 3\r\n\r\nabc", "invalid_response"),
    (
        "length and chunks",
        OK + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
        "invalid_response",
    ),
    ("negative length", OK + b"Content-Length: -3\r\n\r\nabc", "invalid_response"),
    ("signed length", OK + b"Content-Length: +3\r\n\r\nabc", "invalid_response"),
    ("length is text", OK + b"Content-Length: abc\r\n\r\nabc", "invalid_response"),
    ("endless length", OK + b"Content-Length: " + b"9" * 30 + b"\r\n\r\nabc", "invalid_response"),
    (
        "packed on the way",
        OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "invalid_response",
    ),
    ("header without colon", OK + b"Header\r\n\r\n", "invalid_response"),
    ("blank before colon", OK + b"Content-Length : 3\r\n\r\nabc", "invalid_response"),
    ("NUL in a header", OK + b"X-A: a\0b\r\nContent-Length: 0\r\n\r\n", "invalid_response"),
    ("CR in a header", OK + b"X-A: a\rb\r\nContent-Length: 0\r\n\r\n", "invalid_response"),
    ("status of two digits", b"HTTP/1.1 99 X\r\n\r\n", "invalid_response"),
    ("status of four digits", b"HTTP/1.1 1000 X\r\n\r\n", "invalid_response"),
    ("status is text", b"HTTP/1.1 abc X\r\n\r\n", "invalid_response"),
    ("another protocol", b"HTTP/1.1 101 S\r\nUpgrade: x\r\n\r\n", "invalid_response"),
    ("interim for ever", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 5_000, "invalid_response"),
    ("many headers", OK + b"X-A: b\r\n" * 129 + b"\r\n", "response_too_large"),
    ("headers for ever", OK + b"X-A: b\r\n" * 50_000, "response_too_large"),
    ("long header", OK + b"X-A: " + b"a" * 20_000 + b"\r\n\r\n", "response_too_large"),
    ("long name", OK + b"X" * 2_000_000, "response_too_large"),
    ("long reason", b"HTTP/1.1 200 " + b"O" * 2_000_000, "response_too_large"),
    ("many trailers", CHUNKED + b"0\r\n" + b"X-A: b\r\n" * 50_000, "response_too_large"),
    ("long trailer", CHUNKED + b"0\r\nX-A: " + b"b" * 2_000_000, "response_too_large"),
    (
        "no gzip",
        OK + b"Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
        "invalid_response",
    ),
]


@pytest.mark.parametrize(
    ("sent", "code"), [case[1:] for case in BAD], ids=[case[0] for case in BAD]
)
def test_a_bad_answer_is_one_clear_error(sent: bytes, code: str) -> None:
    async def main() -> StepError:
        async with raw_server(answering(sent)) as port:
            return await failure(Request("GET", f"http://127.0.0.1:{port}/"))

    error = asyncio.run(main())

    assert error.code == code
    assert error.message


FINE = [
    ("until the end", OK + b"\r\ngood"),
    ("HTTP 1.0", b"HTTP/1.0 200 OK\r\n\r\ngood"),
    ("interim answers", b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 X\r\n\r\n" + GOOD),
    ("chunk extensions", CHUNKED + b"4;a=b;c\r\ngood\r\n0;d\r\n\r\n"),
    ("long chunk extension", CHUNKED + b"4;" + b"a" * 1_000_000 + b"\r\ngood\r\n0\r\n\r\n"),
    ("trailers", CHUNKED + b"4\r\ngood\r\n0\r\nX-A: b\r\n\r\n"),
    ("128 headers", OK + b"X-A: b\r\n" * 127 + b"Content-Length: 4\r\n\r\ngood"),
]


@pytest.mark.parametrize("sent", [case[1] for case in FINE], ids=[case[0] for case in FINE])
def test_an_unusual_answer_is_read(sent: bytes) -> None:
    async def main() -> Response | StepError:
        async with raw_server(answering(sent)) as port:
            return await outcome(Request("GET", f"http://127.0.0.1:{port}/"))

    found = asyncio.run(main())

    assert isinstance(found, Response)
    assert found.body == b"good"


def test_headers_that_are_no_utf_8_become_text_all_the_same() -> None:
    headers = b"X-Old: caf\xe9\r\nX-New: caf\xc3\xa9\r\n"

    async def main() -> Response | StepError:
        async with raw_server(answering(OK + headers + b"Content-Length: 0\r\n\r\n")) as port:
            return await outcome(Request("GET", f"http://127.0.0.1:{port}/"))

    found = asyncio.run(main())

    assert isinstance(found, Response)
    assert (found.headers["x-old"], found.headers["x-new"]) == ("café", "café")


async def twice(port: int, method: str = "GET") -> list[bytes | str]:
    """Send two requests over one client and return the bodies, or codes of errors."""
    client, seen = PlainOutbound(), list[bytes | str]()
    request = Request(method, f"http://127.0.0.1:{port}/")
    for _ in range(2):
        try:
            response = await client.exchange(request, policy=POLICY, credential=Credential())
            seen.append(response.body)
        except StepError as error:
            seen.append(error.code)
    await client.aclose()
    return seen


def test_an_answer_too_many_is_not_kept_for_the_next_request() -> None:
    connections = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        await asked(reader)
        writer.write(GOOD + OK + b"Content-Length: 4\r\n\r\nevil")
        await reader.read()

    async def main() -> list[bytes | str]:
        async with raw_server(serve) as port:
            return await twice(port)

    assert asyncio.run(main()) == [b"good", b"good"]
    assert connections == 2


@pytest.mark.parametrize("extra", [OK, b"HTTP/1.1 2", b"garbage\r\n\r\n", b"x"])
def test_a_kept_connection_that_speaks_unasked_is_dropped(extra: bytes) -> None:
    async def main() -> bytes:
        kept, dropped = asyncio.Event(), asyncio.Event()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            is_first = not kept.is_set()
            await asked(reader)
            writer.write(GOOD)
            await kept.wait()
            if is_first:
                writer.write(extra)
            try:
                await reader.read()
            finally:
                dropped.set()

        async with raw_server(serve) as port:
            client = PlainOutbound()
            request = Request("GET", f"http://127.0.0.1:{port}/")
            await client.exchange(request, policy=POLICY, credential=Credential())
            kept.set()
            await dropped.wait()
            response = await client.exchange(request, policy=POLICY, credential=Credential())
            await client.aclose()
        return response.body

    assert asyncio.run(main()) == b"good"


@pytest.mark.parametrize(
    ("method", "expected"),
    [("GET", [b"good", b"good"]), ("HEAD", [b"", b""]), ("PUT", [b"good", "connect_error"])],
)
def test_only_what_reads_is_sent_again_over_a_new_connection(
    method: str, expected: list[bytes | str]
) -> None:
    heads: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        is_first = not heads
        heads.append(await asked(reader))
        writer.write(OK + b"Content-Length: 4\r\n\r\n" + (b"" if method == "HEAD" else b"good"))
        await writer.drain()
        if is_first:
            heads.append(await asked(reader))  # and hang up without an answer

    async def main() -> list[bytes | str]:
        async with raw_server(serve) as port:
            return await twice(port, method)

    assert asyncio.run(main()) == expected
    assert len(heads) == (2 if method == "PUT" else 3)


def test_cancelling_closes_the_connection() -> None:
    async def main() -> bytes:
        closed, begun = asyncio.Event(), asyncio.Event()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await asked(reader)
            writer.write(OK + b"Content-Length: 100\r\n\r\nabc")
            await writer.drain()
            begun.set()
            rest.append(await reader.read())
            closed.set()

        rest: list[bytes] = []
        async with raw_server(serve) as port:
            client = PlainOutbound()
            request = Request("GET", f"http://127.0.0.1:{port}/")
            task = asyncio.create_task(
                client.exchange(request, policy=POLICY, credential=Credential())
            )
            await begun.wait()
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await closed.wait()
            await client.aclose()
        return rest[0]

    assert asyncio.run(main()) == b""

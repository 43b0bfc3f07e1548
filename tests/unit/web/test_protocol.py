"""Connections that never get to a request: ended, and bounded in what they may send."""

import itertools
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from tests.unit.web.serving import Served, read_to_end, read_until, served
from thaiyyal.web.protocol import ImpatientProtocol

REQUEST = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


class _Quick(ImpatientProtocol):
    head_timeout_s = 0.2
    max_head_bytes = 1_000


async def _length(scope: Scope, receive: Receive, send: Send) -> None:
    body = await Request(scope, receive).body()
    await PlainTextResponse(f"read {len(body)}")(scope, receive, send)


async def _careless(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("unread")(scope, receive, send)


@contextmanager
def _served(app: object = _length) -> Iterator[Served]:
    with served(app, http=_Quick, timeout_keep_alive=60) as server:  # type: ignore[arg-type]
        yield server


@pytest.mark.parametrize("sent", [b"", b"\r\n", b"GET / HT", REQUEST[:-2]], ids=repr)
def test_a_request_whose_headers_do_not_end_is_given_up(sent: bytes) -> None:
    with _served() as server:
        assert server.send(sent) == b""


def test_headers_that_trickle_do_not_put_the_end_off() -> None:
    with _served() as server, server.connect() as connection:
        trickle = itertools.chain([b"GET / HTTP/1.1\r\n"], itertools.repeat(b"a:b\r\n"))

        sent = _send_until_closed(connection, trickle)

    assert sent > 0


def _send_until_closed(connection: socket.socket, parts: Iterator[bytes]) -> int:
    """Send a part whenever nothing came for a while; return how many until it was closed."""
    connection.settimeout(0.05)
    for at, part in enumerate(itertools.islice(parts, 150)):
        try:
            connection.sendall(part)
            if connection.recv(1) == b"":
                return at
        except TimeoutError:
            continue
        except ConnectionError:
            return at
    raise TimeoutError("the connection was never closed")


def test_a_next_request_whose_headers_do_not_end_is_given_up() -> None:
    with _served() as server, server.connect() as connection:
        connection.sendall(REQUEST)
        read_until(connection, b"read 0")
        connection.sendall(REQUEST[:-2])

        assert read_to_end(connection) == b""


def test_a_rest_of_a_body_that_trickles_after_the_answer_is_given_up() -> None:
    with _served(_careless) as server, server.connect() as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n")
        read_until(connection, b"unread")
        connection.sendall(b"a")

        assert read_to_end(connection) == b""


def test_headers_without_an_end_are_refused_when_they_get_too_large() -> None:
    with _served() as server:
        answer = server.send(b"GET / HTTP/1.1\r\nX: " + b"a" * 2_000)

    assert answer.startswith(b"HTTP/1.1 431 ")


def test_a_body_is_not_taken_for_headers() -> None:
    body = b"a" * 50_000
    head = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 50000\r\n\r\n"

    with _served() as server, server.connect() as connection:
        connection.sendall(head)
        connection.sendall(body)
        first = read_until(connection, b"read 50000")
        connection.sendall(head + body + REQUEST)
        second = read_until(connection, b"read 0")

    assert first.startswith(b"HTTP/1.1 200 ")
    assert second.count(b"HTTP/1.1 200 ") == 2

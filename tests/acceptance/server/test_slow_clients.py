"""Clients that send or read too slowly are let go, so that nobody holds a connection for ever."""

import itertools
import socket
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.acceptance.server.process import Server, read_to_end, started, until
from tests.acceptance.server.wire import head, replies_in
from thaiyyal.testing.postgres import temporary_folder

JSON = {"Content-Type": "application/json"}
LOGIN = "/api/v1/auth/login"
START = b"GET /health HTTP/1.1\r\nHost: x\r\n"


@pytest.fixture(scope="module")
def impatient(database_url: str) -> Iterator[Server]:
    settings = {
        "SERVER__HEADER_TIMEOUT_S": "0.5",
        "SERVER__BODY_TIMEOUT_S": "0.5",
        "SERVER__SEND_TIMEOUT_S": "0.5",
        "SERVER__KEEP_ALIVE_S": "1",
    }
    with temporary_folder() as folder, started(folder, database_url, **settings) as server:
        yield server


@pytest.mark.parametrize("sent", [b"", b"\r\n", b"GE", START], ids=repr)
def test_a_head_that_does_not_end_ends_the_connection(impatient: Server, sent: bytes) -> None:
    assert impatient.send(sent) == []


def test_a_head_that_trickles_ends_the_connection_too(impatient: Server) -> None:
    with impatient.connect() as connection:
        connection.settimeout(0.05)
        sent = itertools.chain([START], itertools.repeat(b"a:b\r\n", 150))

        assert any(_is_closed_after(connection, part) for part in sent)


def _is_closed_after(connection: socket.socket, part: bytes) -> bool:
    try:
        connection.sendall(part)
        return connection.recv(1) == b""
    except TimeoutError:
        return False
    except ConnectionError:
        return True


@pytest.mark.parametrize("rest", [b"", b"{"], ids=repr)
def test_a_body_that_does_not_end_is_told_so(impatient: Server, rest: bytes) -> None:
    fields = {**JSON, "Content-Length": "1000"}

    answers = impatient.send(head("POST", LOGIN, fields) + rest)

    assert [(answer.status, answer.code) for answer in answers] == [(408, "body_too_slow")]
    assert answers[0].headers["connection"] == "close"


def test_chunks_that_do_not_end_are_told_so(impatient: Server) -> None:
    fields = {**JSON, "Transfer-Encoding": "chunked"}

    answers = impatient.send(head("POST", LOGIN, fields) + b"1\r\n{\r\n")

    assert [(answer.status, answer.code) for answer in answers] == [(408, "body_too_slow")]


def test_a_connection_that_nobody_uses_is_closed(impatient: Server) -> None:
    with impatient.connect() as connection:
        connection.sendall(START + b"\r\n")

        answers = replies_in(read_to_end(connection))

    assert [answer.status for answer in answers] == [200]
    assert answers[0].headers.get("connection") is None


@pytest.mark.parametrize("end", [{}, {"Connection": "close"}], ids=["open", "last"])
def test_a_client_that_does_not_read_is_let_go(impatient: Server, end: dict[str, str]) -> None:
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        connection.connect(("127.0.0.1", impatient.port))
        document = head("GET", "/api/v1/openapi.json")
        with suppress(ConnectionError):
            connection.sendall(document * 30 + head("GET", "/api/v1/openapi.json", end))
        port, first = connection.getsockname()[1], connection.recv(1)

        until(lambda: not impatient.holds(port))
        taken = len(first + read_to_end(connection))

    assert taken < 31 * len(impatient.ask("GET", "/api/v1/openapi.json").body)


def test_others_are_served_meanwhile(impatient: Server) -> None:
    with impatient.connect() as connection:
        connection.sendall(START)

        assert impatient.ask("GET", "/health").status == 200

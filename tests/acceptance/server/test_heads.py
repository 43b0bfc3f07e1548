"""Heads of requests on real sockets: what is refused, up to which size, and never misread."""

import pytest

from tests.acceptance.server.process import Server, read_to_end
from tests.acceptance.server.wire import CLOSE, Reply, chunks, head, replies_in
from thaiyyal.web.protocol import ImpatientProtocol

HEALTH = head("GET", "/health")
LAST = head("GET", "/health", CLOSE)
MOST_BYTES, MOST_FIELDS = ImpatientProtocol.max_head_bytes, ImpatientProtocol.max_head_fields
LOGIN = "/api/v1/auth/login"
JSON = {"Content-Type": "application/json"}

MALFORMED = {
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "HTTP/0.9": b"GET /health\r\n\r\n",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "another version": b"GET /health HTTP/1.2\r\nHost: x\r\n\r\n",
    "no Host": b"GET /health HTTP/1.1\r\n\r\n",
    "two Hosts": b"GET /health HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
    "a user in Host": b"GET /health HTTP/1.1\r\nHost: a@b\r\n\r\n",
    "half an address in Host": b"GET /health HTTP/1.1\r\nHost: [::1\r\n\r\n",
    "no address in Host": b"GET /health HTTP/1.1\r\nHost: [:::1]\r\n\r\n",
    "no port in Host": b"GET /health HTTP/1.1\r\nHost: a:65536\r\n\r\n",
    "a fragment": b"GET /health#x HTTP/1.1\r\nHost: x\r\n\r\n",
    "no path": b"GET health HTTP/1.1\r\nHost: x\r\n\r\n",
    "a bare query": b"GET ?a=b HTTP/1.1\r\nHost: x\r\n\r\n",
    "a tunnel": b"CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n",
    "a method nobody knows": b"BREW /health HTTP/1.1\r\nHost: x\r\n\r\n",
    "a space before the colon": b"GET /health HTTP/1.1\r\nHost: x\r\nA : b\r\n\r\n",
    "a folded line": b"GET /health HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n",
    "bare line feeds": b"GET /health HTTP/1.1\nHost: x\n\n",
    "NUL": b"GET /health HTTP/1.1\r\nHost: x\r\nA: b\0c\r\n\r\n",
    "bytes that are no address": b"GET /\xff HTTP/1.1\r\nHost: x\r\n\r\n",
    "bytes that are no query": b"GET /health?\xff HTTP/1.1\r\nHost: x\r\n\r\n",
    "a length and chunks": head("POST", LOGIN, {"Content-Length": "3"})[:-2]
    + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "two lengths": head("POST", LOGIN, {"Content-Length": "2"})[:-2]
    + b"Content-Length: 3\r\n\r\n{}",
    "a length twice": head("POST", LOGIN, {"Content-Length": "2"})[:-2]
    + b"Content-Length: 2\r\n\r\n{}",
    "a negative length": head("POST", LOGIN, {"Content-Length": "-1"}),
    "a signed length": head("POST", LOGIN, {"Content-Length": "+2"}) + b"{}",
    "a length in hexadecimal": head("POST", LOGIN, {"Content-Length": "0x2"}) + b"{}",
    "an endless length": head("POST", LOGIN, {"Content-Length": "9" * 30}) + b"{}",
    "another encoding": head("POST", LOGIN, {"Transfer-Encoding": "gzip"}) + b"{}",
    "two encodings": head("POST", LOGIN, {"Transfer-Encoding": "gzip, chunked"}) + chunks(b"{}"),
    "no chunk": head("POST", LOGIN, {**JSON, "Transfer-Encoding": "chunked"}) + b"zz\r\n{}\r\n",
    "chunks of HTTP/1.0": head("POST", LOGIN, {"Transfer-Encoding": "chunked"}, version="1.0"),
}


@pytest.mark.parametrize("sent", MALFORMED.values(), ids=list(MALFORMED))
def test_what_is_no_request_is_refused_and_its_connection_closed(
    server: Server, sent: bytes
) -> None:
    answers = server.send(sent)

    assert [(answer.status, answer.code) for answer in answers] == [(400, "bad_request")]
    assert answers[0].headers["connection"] == "close"
    assert answers[0].json["request_id"] == answers[0].headers["x-request-id"]


GOOD = {
    "HTTP/1.0": head("GET", "/health", version="1.0"),
    "HTTP/1.0 without a Host": b"GET /health HTTP/1.0\r\n\r\n",
    "an empty Host": b"GET /health HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n",
    "an address as Host": head("GET", "/health", {"Host": "[::1]:8462", **CLOSE}),
    "a whole address": head("GET", "http://other.example/health", CLOSE),
    "a query": head("GET", "/health?a=%00&a=%ff&=&;", CLOSE),
    "another protocol": head("GET", "/health", {"Connection": "Upgrade", "Upgrade": "h2c"}),
    "a socket": head(
        "GET",
        "/health",
        {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Key": "AAAA"},
    ),
    "bytes of no alphabet": head("GET", "/health", {"X-Request-ID": "\xff", **CLOSE}),
    "an empty line before it": b"\r\n" + LAST,
}


@pytest.mark.parametrize("sent", GOOD.values(), ids=list(GOOD))
def test_what_is_a_request_is_answered_once(server: Server, sent: bytes) -> None:
    answers = server.send(sent)

    assert [(answer.status, answer.json) for answer in answers] == [(200, {"status": "alive"})]
    assert answers[0].headers["connection"] == "close"


def _of_size(size: int) -> bytes:
    """Return a request whose address, names and values have so many bytes."""
    empty = {"Host": "x", "Connection": "close", "A": ""}
    fixed = len("/health") + sum(len(name) + len(value) for name, value in empty.items())
    return head("GET", "/health", {**empty, "A": "a" * (size - fixed)})


def _of_fields(count: int) -> bytes:
    return head("GET", "/health", {**CLOSE, **{f"A{n}": "" for n in range(count - 2)}})


def _of_path(length: int) -> bytes:
    folder = "/assets/"
    return head("GET", folder + "a" * (length - len(folder)), CLOSE)


def _of_query(size: int) -> bytes:
    fixed = len("/health?") + len("Hostx") + len("Connectionclose")
    return head("GET", "/health?" + "a" * (size - fixed), {"Host": "x", **CLOSE})


@pytest.mark.parametrize(
    ("most", "beyond", "code", "allowed"),
    [
        (_of_size(MOST_BYTES), _of_size(MOST_BYTES + 1), "headers_too_large", 200),
        (_of_query(MOST_BYTES), _of_query(MOST_BYTES + 1), "headers_too_large", 200),
        (_of_fields(MOST_FIELDS), _of_fields(MOST_FIELDS + 1), "headers_too_large", 200),
        (_of_path(2_048), _of_path(2_049), "bad_path", 404),
    ],
    ids=["bytes", "bytes of a query", "fields", "path"],
)
def test_a_head_may_be_so_large_and_no_larger(
    server: Server, most: bytes, beyond: bytes, code: str, allowed: int
) -> None:
    answers = [*server.send(most), *server.send(beyond)]

    assert [answer.status for answer in answers] == [allowed, 431 if allowed == 200 else 400]
    assert answers[1].code == code


def test_a_head_without_an_end_is_refused_before_it_ends(server: Server) -> None:
    answers = server.send(b"GET /health HTTP/1.1\r\nA: " + b"a" * 1_000_000)

    assert [(answer.status, answer.code) for answer in answers] == [(431, "headers_too_large")]


def test_trailers_without_an_end_are_cut_off(server: Server) -> None:
    start = head("POST", LOGIN, {**JSON, "Transfer-Encoding": "chunked"})

    answers = server.send(start + b"2\r\n{}\r\n0\r\nA: " + b"a" * 1_000_000)

    assert [answer.status for answer in answers] == [431]


def test_a_trailer_is_no_header(server: Server, signed_in: dict[str, str]) -> None:
    path, field = "/api/v1/workflows", f"Authorization: {signed_in['Authorization']}\r\n".encode()
    start = head("POST", path, {**JSON, **CLOSE, "Transfer-Encoding": "chunked"})
    named = head("POST", LOGIN, {**CLOSE, "Transfer-Encoding": "chunked"})

    stranger = server.send(start + chunks(b'{"name": "x"}', trailers=field))
    untyped = server.send(named + chunks(b"{}", trailers=b"Content-Type: application/json\r\n"))

    assert [answer.status for answer in stranger] == [401]
    assert [answer.status for answer in untyped] == [415]


def test_a_connection_serves_one_request_after_another(server: Server) -> None:
    with server.connect() as connection:
        seen = [_one(connection.makefile("rwb"), HEALTH) for _ in range(3)]
        connection.sendall(LAST)
        last = replies_in(read_to_end(connection))

    assert seen == [b"HTTP/1.1 200 OK\r\n"] * 3
    assert [answer.status for answer in last] == [200]


def _one(stream: object, sent: bytes) -> bytes:
    """Send a request on an open connection and read its answer; return the first line of it."""
    stream.write(sent)  # type: ignore[attr-defined]
    stream.flush()  # type: ignore[attr-defined]
    lines = list(iter(stream.readline, b"\r\n"))  # type: ignore[attr-defined]
    length = next(int(one.partition(b":")[2]) for one in lines if one.startswith(b"content-length"))
    stream.read(length)  # type: ignore[attr-defined]
    return bytes(lines[0])


def test_requests_sent_together_are_answered_in_their_order(server: Server) -> None:
    most = ImpatientProtocol.max_pipelined
    sent = [head("GET", f"/health?{n}", {"X-Request-ID": str(n)}) for n in range(most)]

    answers = server.send(b"".join([*sent, head("GET", "/health", CLOSE)]))

    assert [answer.status for answer in answers] == [200] * (most + 1)
    assert [answer.headers["x-request-id"] for answer in answers[:-1]] == [
        str(n) for n in range(most)
    ]


def test_more_requests_together_than_may_wait_end_the_connection(server: Server) -> None:
    answers = server.send(HEALTH * (ImpatientProtocol.max_pipelined + 2))

    assert {answer.status for answer in answers} <= {200}
    assert len(answers) < ImpatientProtocol.max_pipelined + 2


def test_nothing_is_answered_after_the_last_request_of_a_connection(server: Server) -> None:
    answers = server.send(LAST + HEALTH)

    assert [answer.status for answer in answers] == [200]


def test_a_broken_second_request_is_not_answered_in_place_of_the_first(server: Server) -> None:
    answers = server.send(HEALTH + MALFORMED["no Host"])

    assert [answer.status for answer in answers] in ([], [200], [200, 400])


def test_an_upgrade_hides_no_second_request(server: Server) -> None:
    answers = server.send(GOOD["another protocol"] + LAST)

    assert [answer.status for answer in answers] == [200]


def test_a_body_that_is_waited_for_is_asked_for(server: Server) -> None:
    fields = {**JSON, **CLOSE, "Expect": "100-continue", "Content-Length": "2"}
    with server.connect() as connection:
        connection.sendall(head("POST", LOGIN, fields))
        asked = connection.recv(1_000)
        connection.sendall(b"{}")
        answers = replies_in(read_to_end(connection))

    assert asked == b"HTTP/1.1 100 Continue\r\n\r\n"
    assert [answer.status for answer in answers] == [422]


def test_a_body_that_is_refused_is_not_asked_for(server: Server) -> None:
    fields = {**JSON, "Expect": "100-continue", "Content-Length": "2"}

    answers = server.send(head("POST", "/api/v1/workflows", {**fields, **CLOSE}))

    assert [answer.status for answer in answers] == [401]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("OPTIONS", "/api/v1/workflows", 405),
        ("OPTIONS", "*", 400),
        ("TRACE", "/api/v1/workflows", 405),
        ("HEAD", "/api/v1/workflows", 405),
        ("PROPFIND", "/api/v1/workflows", 405),
        ("HEAD", "/assets/nowhere", 404),
        ("TRACE", "/nowhere", 404),
    ],
)
def test_other_methods_are_answered_and_echo_nothing(
    server: Server, method: str, path: str, status: int
) -> None:
    sent = head(method, path, {**CLOSE, "A": "canary", "Cookie": "canary"})

    answers: list[Reply] = server.send(sent, methods=(method,))

    assert [answer.status for answer in answers] == [status]
    assert "canary" not in f"{answers[0].headers}{answers[0].body!r}"

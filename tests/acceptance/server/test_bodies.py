"""Bodies on real sockets: up to which size and depth, of which kind, and what is no JSON."""

import json
from uuid import uuid4

import pytest

from tests.acceptance.server.process import Server, until
from tests.acceptance.server.wire import CLOSE, Reply, chunks, head
from thaiyyal.web.stack import Settings

MOST_BYTES, DEEPEST = Settings().max_body_bytes, Settings().max_json_depth
WORKFLOWS = "/api/v1/workflows"
JSON = {"Content-Type": "application/json"}


def _workflow(**more: object) -> bytes:
    node = {"id": "a", "type": "number", "data": {"value": 1}}
    value = {"name": f"w {uuid4()}", "document": {"nodes": [node], "edges": []}, **more}
    return json.dumps(value).encode()


def _padded(size: int) -> bytes:
    return _workflow().ljust(size)


def _post(server: Server, by: dict[str, str], body: bytes, kind: str | None = None) -> Reply:
    """Send a body whose length is told."""
    fields = {"Content-Type": kind or JSON["Content-Type"], "Content-Length": str(len(body))}
    return server.send(head("POST", WORKFLOWS, {**by, **CLOSE, **fields}) + body)[0]


def _post_in_chunks(server: Server, by: dict[str, str], body: bytes) -> Reply:
    fields = {**JSON, **by, **CLOSE, "Transfer-Encoding": "chunked"}
    parts = [body[at : at + 65_536] for at in range(0, len(body), 65_536)]
    return server.send(head("POST", WORKFLOWS, fields) + chunks(*parts))[0]


@pytest.mark.parametrize("post", [_post, _post_in_chunks], ids=["length told", "in chunks"])
def test_a_body_may_be_so_large_and_no_larger(
    server: Server, signed_in: dict[str, str], post: object
) -> None:
    most, beyond = (post(server, signed_in, _padded(MOST_BYTES + n)) for n in (0, 1))  # type: ignore[operator]

    assert most.status == 201
    assert (beyond.status, beyond.code) == (413, "body_too_large")
    assert beyond.headers["connection"] == "close"


def test_a_body_that_is_too_large_is_refused_before_it_comes(server: Server) -> None:
    answers = server.send(head("POST", WORKFLOWS, {**JSON, "Content-Length": str(MOST_BYTES + 1)}))

    assert [(answer.status, answer.code) for answer in answers] == [(413, "body_too_large")]


def test_a_body_of_a_stranger_is_not_waited_for(server: Server) -> None:
    answers = server.send(head("POST", WORKFLOWS, {**JSON, "Content-Length": str(MOST_BYTES)}))

    assert [answer.status for answer in answers] == [401]
    assert answers[0].headers["connection"] == "close"


@pytest.mark.parametrize(("size", "status"), [(MOST_BYTES + 1, 413), (MOST_BYTES, 401)])
def test_a_client_that_goes_on_sending_still_reads_why_it_was_refused(
    server: Server, size: int, status: int
) -> None:
    answers = [server.ask("POST", WORKFLOWS, body=b" " * size, headers=JSON) for _ in range(5)]

    assert [answer.status for answer in answers] == [status] * 5


def test_a_body_in_many_small_chunks_is_put_together(
    server: Server, signed_in: dict[str, str]
) -> None:
    body, fields = _workflow(), {**JSON, **signed_in, **CLOSE, "Transfer-Encoding": "chunked"}
    coded = chunks(*(body[at : at + 1] for at in range(len(body))), extension=b";a=b")

    answers = server.send(head("POST", WORKFLOWS, fields) + coded)

    assert [answer.status for answer in answers] == [201]


@pytest.mark.parametrize(
    "kind",
    [
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain",
        "text/json",
        "application/xml",
        "application/jsonp",
        "json",
        "",
        "*/*",
        "application/json, text/plain",
    ],
)
def test_a_body_of_another_kind_is_refused(
    server: Server, signed_in: dict[str, str], kind: str
) -> None:
    fields = {"Content-Type": kind, "Content-Length": str(len(_workflow()))}

    answers = server.send(head("POST", WORKFLOWS, {**signed_in, **CLOSE, **fields}) + _workflow())

    assert [(one.status, one.code) for one in answers] == [(415, "unsupported_media_type")]


def test_a_body_of_no_kind_is_refused(server: Server, signed_in: dict[str, str]) -> None:
    fields = {**signed_in, **CLOSE, "Content-Length": str(len(_workflow()))}

    answers = server.send(head("POST", WORKFLOWS, fields) + _workflow())

    assert [(one.status, one.code) for one in answers] == [(415, "unsupported_media_type")]


@pytest.mark.parametrize(
    "kind", ["application/json", "APPLICATION/JSON; charset=utf-8", "application/problem+json"]
)
def test_json_is_taken_by_any_of_its_names(
    server: Server, signed_in: dict[str, str], kind: str
) -> None:
    assert _post(server, signed_in, _workflow(), kind).status == 201


NO_JSON = {
    "a key twice": b'{"name": "a", "name": "a"}',
    "a key twice, spelled in two ways": b'{"name": "a", "n\\u0061me": "a"}',
    "a byte order mark": b"\xef\xbb\xbf{}",
    "UTF-16": '{"name": "a"}'.encode("utf-16"),
    "bytes that are no UTF-8": b'{"name": "\xff"}',
    "half a character": b'{"name": "\xc3"}',
    "a surrogate in UTF-8": b'{"name": "\xed\xa0\x80"}',
    "an overlong slash": b'{"name": "\xc0\xaf"}',
    "a NUL as it is": b'{"name": "a\0b"}',
    "a comma too many": b'{"name": "a",}',
    "two values": b"{} {}",
    "half of one": b'{"name": "a"',
    "a comment": b"/* x */ {}",
    "no number": b'{"name": NaN}',
    "single quotes": b"{'name': 'a'}",
    "spaces only": b"   ",
    "unpaired brackets": b"[" * 1_000_000,
}


@pytest.mark.parametrize("body", NO_JSON.values(), ids=list(NO_JSON))
def test_what_is_no_json_is_refused(server: Server, signed_in: dict[str, str], body: bytes) -> None:
    answer = _post(server, signed_in, body)

    assert (answer.status, answer.code) in {(400, "parse_error"), (422, "limit_exceeded")}


BAD_TEXTS = {
    "NUL": '"a\\u0000b"',
    "a lone surrogate": '"a\\ud800b"',
    "surrogates in the wrong order": '"\\udc00\\ud800"',
    "a number": "5",
    "too long": json.dumps("a" * 100_000),
    "a number too large for a machine": "1e999",
}


@pytest.mark.parametrize("text", BAD_TEXTS.values(), ids=list(BAD_TEXTS))
def test_a_name_that_is_none_is_refused(
    server: Server, signed_in: dict[str, str], text: str
) -> None:
    answer = _post(server, signed_in, _workflow(name=None).replace(b"null", text.encode()))

    assert answer.status in {400, 422}
    assert answer.code in {"parse_error", "invalid_request", "limit_exceeded"}


@pytest.mark.parametrize(
    ("depth", "code"), [(DEEPEST, "invalid_request"), (DEEPEST + 1, "limit_exceeded")]
)
def test_a_body_may_be_so_deep_and_no_deeper(
    server: Server, signed_in: dict[str, str], depth: int, code: str
) -> None:
    body = b'{"x": ' + b"[" * (depth - 1) + b"]" * (depth - 1) + b"}"

    answer = _post(server, signed_in, body)

    assert (answer.status, answer.code) == (422, code)


def test_a_client_that_leaves_in_the_middle_is_no_bug(
    server: Server, signed_in: dict[str, str]
) -> None:
    fields = {**JSON, **signed_in, "Content-Length": "100", "X-Request-ID": "leaver"}
    with server.connect() as connection:
        connection.sendall(head("POST", WORKFLOWS, fields) + b"{")
        until(lambda: b"in_flight 2.0" in server.ask("GET", "/metrics").body)

    until(lambda: _told_of(server, "leaver") != [])
    assert _told_of(server, "leaver") == [("request", 499)]


def _told_of(server: Server, request_id: str) -> list[tuple[object, object]]:
    """Return the events of a request in the log, and their statuses."""
    return [
        (event["event"], event.get("status"))
        for event in server.events()
        if event.get("request_id") == request_id
    ]

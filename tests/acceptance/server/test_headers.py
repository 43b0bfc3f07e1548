"""Every kind of answer of a real server carries the security headers, errors and bugs included."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.acceptance.server.process import Server
from tests.acceptance.server.wire import CLOSE, Reply, head
from thaiyyal.web.stack import Settings

JSON = {"Content-Type": "application/json"}
TOO_LARGE = {**JSON, "Content-Length": str(Settings().max_body_bytes + 1)}
LOGIN, WORKFLOWS = "/api/v1/auth/login", "/api/v1/workflows"
ALWAYS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-xss-protection": "0",
}
KINDS = {
    "page": ("GET", "/", {}, b"", 200),
    "page of an address": ("GET", "/workflows/one", {}, b"", 200),
    "page of the API": ("GET", "/api/docs", {}, b"", 200),
    "script of a page": ("GET", "/api/docs/swagger-ui-bundle.js", {}, b"", 200),
    "health": ("GET", "/health", {}, b"", 200),
    "metrics": ("GET", "/metrics", {}, b"", 200),
    "document": ("GET", "/api/v1/openapi.json", {}, b"", 200),
    "path of two meanings": ("GET", "//health", {}, b"", 400),
    "no request": ("GET", "/health", {"A ": "b"}, b"", 400),
    "stranger": ("GET", WORKFLOWS, {}, b"", 401),
    "page of another origin": (
        "OPTIONS",
        WORKFLOWS,
        {"Origin": "https://evil.example", "Access-Control-Request-Method": "GET"},
        b"",
        403,
    ),
    "nothing there": ("GET", "/nowhere.txt", {}, b"", 404),
    "nothing there to write to": ("POST", "/nowhere", {}, b"", 404),
    "nothing there in the API": ("GET", "/api/v1/nowhere", {}, b"", 404),
    "wrong method": ("PATCH", LOGIN, {}, b"", 405),
    "too large": ("POST", LOGIN, TOO_LARGE, b"", 413),
    "wrong kind": (
        "POST",
        LOGIN,
        {"Content-Type": "text/plain", "Content-Length": "2"},
        b"{}",
        415,
    ),
    "wrong fields": ("POST", LOGIN, {**JSON, "Content-Length": "2"}, b"{}", 422),
    "large head": ("GET", "/health", {"A": "a" * 70_000}, b"", 431),
}


@pytest.fixture(scope="module", params=KINDS)
def reply(request: pytest.FixtureRequest, server: Server) -> Reply:
    method, path, fields, body, status = KINDS[request.param]
    answers = server.send(head(method, path, {**CLOSE, **fields}) + body, methods=(method,))
    assert [answer.status for answer in answers] == [status]
    return answers[0]


def test_every_answer_has_the_security_headers(reply: Reply) -> None:
    _check(reply)


def test_every_problem_is_one_that_programs_can_read(reply: Reply) -> None:
    if reply.status >= 400:
        assert reply.json["status"] == reply.status
        assert reply.json["request_id"] == reply.headers["x-request-id"]
        assert reply.code is not None


@pytest.fixture
def broken(owner: str) -> Iterator[None]:
    """A database in which a bug waits: a table has another name."""
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("ALTER TABLE workflows RENAME TO elsewhere")
        yield
        connection.execute("ALTER TABLE elsewhere RENAME TO workflows")


@pytest.mark.usefixtures("broken")
def test_a_bug_is_answered_and_shows_nothing_of_its_inside(
    server: Server, signed_in: dict[str, str]
) -> None:
    answer = server.ask("GET", WORKFLOWS, headers=signed_in)

    assert (answer.status, answer.code) == (500, "internal")
    _check(answer)
    assert b"elsewhere" not in answer.body
    assert b"psycopg" not in answer.body
    assert b"workflows" not in answer.body


def _check(reply: Reply) -> None:
    assert {name: reply.headers.get_all(name) for name in ALWAYS} == {
        name: [value] for name, value in ALWAYS.items()
    }
    policies = reply.headers.get_all("content-security-policy") or []
    assert len(policies) == 1
    assert policies[0].startswith(("default-src 'none'", "default-src 'self'"))
    assert "unsafe" not in policies[0]
    assert "camera=()" in reply.headers["permissions-policy"]
    assert reply.headers["x-request-id"]
    assert reply.headers.get("server") is None
    assert reply.headers.get("strict-transport-security") is None

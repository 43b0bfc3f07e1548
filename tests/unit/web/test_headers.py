"""Security headers: on every answer, by its kind; a route's own stay."""

from typing import Any

import pytest
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Receive, Scope, Send

from tests.unit.web.asking import Asked, Echo, ask, scope_of
from tests.unit.web.serving import served
from thaiyyal.web.middleware.headers import SecurityHeaders, make_nonce
from thaiyyal.web.problems import problem_response

PAGE = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "worker-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'self'"
)
STRICT = "default-src 'none'; frame-ancestors 'none'"


def _answered(response: Response, path: str = "/x", **more: Any) -> Asked:
    return ask(SecurityHeaders(Echo(response)), scope_of(path, **more))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "SAMEORIGIN"),
        ("referrer-policy", "strict-origin-when-cross-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("x-xss-protection", "0"),
    ],
)
@pytest.mark.parametrize(
    "response",
    [HTMLResponse("x"), JSONResponse({}), problem_response(500, "internal", "x"), Response()],
    ids=["page", "json", "problem", "empty"],
)
def test_every_answer_has_the_header(response: Response, name: str, value: str) -> None:
    assert _answered(response).headers.getlist(name) == [value]


def test_features_that_nothing_uses_are_switched_off() -> None:
    policy = _answered(HTMLResponse("x")).headers["permissions-policy"]

    assert "camera=()" in policy
    assert "clipboard" not in policy


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "text/javascript"])
def test_pages_and_their_scripts_get_the_policy_of_pages(kind: str) -> None:
    response = Response("x", headers={"content-type": kind})

    assert _answered(response).headers["content-security-policy"] == PAGE


@pytest.mark.parametrize(
    "kind",
    ["application/json", "application/problem+json", "image/svg+xml", "text/css", "text/csv"],
)
def test_data_may_load_nothing_at_all(kind: str) -> None:
    assert _answered(Response("x", media_type=kind)).headers["content-security-policy"] == STRICT


def test_a_page_that_made_a_nonce_allows_it_for_styles_and_is_not_kept() -> None:
    made: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        made.append(make_nonce(scope))
        await HTMLResponse("x")(scope, receive, send)

    asked = [ask(SecurityHeaders(app)) for _ in range(2)]

    policies = [one.headers["content-security-policy"] for one in asked]
    assert [f"style-src 'self' 'nonce-{nonce}'; " in policy for nonce, policy in
            zip(made, policies, strict=True)] == [True, True]  # fmt: skip
    assert made[0] != made[1]
    assert asked[0].headers["cache-control"] == "no-store"


def test_a_route_keeps_a_policy_of_its_own() -> None:
    own = {"Content-Security-Policy": "sandbox", "Cache-Control": "max-age=9"}

    headers = _answered(HTMLResponse("x", headers=own), "/api/v1/x").headers

    assert headers.getlist("content-security-policy") == ["sandbox"]
    assert headers.getlist("cache-control") == ["max-age=9"]


@pytest.mark.parametrize(
    ("path", "response", "expected"),
    [
        ("/api/v1/x", Response(b"1", media_type="text/csv"), "no-store"),
        ("/elsewhere", problem_response(404, "not_found", "x"), "no-store"),
        ("/assets/x.js", Response(b"1", media_type="text/javascript"), None),
    ],
    ids=["api", "problem", "asset"],
)
def test_answers_of_the_api_are_not_kept(
    path: str, response: Response, expected: str | None
) -> None:
    assert _answered(response, path).headers.get("cache-control") == expected


@pytest.mark.parametrize(("scheme", "count"), [("http", 0), ("https", 1)])
def test_strict_transport_is_asked_for_over_tls_only(scheme: str, count: int) -> None:
    found = _answered(Response(), scheme=scheme).headers.getlist("strict-transport-security")

    assert found == ["max-age=63072000; includeSubDomains"] * count


def test_no_answer_names_the_server() -> None:
    response = Response(headers={"Server": "something/1.0"})

    assert "server" not in _answered(response).headers


def test_a_real_server_names_itself_nowhere() -> None:
    with served(SecurityHeaders(Echo())) as server:
        answer = server.send(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")

    head = answer.partition(b"\r\n\r\n")[0].lower()
    assert b"x-frame-options: sameorigin" in head
    assert b"uvicorn" not in head
    assert b"\r\nserver:" not in head

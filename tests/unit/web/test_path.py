"""Path tricks: refused before routing, so that they reach no authorisation but the right one."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from tests.unit.web.asking import Asked, Echo, ask, scope_of
from tests.unit.web.serving import served
from thaiyyal.web.middleware.path import PlainPaths

TRICKS = [
    "//api/v1/workflows",
    "/api//v1/workflows",
    "/api/v1/workflows//",
    "/api/v1/workflows;a=b",
    "/api/v1/workflows%3Ba=b",
    "/api/./v1/workflows",
    "/api/v1/../v1/workflows",
    "/api/v1/workflows/..",
    "/api/v1/%2e%2e/workflows",
    "/api/v1/%2E/workflows",
    "/api%2fv1%2Fworkflows",
    "/api/v1/..%2fworkflows",
    "/api/v1/%252e%252e/workflows",
    "/api/v1\\workflows",
    "/api/v1%5cworkflows",
    "/api/v1/workflows%00",
    "/api/v1/workflows%0d%0aX:1",
    "/api/v1/workflows%1b",
    "/api/v1/workflows%7F",
    "/api/v1/workflows\x00",
    "/api/v1/work flows",
    "/api/v1/workflöws",
    "/api/v1/workflows%",
    "/api/v1/workflows%zz",
    "/api/v1/workflows%2",
    "/api/v1/%ff",
    "/api/v1/%c0%ae",
    "/api/v1/%ed%a0%80",
    "api/v1/workflows",
    "*",
    "",
]
ELSEWHERE = ["/api/v1/workflows/", "/API/v1/workflows", "/Api/V1/workflows", "/health/"]
PLAIN = [
    "/",
    "/api/v1/workflows",
    "/api/v1/openapi.json",
    "/api/v1/workflows/0190-ab/executions",
    "/assets/index-B3x_9.min.js",
    "/api/v1/names/%C3%B6%20%F0%9F%A7%B5",
    "/.well-known/x",
    "/a...b/..c",
    "/@scope/a+b,c=d:e!f$g&h'i(j)*~",
]


def _asked(raw_path: str, echo: Echo | None = None) -> Asked:
    scope = scope_of("/not-looked-at", raw_path=raw_path.encode())
    return ask(PlainPaths(echo or Echo()), scope)


@pytest.mark.parametrize("raw_path", TRICKS, ids=repr)
def test_a_path_that_can_be_read_in_two_ways_is_refused(raw_path: str) -> None:
    echo = Echo()

    asked = _asked(raw_path, echo)

    assert (asked.status, asked.json["code"], echo.scopes) == (400, "bad_path", [])


@pytest.mark.parametrize("raw_path", ELSEWHERE)
def test_a_path_that_only_resembles_one_of_ours_leads_nowhere(raw_path: str) -> None:
    echo = Echo()

    asked = _asked(raw_path, echo)

    assert (asked.status, asked.json["code"], echo.scopes) == (404, "not_found", [])


@pytest.mark.parametrize("raw_path", PLAIN)
def test_a_plain_path_passes(raw_path: str) -> None:
    assert _asked(raw_path).body == b"ok"


@pytest.mark.parametrize(("length", "status"), [(2_048, 200), (2_049, 400)])
def test_the_length_of_a_path_is_bounded(length: int, status: int) -> None:
    assert _asked("/" + "a" * (length - 1)).status == status


def test_a_socket_with_such_a_path_is_refused_before_it_opens() -> None:
    scope = scope_of("//x", kind="websocket")

    asked = ask(PlainPaths(Echo()), scope)

    assert [message["type"] for message in asked.messages] == ["websocket.close"]


def test_a_method_override_is_ignored() -> None:
    async def tell(request: Request) -> Response:
        return PlainTextResponse(request.method)

    app = PlainPaths(Starlette(routes=[Route("/x", tell, methods=["POST", "DELETE"])]))
    names = ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")
    headers = [(name, "DELETE") for name in names]

    assert ask(app, scope_of("/x", method="POST", headers=headers)).body == b"POST"


@pytest.mark.parametrize(
    "target", ["/a/../b", "//a", "/a%2fb", "/a;b", "/a\\b", "/a%00", "http://x//a", "/a/"]
)
def test_a_real_server_hands_the_path_over_as_it_was_sent(target: str) -> None:
    with served(PlainPaths(Echo())) as server:
        answer = server.send(
            f"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()
        )

    assert answer.split()[1] in {b"400", b"404"}

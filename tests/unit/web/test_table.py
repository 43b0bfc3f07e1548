"""The table of routes finds what the framework's own search finds, also what is nobody's."""

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.unit.web.asking import Asked, ask, scope_of
from thaiyyal.web.table import RouteTable


def _route(path: str, method: str) -> Route:
    async def endpoint(request: Request) -> Response:
        return PlainTextResponse(f"{method} {path} {request.path_params}")

    return Route(path, endpoint, methods=[method])


def _routes() -> list[BaseRoute]:
    return [
        _route("/api/v1/things", "GET"),
        _route("/api/v1/things", "POST"),
        _route("/api/v1/things/newest", "GET"),
        _route("/api/v1/things/{thing_id}", "GET"),
        _route("/api/v1/things/{thing_id}", "DELETE"),
        _route("/api/v1/things/{thing_id}/parts/{part_id}", "GET"),
        _route("/api/v1/others/{other_id}", "GET"),
        _route("/health", "GET"),
        Mount("/static", app=PlainTextResponse("a file")),
    ]


def _asked(app: ASGIApp, method: str, path: str) -> Asked:
    return ask(app, scope_of(path, method=method))


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/v1/things"),
        ("POST", "/api/v1/things"),
        ("GET", "/api/v1/things/newest"),
        ("GET", "/api/v1/things/7"),
        ("DELETE", "/api/v1/things/7"),
        ("HEAD", "/api/v1/things/7"),
        ("GET", "/api/v1/things/7/parts/8"),
        ("GET", "/api/v1/others/7"),
        ("GET", "/health"),
        ("GET", "/static/page"),
        ("PUT", "/api/v1/things/7"),
        ("GET", "/api/v1/things/7/parts"),
        ("GET", "/api/v1/nothing"),
        ("GET", "/"),
    ],
)
def test_a_request_gets_the_answer_that_a_search_among_all_routes_gives(
    method: str, path: str
) -> None:
    router = Router(_routes())

    by_table = _asked(RouteTable(router.routes, router), method, path)

    by_search = _asked(router, method, path)
    assert (by_table.status, by_table.body) == (by_search.status, by_search.body)


def test_a_route_of_the_api_is_found_without_a_search() -> None:
    async def search(scope: Scope, receive: Receive, send: Send) -> None:
        raise AssertionError("all routes were searched")

    table = RouteTable(_routes(), search)

    answer = _asked(table, "DELETE", "/api/v1/things/7")

    assert answer.body == b"DELETE /api/v1/things/{thing_id} {'thing_id': '7'}"
    assert answer.scope["route"].path == "/api/v1/things/{thing_id}"

"""With which statuses a route can answer, what they mean, and the headers that come with them."""

from typing import Any

from thaiyyal.features.routing import Allowance, Route
from thaiyyal.kernel.permissions import Access, Permission

_WITH_BODY = {"POST", "PUT", "PATCH"}


def responses_of(route: Route, *, is_plain: bool) -> dict[int | str, dict[str, Any]]:
    """Return the answers of a route as OpenAPI describes them.

    ``is_plain``: what it answers is a text or a file, not a shape.
    """
    found: dict[int | str, dict[str, Any]] = {
        status: {
            "description": _STATUS_TEXT[status],
            "headers": _headers(route, status),
            "content": {"application/problem+json": {"schema": _PROBLEM}},
        }
        for status in sorted(_statuses(route))
    }
    success: dict[str, Any] = {"headers": _headers(route, route.status)}
    if is_plain:
        success["description"] = "The content."
        success["content"] = {route.media_type: {"schema": {"type": "string"}}}
    found[route.status] = success
    for status in route.also:
        found[status] = _also(route, status)
    return found


def _also(route: Route, status: int) -> dict[str, Any]:
    """Return a further answer that is no problem; without a shape it has no content."""
    answer = {"description": _SUCCESS_TEXT[status], "headers": _headers(route, status)}
    return answer if status in _WITHOUT_CONTENT else {**answer, "model": route.response}


def _statuses(route: Route) -> set[int]:
    """Return the statuses of the problems that a route can answer with."""
    statuses = {400, 429, 503, 500}
    if route.permission is not Access.PUBLIC:
        statuses.add(401)
    if isinstance(route.permission, Permission) or route.permission is Access.PLATFORM:
        statuses.add(403)
    if "{" in route.path or route.resource:
        statuses |= {404, 422}
    if route.method in _WITH_BODY:
        statuses |= {408, 409, 413, 415, 422}
    if route.method == "GET":
        statuses.add(422)
    return statuses | {int(code) for code in route.errors}


def _headers(route: Route, status: int) -> dict[str, Any]:
    names = ["X-Request-ID"]
    if status < 400 and route.allowance is Allowance.REQUESTS:
        names += ["RateLimit", "RateLimit-Policy"]
    if status in {201, 202} and route.creates:
        names.append("Location")
    if status in {429, 503}:
        names.append("Retry-After")
    if status == 401:
        names.append("WWW-Authenticate")
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _header(description: str, example: str, *, is_always_there: bool = True) -> dict[str, Any]:
    return {
        "description": description,
        "required": is_always_there,
        "schema": {"type": "string"},
        "example": example,
    }


HEADERS: dict[str, Any] = {
    "Location": _header("Where the new thing is.", "/api/v1/workflows/…", is_always_there=False),
    "RateLimit": _header(
        "What is left, and in how many seconds it is whole.", '"requests";r=599;t=1'
    ),
    "RateLimit-Policy": _header("How many requests in how many seconds.", '"requests";q=600;w=60'),
    "Retry-After": _header("After how many seconds to try again.", "1"),
    "WWW-Authenticate": _header("How to sign in.", 'Bearer realm="thaiyyal"'),
    "X-Request-ID": _header(
        "The id of the request in logs and audit log; yours if you sent one.",
        "0198c0de-7a1e-7000-8000-000000000001",
    ),
}
_PROBLEM = {"$ref": "#/components/schemas/Problem"}
_WITHOUT_CONTENT = {204, 304}
_SUCCESS_TEXT = {
    202: "It goes on; look at the execution later.",
    200: "It is done.",
    204: "There is nothing to come that is not known.",
    304: "What is known by its ETag is still so.",
}
_STATUS_TEXT = {
    400: "The request cannot be understood.",
    401: "Not signed in, or not any more.",
    403: "Signed in, and not allowed to do this.",
    404: "There is no such thing here.",
    405: "This address does not take this method.",
    408: "The body came too slowly.",
    409: "This contradicts what is there.",
    410: "The link was used, replaced, or has expired.",
    412: "It was changed since it was read.",
    413: "The body is too large.",
    415: "The body is not JSON.",
    422: "The request is understood and wrong; `errors` says where.",
    428: "`If-Match` is missing.",
    429: "Too many requests, or a quota is used up.",
    500: "A bug of ours.",
    503: "Not available right now; `Retry-After` says when to try again.",
}

"""The OpenAPI document, generated from the declared routes; statuses and problems included."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from thaiyyal.features.routing import Allowance, Route
from thaiyyal.kernel.permissions import Access, Permission
from thaiyyal.web.examples import add_examples

_WITH_BODY = {"POST", "PUT", "PATCH"}
TITLE = "Thaiyyal"
DESCRIPTION = """\
Draw workflows and run them. Sign in at `POST /api/v1/auth/login` and send the access token as
`Authorization: Bearer …`, or make an API key and send it as `X-API-Key`.

Every error is a problem (RFC 9457) with a stable `code`; lists come in pages with a `next_cursor`;
within `/api/v1` things are only added, so ignore fields that you do not know.
"""


class FieldProblem(BaseModel):
    """What is wrong with one field."""

    pointer: str = Field(description="A JSON Pointer into the request.", examples=["/body/name"])
    code: str = Field(examples=["string_too_short"])
    message: str


class Problem(BaseModel):
    """An error, as RFC 9457 has it."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(examples=["/problems/not_found"])
    title: str
    status: int
    detail: str = Field(description="What happened, where, and what to do.")
    code: str = Field(description="Stable; the reference of errors lists all.")
    errors: list[FieldProblem] = Field(default_factory=list)
    request_id: str | None = None


def documented(route: Route) -> dict[str, Any]:
    """Return what the framework has to know about a route to describe it."""
    summary, _, description = (route.handler.__doc__ or "").strip().partition("\n")
    plain = isinstance(route.response, type) and issubclass(route.response, Response)
    return {
        "methods": [route.method],
        "name": route.name,
        "operation_id": route.name,
        "summary": summary.rstrip("."),
        "description": _described(route, description),
        "tags": [route.tag],
        "status_code": route.status,
        "response_model": None if plain or route.status == 204 else route.response,
        "responses": _responses(route, plain=plain),
        "openapi_extra": _extra(route),
    }


def openapi_document(app: FastAPI, shadows: list[APIRoute], version: str) -> dict[str, Any]:
    """Return the whole document of the API."""
    document = get_openapi(
        title=TITLE,
        version=version,
        description=DESCRIPTION,
        routes=[*app.routes, *shadows],
        openapi_version="3.1.0",
    )
    components = document.setdefault("components", {})
    components["securitySchemes"] = {
        "accessToken": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
        "apiKey": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
    }
    schemas = components.setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    for shape in (Problem, FieldProblem):
        found = shape.model_json_schema(ref_template="#/components/schemas/{model}")
        found.pop("$defs", None)
        schemas[shape.__name__] = found
    add_examples(document)
    return document


def _described(route: Route, description: str) -> str:
    needs = f"Needs the permission `{route.permission}`."
    if isinstance(route.permission, Access):
        needs = _NEEDS[route.permission]
    return "\n".join(
        line.strip() for line in [*description.strip().splitlines(), "", needs]
    ).strip()


def _responses(route: Route, *, plain: bool) -> dict[int | str, dict[str, Any]]:
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
    statuses |= {int(code) for code in route.errors}
    found: dict[int | str, dict[str, Any]] = {
        status: {
            "description": _STATUS_TEXT[status],
            "content": {"application/problem+json": {"schema": _PROBLEM_REF}},
        }
        for status in sorted(statuses)
    }
    if plain:
        found[route.status] = {
            "description": "The content.",
            "content": {route.media_type: {"schema": {"type": "string"}}},
        }
    return found


def _extra(route: Route) -> dict[str, Any]:
    extra: dict[str, Any] = {"x-permission": str(route.permission)}
    if route.permission is Access.PUBLIC:
        extra["security"] = []
    else:
        extra["security"] = [{"accessToken": []}, {"apiKey": []}]
    if route.resource:
        extra["x-decided-per-resource"] = True
    if route.allowance is not Allowance.REQUESTS:
        extra["x-allowance"] = str(route.allowance)
    if route.creates:
        extra["parameters"] = [_IDEMPOTENCY_KEY]
    return extra


_NEEDS = {
    Access.PUBLIC: "Open to everybody.",
    Access.SIGNED_IN: "Needs a sign-in or an API key.",
    Access.PLATFORM: "Only for the owner of the platform.",
}
_PROBLEM_REF = {"$ref": "#/components/schemas/Problem"}
_IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 200},
    "description": "A request sent twice with the same key within a day creates once.",
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

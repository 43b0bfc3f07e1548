"""The OpenAPI document, generated from the declared routes; statuses and problems included."""

import re
from collections.abc import Sequence
from typing import Any

import orjson
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, ConfigDict, Field, JsonValue
from starlette.responses import Response
from starlette.routing import BaseRoute

from thaiyyal.features.routing import Allowance, Route
from thaiyyal.kernel.permissions import Access
from thaiyyal.web.examples import add_examples
from thaiyyal.web.statuses import HEADERS, responses_of

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


_EXAMPLE: JsonValue = {
    "type": "/problems/invalid_request",
    "title": "Invalid request",
    "status": 422,
    "detail": "the request has fields that are missing, unknown or wrong; see errors",
    "code": "invalid_request",
    "errors": [
        {
            "pointer": "/body/name",
            "code": "string_too_short",
            "message": "String should have at least 1 character",
        }
    ],
    "request_id": "0198c0de-7a1e-7000-8000-000000000001",
}


class Problem(BaseModel):
    """An error, as RFC 9457 has it."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"examples": [_EXAMPLE]})

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
        "responses": responses_of(route, is_plain=plain),
        "openapi_extra": _extra(route),
    }


def openapi_document(routes: Sequence[BaseRoute], version: str) -> dict[str, Any]:
    """Return the whole document of the API with these routes.

    Raises:
        ValueError: A shape has the name of one that all routes share.
    """
    document = get_openapi(
        title=TITLE,
        version=version,
        description=DESCRIPTION,
        routes=routes,
        openapi_version="3.1.0",
    )
    components = document.setdefault("components", {})
    components["securitySchemes"] = {
        "accessToken": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
        "apiKey": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
    }
    components["headers"] = HEADERS
    document["tags"] = [{"name": name, "description": text} for name, text in _TAGS.items()]
    schemas = components.setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    for shape in (Problem, FieldProblem):
        if shape.__name__ in schemas:
            raise ValueError(f"the shape of a route is called {shape.__name__}, as ours of errors")
        found = shape.model_json_schema(ref_template="#/components/schemas/{model}")
        found.pop("$defs", None)
        schemas[shape.__name__] = found
    add_examples(document)
    return with_named_pages(document)


def with_named_pages(document: dict[str, Any]) -> dict[str, Any]:
    """Return the document with pages called ``RolePage`` rather than ``Page_Role_``."""
    text = re.sub(rb'(["/])Page_(\w+)_"', rb'\1\2Page"', orjson.dumps(document))
    named: dict[str, Any] = orjson.loads(text)
    return named


def _described(route: Route, description: str) -> str:
    needs = f"Needs the permission `{route.permission}`."
    if isinstance(route.permission, Access):
        needs = _NEEDS[route.permission]
    return "\n".join(
        line.strip() for line in [*description.strip().splitlines(), "", needs]
    ).strip()


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
    parameters = [_IDEMPOTENCY_KEY] if route.creates else []
    if 412 in route.errors:
        parameters.append(_IF_MATCH)
    if parameters:
        extra["parameters"] = parameters
    return extra


_NEEDS = {
    Access.PUBLIC: "Open to everybody.",
    Access.SIGNED_IN: "Needs a sign-in or an API key.",
    Access.PLATFORM: "Only for the owner of the platform.",
}
_IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 200},
    "description": "A request sent twice with the same key within a day creates once.",
}
_IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "examples": ['"7"']},
    "description": "The ETag of what was read, so that nobody's newer work is overwritten.",
}
_TAGS = {
    "auth": "Sign in, refresh, sign out; set-up, registration and password links.",
    "account": "Oneself: profile, sessions, second factor, API keys.",
    "users": "The members of the tenant and invitations.",
    "roles": "Roles and permissions.",
    "workflows": "Workflows: drafts, versions, shares, import and export.",
    "executions": "Starting workflows, and what became of it.",
    "node types": "The catalogue of what workflows are made of.",
    "tenant": "The tenant one acts in.",
    "usage": "Quotas, usage and figures.",
    "audit": "Who did what to which thing.",
    "platform": "For the owner of the platform: all tenants, plans, the platform's log.",
}

"""Errors become answers here, and only here: RFC 9457 problems with a status."""

from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match

from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.web.problems import problem_response

_log = structlog.get_logger("thaiyyal.web")

MOST_FIELD_ERRORS = 100
"""So many wrong fields are told of one request; nobody reads more."""

STATUS_BY_KIND: Mapping[Kind, int] = {
    Kind.INVALID: 422,
    Kind.FORBIDDEN: 403,
    Kind.MISSING: 404,
    Kind.CONFLICT: 409,
    Kind.LIMITED: 429,
    Kind.UNAVAILABLE: 503,
}
STATUS_BY_CODE: Mapping[str, int] = {
    "bad_path": 400,
    "bad_request": 400,
    "parse_error": 400,
    "not_signed_in": 401,
    "token_expired": 401,
    "token_invalid": 401,
    "sign_in_failed": 401,
    "second_factor_required": 401,
    "method_not_allowed": 405,
    "body_too_slow": 408,
    "gone": 410,
    "link_invalid": 410,
    "stale_revision": 412,
    "body_too_large": 413,
    "unsupported_media_type": 415,
    "limit_exceeded": 422,
    "precondition_required": 428,
    "headers_too_large": 431,
    "client_left": 499,
}
_TITLES: Mapping[int, str] = {
    404: "Not found",
    405: "Method not allowed",
}


def status_of(error: ThaiyyalError) -> int:
    """Return the HTTP status of an expected error."""
    return STATUS_BY_CODE.get(error.code, STATUS_BY_KIND[error.kind])


def answer_to(error: ThaiyyalError, request: Request) -> Response:
    """Return the answer to an expected error."""
    status = status_of(error)
    headers: dict[str, str] = {}
    retry_after_s = getattr(error, "retry_after_s", None)
    if retry_after_s is not None:
        headers["Retry-After"] = str(retry_after_s)
    elif status in {429, 503}:
        headers["Retry-After"] = "1"
    if status == 408:
        headers["Connection"] = "close"
    if status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="thaiyyal"'
    return problem_response(
        status,
        error.code,
        error.message,
        errors=getattr(error, "errors", ()),
        request_id=request_id_of(request),
        extra=getattr(error, "extra", None),
        headers=headers,
    )


def answer_to_invalid(error: RequestValidationError, request: Request) -> Response:
    """Return the answer to a request whose fields are wrong: all of them, with their places."""
    return problem_response(
        422,
        "invalid_request",
        "the request has fields that are missing, unknown or wrong; see errors",
        errors=[_field_error(found) for found in error.errors()[:MOST_FIELD_ERRORS]],
        request_id=request_id_of(request),
    )


def answer_to_any(error: Exception, request: Request) -> Response:
    """Return the answer to whatever a handler has raised."""
    match error:
        case ThaiyyalError():
            return answer_to(error, request)
        case RequestValidationError():
            return answer_to_invalid(error, request)
        case HTTPException():
            return answer_to_http(error, request)
        case _:
            return answer_to_bug(error, request)


def answer_to_http(error: HTTPException, request: Request) -> Response:
    """Return the answer to what the router refuses: no such path, no such method."""
    code, detail = {
        404: ("not_found", "there is nothing at this address"),
        405: ("method_not_allowed", "this address does not take this method"),
    }.get(error.status_code, ("bad_request", "the request cannot be understood"))
    return problem_response(
        error.status_code,
        code,
        detail,
        request_id=request_id_of(request),
        headers=_allowed(request) if error.status_code == 405 else dict(error.headers or {}),
    )


def answer_to_bug(error: Exception, request: Request) -> Response:
    """Return the answer to a bug, and log it; the user sees nothing of its inside."""
    _log.error("bug", exc_info=error)
    return problem_response(
        500,
        "internal",
        "something is wrong with this program, not with your request; the log has the request id",
        request_id=request_id_of(request),
    )


def request_id_of(request: Request) -> str | None:
    """Return the request's id, as the middleware made or accepted it."""
    found = request.scope.get("state", {}).get("request_id")
    return found if isinstance(found, str) else None


def _allowed(request: Request) -> dict[str, str]:
    """Return the header that lists the methods of an address; each has a route of its own."""
    methods: set[str] = set()
    for route in request.app.routes:
        if route.matches(request.scope)[0] is Match.PARTIAL:
            methods |= route.methods or set()
    return {"Allow": ", ".join(sorted(methods))}


def _field_error(found: Mapping[str, Any]) -> dict[str, str]:
    place: Sequence[Any] = found.get("loc", ())
    return {
        "pointer": "/" + "/".join(_escaped(part) for part in place),
        "code": str(found.get("type", "invalid")),
        "message": _sentence(found),
    }


def _escaped(part: object) -> str:
    """Return one part of a JSON Pointer (RFC 6901); a name from outside is cut to be readable."""
    return str(part)[:100].replace("~", "~0").replace("/", "~1")


def _sentence(found: Mapping[str, Any]) -> str:
    """Return pydantic's message without the value, which may be a secret."""
    return str(found.get("msg", "is wrong")).removeprefix("Value error, ")

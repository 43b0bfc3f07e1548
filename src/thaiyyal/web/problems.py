"""Answers that say what is wrong (RFC 9457). Which error has which status is decided elsewhere."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    errors: Sequence[Mapping[str, Any]] = (),
    request_id: str | None = None,
) -> dict[str, Any]:
    """Return a problem as a value. ``errors``: list of ``{pointer, code, message}``.

    ``type`` is a relative reference that a client compares and never has to fetch.

    >>> problem(413, "body_too_large", "send less")["title"]
    'Body too large'
    """
    return {
        "type": f"/problems/{code}",
        "title": code.replace("_", " ").capitalize(),
        "status": status,
        "detail": detail,
        "code": code,
        "errors": list(errors),
        "request_id": request_id,
    }


def problem_response(
    status: int,
    code: str,
    detail: str,
    *,
    errors: Sequence[Mapping[str, Any]] = (),
    request_id: str | None = None,
    extra: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return a problem as an answer. ``extra`` adds members and replaces none."""
    value = problem(status, code, detail, errors=errors, request_id=request_id)
    return Response(
        orjson.dumps({**(extra or {}), **value}),
        status_code=status,
        media_type=MEDIA_TYPE,
        headers=headers,
    )

"""Pages of other origins may ask only if their origin is listed; by default none is.

Starlette's middleware answers those that are listed; the others never reach it, so that no header
hints at a permission.
"""

import re
from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from thaiyyal.web.middleware.sending import editing_headers, refuse

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
READABLE_BY_SENDERS = (
    "Authorization",
    "Idempotency-Key",
    "If-Match",
    "If-None-Match",
    "Last-Event-ID",
    "Prefer",
    "X-API-Key",
    "X-Request-ID",
    "traceparent",
)
READABLE_BY_PAGES = (
    "ETag",
    "Idempotent-Replayed",
    "Location",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    "X-Request-ID",
)
_ORIGIN = re.compile(r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::[0-9]{1,5})?")


class Cors:
    """Answers preflights, and tells browsers which pages may read an answer."""

    def __init__(self, app: ASGIApp, *, origins: Sequence[str]) -> None:
        for origin in origins:
            if not _ORIGIN.fullmatch(origin):
                raise ValueError(f"{origin!r} is no origin; write it like https://app.example.org")
        self._app = app
        self._origins = frozenset(origins)
        self._listed = CORSMiddleware(
            app,
            allow_origins=tuple(origins),
            allow_methods=METHODS,
            allow_headers=READABLE_BY_SENDERS,
            allow_credentials=True,
            expose_headers=READABLE_BY_PAGES,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, as one of a listed origin or as any other."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origins = headers.getlist("origin")
        if len(origins) == 1 and origins[0] in self._origins:
            await self._listed(scope, receive, send)
        elif _is_preflight(scope, headers):
            detail = "this server answers no pages of this origin; its operator may list it"
            await refuse(
                scope,
                receive,
                editing_headers(send, _vary),
                status=403,
                code="origin_not_allowed",
                detail=detail,
            )
        else:
            await self._app(scope, receive, editing_headers(send, _vary))


def _is_preflight(scope: Scope, headers: Headers) -> bool:
    return (
        scope["method"] == "OPTIONS"
        and "origin" in headers
        and "access-control-request-method" in headers
    )


def _vary(_: Message, headers: MutableHeaders) -> None:
    headers.add_vary_header("Origin")

"""Every request has an id: the caller's if it is well-formed, else a new one; logs carry it.

A W3C ``traceparent`` is read into the state and the logs, and not sent back.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from thaiyyal.kernel.ids import new_id
from thaiyyal.web.middleware.sending import REQUESTS, editing_headers

_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{1,64}")
_TRACEPARENT = re.compile(
    r"(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?"
)


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a request stands in somebody's trace (W3C Trace Context)."""

    trace_id: str
    parent_id: str
    is_sampled: bool


class RequestId:
    """Puts ``request_id``, and ``trace`` if there is one, into the request's state."""

    def __init__(self, app: ASGIApp, *, make_id: Callable[[], UUID] = new_id) -> None:
        self._app = app
        self._make_id = make_id

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on under its id."""
        if scope["type"] not in REQUESTS:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        request_id = accepted_id(headers.getlist("x-request-id")) or str(self._make_id())
        trace = read_traceparent(headers.getlist("traceparent"))
        scope.setdefault("state", {}).update(request_id=request_id, trace=trace)

        def name(_: Message, headers: MutableHeaders) -> None:
            headers["X-Request-ID"] = request_id

        # A connection's requests can inherit each other's context: start from nothing.
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id, **_log_fields(trace))
        try:
            await self._app(scope, receive, editing_headers(send, name))
        finally:
            structlog.contextvars.clear_contextvars()


def accepted_id(given: Sequence[str]) -> str | None:
    """Return the caller's id, if there is exactly one and it is well-formed."""
    if len(given) == 1 and _WELL_FORMED.fullmatch(given[0]):
        return given[0]
    return None


def read_traceparent(given: Sequence[str]) -> Trace | None:
    """Return what a ``traceparent`` says; one that is malformed or sent twice says nothing."""
    found = _TRACEPARENT.fullmatch(given[0]) if len(given) == 1 else None
    if found is None:
        return None
    version, trace_id, parent_id, flags, rest = found.groups()
    if version == "00" and rest is not None:
        return None
    return Trace(trace_id, parent_id, is_sampled=bool(int(flags, 16) & 1))


def _log_fields(trace: Trace | None) -> dict[str, str]:
    if trace is None:
        return {}
    return {"trace_id": trace.trace_id, "parent_id": trace.parent_id}

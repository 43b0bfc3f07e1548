"""One event in the log, and in the metrics, for every request; never its query or its path."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from thaiyyal.kernel.actor import Actor
from thaiyyal.web.metrics import RequestMetrics

UNMATCHED = "unmatched"
CLIENT_LEFT = 499
"""What is recorded when a client leaves before its answer starts; nobody is sent it."""
_WATCHED_BY_MACHINES = frozenset({"/health", "/ready", "/metrics"})
_log = structlog.get_logger("thaiyyal.web.access")


@dataclass(slots=True)
class _Answer:
    status: int = CLIENT_LEFT
    size_bytes: int = 0


class AccessLog:
    """Measures every request from outside."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        metrics: RequestMetrics,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._app = app
        self._metrics = metrics
        self._clock = clock
        self._templates: dict[int, str] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and record how it ended."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer, start = _Answer(), self._clock()

        async def watching(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer.status = message["status"]
            elif message["type"] == "http.response.body":
                answer.size_bytes += len(message.get("body", b""))
            await send(message)

        self._metrics.in_flight.inc()
        try:
            await self._app(scope, receive, watching)
        except Exception:
            answer.status = 500
            raise
        finally:
            self._metrics.in_flight.dec()
            self._record(scope, answer, self._clock() - start)

    def _record(self, scope: Scope, answer: _Answer, seconds: float) -> None:
        route = self._template_of(scope)
        method = str(scope["method"])
        self._metrics.count(method, route, answer.status, seconds)
        write = _log.debug if _is_quiet(route, answer.status) else _log.info
        write(
            "request",
            method=method,
            route=route,
            status=answer.status,
            duration_ms=round(seconds * 1000, 3),
            bytes=answer.size_bytes,
            **_who(scope.get("state", {})),
        )

    def _template_of(self, scope: Scope) -> str:
        """Return the route's template. Raw routes of the framework are found by their endpoint."""
        path = getattr(scope.get("route"), "path", None)
        if isinstance(path, str):
            outer = scope.get("app_root_path", scope.get("root_path", ""))
            return str(scope.get("root_path", "")).removeprefix(outer) + path
        endpoint = scope.get("endpoint")
        if endpoint is None:
            return UNMATCHED
        if id(endpoint) not in self._templates and "app" in scope:
            self._templates = _templates_by_endpoint(scope["app"].routes)
        return self._templates.get(id(endpoint), UNMATCHED)


def _templates_by_endpoint(routes: list[Any]) -> dict[int, str]:
    """Return the templates of an application's routes; a mount stands for what is in it."""
    found: dict[int, str] = {}
    for route in routes:
        endpoint = getattr(route, "endpoint", None) or getattr(route, "app", None)
        if endpoint is not None and isinstance(getattr(route, "path", None), str):
            found[id(endpoint)] = route.path or "/"
    return found


def _is_quiet(route: str, status: int) -> bool:
    return route in _WATCHED_BY_MACHINES and status < 500


def _who(state: Mapping[str, Any]) -> dict[str, str]:
    """Return what is known about whoever asked."""
    actor = state.get("actor")
    known = {"client_ip": state.get("client_ip")}
    if isinstance(actor, Actor):
        known |= {"user_id": actor.user_id, "tenant_id": actor.tenant_id}
    return {name: str(value) for name, value in known.items() if value is not None}

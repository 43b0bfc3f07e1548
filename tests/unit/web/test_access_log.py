"""What is logged and counted about requests, and what never is."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from prometheus_client import CollectorRegistry
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send
from structlog.testing import capture_logs

from tests.unit.web.asking import Asked, Echo, ask, scope_of
from thaiyyal.kernel.actor import Actor, ActorKind
from thaiyyal.kernel.ids import TenantId, UserId
from thaiyyal.web.metrics import RequestMetrics
from thaiyyal.web.middleware.access_log import AccessLog

USER, TENANT = UserId(UUID(int=1)), TenantId(UUID(int=2))


async def _answer(_: object) -> Response:
    return Response(b"12345")


def _application() -> FastAPI:
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)

    @app.get("/api/v1/workflows/{workflow_id}")
    async def get_workflow(workflow_id: str) -> Response:
        return Response(workflow_id)

    async def raw(_: object) -> Response:
        return Response(b"raw")

    app.router.routes.append(Route("/api/v1/raw/{raw_id}", raw))
    app.router.routes.append(Route("/health", _answer))
    app.router.routes.append(Mount("/mounted", routes=[Route("/in/{id}", _answer)]))
    app.router.routes.append(Mount("/assets", app=Echo()))
    return app


class Watched:
    """An application with its log and its metrics; every request takes 0.25 seconds."""

    def __init__(self, app: ASGIApp) -> None:
        self.registry = CollectorRegistry()
        ticks = self._ticks()
        metrics = RequestMetrics(self.registry)
        self.app = AccessLog(app, metrics=metrics, clock=lambda: next(ticks))
        self.logs: list[Any] = []

    @staticmethod
    def _ticks() -> Iterator[float]:
        now = 0.0
        while True:
            yield now
            now += 0.25

    def ask(self, path: str = "/", **more: Any) -> Asked:
        with capture_logs() as logs:
            try:
                return ask(self.app, scope_of(path, **more))
            finally:
                self.logs += logs

    def value(self, name: str, **labels: str) -> float | None:
        return self.registry.get_sample_value(f"thaiyyal_http_{name}", labels)


def test_a_request_is_one_event() -> None:
    watched = Watched(_application())
    actor = Actor(ActorKind.USER, user_id=USER, tenant_id=TENANT)
    state = {"actor": actor, "client_ip": "203.0.113.7"}

    watched.ask("/api/v1/workflows/w1", state=state, query_string=b"token=canary")

    assert watched.logs == [
        {
            "event": "request",
            "log_level": "info",
            "method": "GET",
            "route": "/api/v1/workflows/{workflow_id}",
            "status": 200,
            "duration_ms": 250.0,
            "bytes": 2,
            "client_ip": "203.0.113.7",
            "user_id": str(USER),
            "tenant_id": str(TENANT),
        }
    ]


def test_what_is_not_known_about_the_caller_is_left_out() -> None:
    watched = Watched(_application())

    watched.ask("/api/v1/workflows/w1")

    assert {"user_id", "tenant_id", "client_ip"}.isdisjoint(watched.logs[0])


@pytest.mark.parametrize(
    ("method", "path", "route", "status"),
    [
        ("GET", "/api/v1/workflows/canary", "/api/v1/workflows/{workflow_id}", 200),
        ("POST", "/api/v1/workflows/canary", "/api/v1/workflows/{workflow_id}", 405),
        ("GET", "/api/v1/raw/canary", "/api/v1/raw/{raw_id}", 200),
        ("POST", "/api/v1/raw/canary", "/api/v1/raw/{raw_id}", 405),
        ("GET", "/mounted/in/canary", "/mounted/in/{id}", 200),
        ("GET", "/assets/canary.js", "/assets", 200),
        ("GET", "/canary", "unmatched", 404),
    ],
)
def test_routes_are_named_by_their_templates(
    method: str, path: str, route: str, status: int
) -> None:
    watched = Watched(_application())

    watched.ask(path, method=method)

    assert (watched.logs[0]["route"], watched.logs[0]["status"]) == (route, status)
    assert "canary" not in str(watched.logs)


@pytest.mark.parametrize(("status", "level"), [(200, "debug"), (404, "debug"), (503, "info")])
def test_probes_are_quiet_unless_they_fail(status: int, level: str) -> None:
    app = FastAPI(openapi_url=None)

    async def ready(_: object) -> Response:
        return Response(status_code=status)

    app.router.routes.append(Route("/ready", ready))
    watched = Watched(app)

    watched.ask("/ready")

    assert watched.logs[0]["log_level"] == level


async def _crash(scope: Scope, receive: Receive, send: Send) -> None:
    raise LookupError("bug")


def test_a_crash_is_recorded_as_500_and_passed_on() -> None:
    watched = Watched(_crash)

    with pytest.raises(LookupError):
        watched.ask()

    assert watched.logs[0]["status"] == 500
    assert watched.value("requests_total", method="GET", route="unmatched", status="5xx") == 1
    assert watched.value("requests_in_flight") == 0


def test_a_client_that_left_before_the_answer_is_recorded_so() -> None:
    async def silent(*_: object) -> None: ...

    watched = Watched(silent)

    with capture_logs() as logs:
        ask(watched.app)

    assert logs[0]["status"] == 499


def test_requests_are_counted_and_timed_by_route() -> None:
    watched = Watched(_application())

    for workflow in ("a", "b", "c"):
        watched.ask(f"/api/v1/workflows/{workflow}")

    route = "/api/v1/workflows/{workflow_id}"
    assert watched.value("requests_total", method="GET", route=route, status="2xx") == 3
    assert watched.value("request_duration_seconds_sum", method="GET", route=route) == 0.75
    assert watched.value("request_duration_seconds_count", method="GET", route=route) == 3


def test_a_request_is_in_flight_while_it_is_answered() -> None:
    seen: list[float | None] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(watched.value("requests_in_flight"))
        await Echo()(scope, receive, send)

    watched = Watched(app)
    watched.ask()

    assert [*seen, watched.value("requests_in_flight")] == [1, 0]


def test_labels_stay_few_whatever_is_asked() -> None:
    watched = Watched(_application())

    for at in range(50):
        watched.ask(f"/no/such/{at}", method=f"METHOD{at}")

    labels = {
        tuple(sample.labels.items())
        for metric in watched.registry.collect()
        for sample in metric.samples
        if sample.name.endswith("_requests_total")
    }
    assert labels == {(("method", "other"), ("route", "unmatched"), ("status", "4xx"))}


def test_two_servers_count_apart() -> None:
    one, other = Watched(_application()), Watched(_application())

    one.ask("/health")

    labels = {"method": "GET", "route": "/health", "status": "2xx"}
    assert one.value("requests_total", **labels) == 1
    assert other.value("requests_total", **labels) is None

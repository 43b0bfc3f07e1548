"""The server as one ASGI application: routes behind the guard, middleware around them."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import cast

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.telemetry import TelemetryConfig
from prometheus_client import CollectorRegistry
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.routing import Route as RawRoute
from starlette.types import ASGIApp

from thaiyyal.bootstrap.queue_watch import QueueWatch
from thaiyyal.bootstrap.readiness import ReadinessCheck
from thaiyyal.features.accounts.authentication import Authenticator
from thaiyyal.features.routing import Route, Services
from thaiyyal.features.tenancy.quotas import Meter
from thaiyyal.kernel.actor import Actor, ActorKind, Origin
from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.store.unit_of_work import Database
from thaiyyal.web import errors
from thaiyyal.web.body import Bounds
from thaiyyal.web.credentials import presented_by
from thaiyyal.web.docs_page import docs_routes
from thaiyyal.web.document import ApiDocument
from thaiyyal.web.editor_files import Editor, find_editor
from thaiyyal.web.editor_page import editor_routes
from thaiyyal.web.guard import Guard
from thaiyyal.web.health import health_routes
from thaiyyal.web.limits import Limits
from thaiyyal.web.middleware.drain import Drain
from thaiyyal.web.middleware.rate_limit import Policy, RateLimiter
from thaiyyal.web.routes import ALL_ROUTES
from thaiyyal.web.routing import BASE, RawEndpoint, mount
from thaiyyal.web.stack import Settings, wrapped
from thaiyyal.web.table import RouteTable

# The middleware counts and logs; the framework would ask for its instruments on every request.
_OURS_ALONE: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}


@dataclass(frozen=True, slots=True)
class Parts:
    """What the server is made of."""

    database: Database
    services: Services
    authenticator: Authenticator
    settings: Settings = field(default_factory=Settings)
    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    queue: QueueWatch = field(default_factory=QueueWatch)
    editor: Editor | None = field(default_factory=find_editor)


@dataclass(frozen=True, slots=True)
class Server:
    """The application, its bare framework app, and what its routes say they are."""

    asgi: ASGIApp
    app: FastAPI
    document: ApiDocument
    drain: Drain


def create_server(parts: Parts, *, routes: Iterable[Route] = ALL_ROUTES) -> Server:
    """Return the application over ``parts``."""
    app = FastAPI(
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry=_OURS_ALONE,
    )
    routes = tuple(routes)
    shadows = mount(app.router, routes, _guard(parts), base=BASE)
    document = ApiDocument([*app.routes, *shadows])
    app.router.routes.append(RawRoute(f"{BASE}/openapi.json", document.answer))
    drain = Drain()
    app.router.routes.extend(
        [
            *health_routes(_readiness(parts, drain).look, parts.registry),
            *docs_routes(),
            *editor_routes(parts.editor),
        ]
    )
    app.router.middleware_stack = RouteTable(app.router.routes, app.router.app)
    _tell_errors(app)
    largest = max([parts.settings.max_body_bytes, *(r.max_body_bytes or 0 for r in routes)])
    asgi = wrapped(
        RouteTable(_raw_routes(app), app),
        parts.settings,
        largest_body=largest,
        registry=parts.registry,
        drain=drain,
    )
    return Server(asgi, app, document, drain)


def _raw_routes(app: FastAPI) -> list[BaseRoute]:
    """Return the routes that need nothing of the framework."""
    routes = app.router.routes
    return [one for one in routes if isinstance(getattr(one, "app", None), RawEndpoint)]


def _readiness(parts: Parts, drain: Drain) -> ReadinessCheck:
    return ReadinessCheck(parts.database, parts.queue, lambda: drain.draining)


def _guard(parts: Parts) -> Guard:
    async def authenticate(request: Request, origin: Origin) -> Actor:
        return await parts.authenticator.authenticate(presented_by(request), origin)

    def again(
        request: Request, origin: Origin, actor: Actor
    ) -> Callable[[], Awaitable[Actor]] | None:
        if actor.kind is ActorKind.ANONYMOUS:
            return None
        return parts.authenticator.again(presented_by(request), origin, actor)

    settings = parts.settings
    limits = Limits(
        parts.database,
        RateLimiter(Policy("requests", settings.requests_per_minute)),
        parts.services.get(Meter),
        settings.sign_ins_per_minute_address,
    )
    bounds = Bounds(settings.max_body_bytes, settings.max_json_depth, settings.body_timeout_s)
    return Guard(parts.database, parts.services, authenticate, again, limits, bounds)


def _tell_errors(app: FastAPI) -> None:
    async def expected(request: Request, error: Exception) -> Response:
        return errors.answer_to(cast(ThaiyyalError, error), request)

    async def invalid(request: Request, error: Exception) -> Response:
        return errors.answer_to_invalid(cast(RequestValidationError, error), request)

    async def refused(request: Request, error: Exception) -> Response:
        return errors.answer_to_http(cast(HTTPException, error), request)

    async def bug(request: Request, error: Exception) -> Response:
        return errors.answer_to_bug(error, request)

    app.add_exception_handler(ThaiyyalError, expected)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(Exception, bug)

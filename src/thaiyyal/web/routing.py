"""Declared routes become the framework's, each behind the guard. There is no other way in."""

import inspect
from collections.abc import Awaitable, Callable, Iterable
from functools import wraps
from types import NoneType
from typing import Any, get_args

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as RawRoute
from starlette.types import Receive, Scope, Send

from thaiyyal.features.routing import CallContext, Route
from thaiyyal.web.answer import response_from
from thaiyyal.web.errors import answer_to_any
from thaiyyal.web.guard import Guard
from thaiyyal.web.openapi import documented

BASE = "/api/v1"


def mount(
    router: APIRouter, routes: Iterable[Route], guard: Guard, *, base: str = BASE
) -> list[APIRoute]:
    """Register routes; return those that only the OpenAPI document knows as the framework's.

    Raises:
        ValueError: Two routes have one address and method, or one operation id.
    """
    shadows: list[APIRoute] = []
    seen: set[tuple[str, str]] = set()
    for route in routes:
        for key in ((route.method, route.path), ("id", route.name)):
            if key in seen:
                raise ValueError(f"two routes are called {key[0]} {key[1]}")
            seen.add(key)
        if route.raw:
            router.routes.append(_raw_route(route, guard, base))
            shadows.append(_shadow(route))
        else:
            guarded = _guarded_class(route, guard)
            router.routes.append(guarded(base + route.path, _endpoint(route), **documented(route)))
    return shadows


def described(routes: Iterable[Route]) -> list[APIRoute]:
    """Return routes that describe the declared ones and answer nothing."""
    return [
        _shadow(route)
        if route.raw
        else APIRoute(BASE + route.path, _endpoint(route), **documented(route))
        for route in routes
    ]


def _guarded_class(route: Route, guard: Guard) -> type[APIRoute]:
    class GuardedRoute(APIRoute):
        """The framework's route with the guard before it."""

        declared = route

        def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]
            inner = super().get_route_handler()

            async def handle(request: Request) -> Response:
                return await guard.answer(route, request, inner)

            return handle

    return GuardedRoute


def _endpoint(route: Route) -> Callable[..., Awaitable[Response]]:
    """Return the handler in a form that answers at once, past the framework's own encoding."""
    handler = route.handler

    @wraps(handler)
    async def endpoint(**given: Any) -> Response:
        call: CallContext = given["call"]
        return response_from(await handler(**given), route, call)

    return endpoint


class RawEndpoint:
    """An ASGI application for one raw route: the guard, the handler, and whatever they raise.

    It stands before the framework, whose layers would cost more than the handler does.
    """

    def __init__(self, route: Route, guard: Guard) -> None:
        self._route = route
        self._guard = guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive, send)
        try:
            response = await self._guard.answer(self._route, request, self._inner)
        except Exception as error:
            response = answer_to_any(error, request)
        await response(scope, receive, send)

    async def _inner(self, request: Request) -> Response:
        call: CallContext = request.scope["state"]["call"]
        return response_from(await self._route.handler(call), self._route, call)


def _raw_route(route: Route, guard: Guard, base: str) -> RawRoute:
    endpoint = RawEndpoint(route, guard)
    raw = RawRoute(base + route.path, endpoint, methods=[route.method], name=route.name)
    raw.methods = {route.method}  # without the HEAD that Starlette adds
    return raw


def _shadow(route: Route) -> APIRoute:
    """Return a route that is never called, for the OpenAPI document."""

    async def described(call: Any = None) -> None:
        raise LookupError(f"{route.name} is a raw route")

    described.__name__, described.__doc__ = route.name, route.handler.__doc__
    described.__signature__ = _raw_signature(route)  # type: ignore[attr-defined]
    return APIRoute(BASE + route.path, described, **documented(route))


def _raw_signature(route: Route) -> inspect.Signature:
    """Return path parameters, and the body's shape, as a signature the framework can read."""
    parameters = [
        inspect.Parameter(
            one.name,
            inspect.Parameter.KEYWORD_ONLY,
            annotation=one.annotation,
            default=inspect.Parameter.empty if _is_in_path(route, one.name) else one.default,
        )
        for one in inspect.signature(route.handler).parameters.values()
        if one.name != "call"
    ]
    if route.request is not None:
        is_optional = NoneType in get_args(route.request)
        parameters.append(
            inspect.Parameter(
                "body",
                inspect.Parameter.KEYWORD_ONLY,
                annotation=route.request,
                default=None if is_optional else inspect.Parameter.empty,
            )
        )
    return inspect.Signature(parameters)


def _is_in_path(route: Route, name: str) -> bool:
    """Whether a parameter is part of the path, where it is always given."""
    return f"{{{name}}}" in route.path

"""Finds the route of a request among a few candidates; the framework asks each of a hundred.

Decides nothing itself: what has no candidate that fits goes the framework's way.
"""

from collections import defaultdict
from collections.abc import Iterable

from starlette.routing import BaseRoute, Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send

_Key = tuple[str, int, str]
_TELLING = 3
"""After the base, ``/api/v1``, the next segment tells best which routes may be meant."""


class RouteTable:
    """Routes by method, number of segments and the segment that tells most, their order kept."""

    def __init__(self, routes: Iterable[BaseRoute], otherwise: ASGIApp) -> None:
        self._otherwise = otherwise
        self._candidates: defaultdict[_Key, list[Route]] = defaultdict(list)
        for route in routes:
            if isinstance(route, Route):
                for method in route.methods or ():
                    self._candidates[_key(method, route.path)].append(route)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request to the first route that fits it."""
        if scope["type"] == "http":
            for route in self._candidates.get(_key(scope["method"], scope["path"]), ()):
                match, found = route.matches(scope)
                if match is Match.FULL:
                    scope.update({"route": route, **found})
                    await route.handle(scope, receive, send)
                    return
        await self._otherwise(scope, receive, send)


def _key(method: str, path: str) -> _Key:
    segments = path.split("/")
    return method, len(segments), segments[_TELLING] if len(segments) > _TELLING else ""

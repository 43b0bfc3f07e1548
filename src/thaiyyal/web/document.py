"""The OpenAPI document: served, and without a server, from the declarations alone."""

import asyncio
from collections.abc import Iterable
from functools import cached_property
from importlib.metadata import version
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from thaiyyal.web.openapi import openapi_document
from thaiyyal.web.routes import ALL_ROUTES
from thaiyyal.web.routing import described


class ApiDocument:
    """The document of some of the framework's routes. For one event loop.

    It is made when somebody first asks: it takes longer than everything else that a server makes.
    """

    def __init__(self, routes: Iterable[BaseRoute]) -> None:
        self._routes = [*routes]
        self._making = asyncio.Lock()

    @cached_property
    def value(self) -> dict[str, Any]:
        """The document as JSON.

        Raises:
            ValueError: A shape has the name of one that all routes share.
        """
        return openapi_document(self._routes, version("thaiyyal"))

    @cached_property
    def text(self) -> bytes:
        """The document as it is sent."""
        return orjson.dumps(self.value)

    async def answer(self, _: Request) -> Response:
        """Send the document. It is made beside the event loop, which answers others meanwhile."""
        async with self._making:
            text = await asyncio.to_thread(lambda: self.text)
        return Response(text, media_type="application/json")


def api_document() -> dict[str, Any]:
    """Return the document of all routes."""
    return ApiDocument(described(ALL_ROUTES)).value

"""Reading a request's body: bounded, strictly JSON, after it is known who sends it."""

import asyncio
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from starlette.requests import Request
from starlette.types import Receive

from thaiyyal.features.routing import Route
from thaiyyal.kernel.errors import LimitExceeded, ThaiyyalError
from thaiyyal.kernel.values import Value, has_more_values, parse_json
from thaiyyal.web.middleware.bodies import bounded_receive, check_declared_length

_WITHOUT_BODY = {"GET", "HEAD", "OPTIONS"}
FREE = frozenset({"document", "input", "payload", "text", "value"})
"""Fields of bodies that may be large: whole documents, inputs, other values, and texts."""
PLAIN_BYTES = 256 * 1024
"""The most of a body without such a field: every field that is wrong becomes an error."""
MOST_FIELDS = 100
_SMALL_BYTES = 64 * 1024
"""Beyond this, parsing may take longer than the event loop should wait."""
_aside = ThreadPoolExecutor(2, thread_name_prefix="bodies")


class UnsupportedMediaType(ThaiyyalError):
    """A body of a kind that the route does not take."""

    code = "unsupported_media_type"


class ClientLeft(ThaiyyalError):
    """The client closed its connection before the body was there; nobody reads the answer."""

    code = "client_left"


@dataclass(frozen=True, slots=True)
class Bounds:
    """How large, how deep and how slow a body may be. A document, 110 deep, fits into a request."""

    max_bytes: int = 10 * 1024 * 1024
    max_depth: int = 120
    timeout_s: float = 30.0
    max_values: int = 1_000_000


async def read_body(route: Route, request: Request, bounds: Bounds) -> None:
    """Read the body into the request, so that the framework finds it read and parsed.

    Raises:
        BodyTooLarge, BodyTooSlow, ClientLeft: As they say.
        UnsupportedMediaType: There is a body and it is not JSON.
        BadJson, LimitExceeded: It is no JSON, has a key twice, or is nested too deeply.
    """
    if route.method in _WITHOUT_BODY:
        return
    most = route.max_body_bytes or min(bounds.max_bytes, _most_bytes(route.handler))
    check_declared_length(request.headers, max_bytes=most)
    receive = bounded_receive(request.receive, max_bytes=most, timeout_s=bounds.timeout_s)
    body = await _whole(receive)
    request._body = body  # noqa: SLF001 - where Starlette keeps a body that was read
    if body and (not route.raw or route.request is not None):
        _check_media_type(request)
        request._json = await _parsed(body, bounds)  # noqa: SLF001 - and one that was parsed


async def _whole(receive: Receive) -> bytes:
    parts = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientLeft("the client left before its request was complete")
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)


async def _parsed(body: bytes, bounds: Bounds) -> Value:
    """Return a body's value; a large one is parsed beside the event loop."""
    if len(body) <= _SMALL_BYTES:
        return _value_of(body, bounds)
    parse = partial(_value_of, body, bounds)
    return await asyncio.get_running_loop().run_in_executor(_aside, parse)


def _value_of(body: bytes, bounds: Bounds) -> Value:
    if has_more_values(body, bounds.max_values):
        raise LimitExceeded(f"the JSON has more than {bounds.max_values} values; send less at once")
    value = parse_json(body, duplicates="refuse", max_depth=bounds.max_depth)
    if isinstance(value, dict) and len(value) > MOST_FIELDS:
        raise LimitExceeded(f"a body has at most {MOST_FIELDS} fields")
    return value


@lru_cache(maxsize=1_000)
def _most_bytes(handler: Callable[..., Any]) -> int:
    """Return how large a route's body may be, by the fields that it has."""
    fields = getattr(handler.__annotations__.get("body"), "model_fields", None)
    is_plain = fields is not None and FREE.isdisjoint(fields)
    return PLAIN_BYTES if is_plain else sys.maxsize


def _check_media_type(request: Request) -> None:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json" and not kind.endswith("+json"):
        raise UnsupportedMediaType("send the body as application/json")

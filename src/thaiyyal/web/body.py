"""Reading a request's body: bounded, strictly JSON, after it is known who sends it."""

from dataclasses import dataclass

from starlette.requests import ClientDisconnect, Request

from thaiyyal.features.routing import Route
from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.kernel.values import parse_json
from thaiyyal.web.middleware.bodies import bounded_receive, check_declared_length

_WITHOUT_BODY = {"GET", "HEAD", "OPTIONS"}


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


async def read_body(route: Route, request: Request, bounds: Bounds) -> None:
    """Read the body into the request, so that the framework finds it read and parsed.

    Raises:
        BodyTooLarge, BodyTooSlow, ClientLeft: As they say.
        UnsupportedMediaType: There is a body and it is not JSON.
        BadJson, LimitExceeded: It is no JSON, has a key twice, or is nested too deeply.
    """
    if route.method in _WITHOUT_BODY:
        return
    most = route.max_body_bytes or bounds.max_bytes
    check_declared_length(request.headers, max_bytes=most)
    receive = bounded_receive(request.receive, max_bytes=most, timeout_s=bounds.timeout_s)
    try:
        body = await Request(request.scope, receive).body()
    except ClientDisconnect as error:
        raise ClientLeft("the client left before its request was complete") from error
    request._body = body  # noqa: SLF001 - where Starlette keeps a body that was read
    if body and not route.raw:
        _check_media_type(request)
        request._json = parse_json(body, duplicates="refuse", max_depth=bounds.max_depth)  # noqa: SLF001


def _check_media_type(request: Request) -> None:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json" and not kind.endswith("+json"):
        raise UnsupportedMediaType("send the body as application/json")

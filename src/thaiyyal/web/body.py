"""Reading a request's body: bounded, strictly JSON, after it is known who sends it."""

from starlette.requests import Request

from thaiyyal.features.routing import Route
from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.kernel.values import parse_json

MAX_DEPTH = 120
"""A document, which may be 110 deep, inside a request."""
_WITHOUT_BODY = {"GET", "HEAD", "OPTIONS"}


class UnsupportedMediaType(ThaiyyalError):
    """A body of a kind that the route does not take."""

    code = "unsupported_media_type"


async def read_body(route: Route, request: Request, *, most: int, timeout_s: float = 30.0) -> None:
    """Read the body into the request, so that the framework finds it read and parsed.

    Raises:
        BodyTooLarge, BodyTooSlow: As they say.
        UnsupportedMediaType: There is a body and it is not JSON.
        BadJson, LimitExceeded: It is no JSON, has a key twice, or is nested too deeply.
    """
    if route.method in _WITHOUT_BODY:
        return
    body = await request.body()
    request._body = body  # noqa: SLF001 - where Starlette keeps a body that was read
    if body and not route.raw:
        _check_media_type(request)
        request._json = parse_json(body, duplicates="refuse", max_depth=MAX_DEPTH)  # noqa: SLF001


def _check_media_type(request: Request) -> None:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json" and not kind.endswith("+json"):
        raise UnsupportedMediaType("send the body as application/json")

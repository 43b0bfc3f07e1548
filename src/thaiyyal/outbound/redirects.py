"""Following redirects: a pure step from one request to the next, and the loop around it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from urllib.parse import urljoin

from thaiyyal.outbound.targets import read_target
from thaiyyal.sdk.context import Request, Response
from thaiyyal.sdk.errors import StepError
from thaiyyal.sdk.origins import moved_to

SendOne = Callable[[Request], Awaitable[Response]]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})


async def follow(request: Request, send_one: SendOne) -> tuple[Response, int]:
    """Send ``request`` and the redirects that follow from it; return how many there were.

    ``send_one`` carries out a single hop and never follows anything itself.
    """
    redirects = 0
    current = request
    while True:
        response = await send_one(current)
        following = next_request(current, response) if request.follow_redirects else None
        if following is None:
            return response, redirects
        if redirects >= request.max_redirects:
            message = f"more than {request.max_redirects} redirects, the last one from "
            raise StepError("too_many_redirects", message + host_of(current.url))
        redirects += 1
        current = following


def next_request(request: Request, response: Response) -> Request | None:
    """Return what a redirecting response asks for, or None if it redirects nowhere.

    303 turns everything but HEAD into GET, 301 and 302 turn POST into GET. Another origin gets
    neither the credential nor headers that hold one.

    Raises:
        StepError: bad_url, when the location cannot be followed.
    """
    location = response.headers.get("location", "")
    if response.status not in _REDIRECTS or not location:
        return None
    try:
        url = urljoin(request.url, location)
    except ValueError as error:
        raise StepError("bad_url", "the redirect leads to no readable url") from error
    following = moved_to(request, read_target(url).url)
    if not _becomes_get(request.method, response.status):
        return following
    headers = [pair for pair in following.headers if not pair[0].lower().startswith("content-")]
    return replace(following, method="GET", body=None, headers=tuple(headers))


def host_of(url: str) -> str:
    """Return the host of ``url`` for messages; a query may hold secrets."""
    try:
        return read_target(url).host
    except StepError:
        return "the server"


def _becomes_get(method: str, status: int) -> bool:
    if status == 303:
        return method not in ("GET", "HEAD")
    return status in (301, 302) and method == "POST"

"""The first page a person sees: become the owner, sign in, run a workflow."""

from collections.abc import Awaitable, Callable
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}


def start_routes() -> list[Route]:
    """Return the page at `/` and `/setup`, and its two files."""
    page = _file("index.html")
    return [
        Route("/", page, name="start"),
        Route("/setup", page, name="setup"),
        Route("/start/start.css", _file("start.css"), name="start_css"),
        Route("/start/start.js", _file("start.js"), name="start_js"),
    ]


def _file(name: str) -> Callable[[Request], Awaitable[Response]]:
    content = files("thaiyyal.web").joinpath("static", "start", name).read_bytes()
    media_type = _TYPES["." + name.rpartition(".")[2]]

    async def answer(_: Request) -> Response:
        return Response(content, media_type=media_type, headers={"Cache-Control": "no-cache"})

    return answer

"""The reference of the API for people: Swagger UI, from files of our own.

Its page has no inline script and no inline style, so that the policy of pages holds for it.
Addresses in it are relative, so that it works below a prefix.
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Thaiyyal API</title>
<link rel="icon" href="docs/favicon-32x32.png">
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<main id="swagger-ui"></main>
<noscript>This page needs JavaScript; the document itself is <a href="v1/openapi.json">here</a>.
</noscript>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/initialise.js"></script>
</body>
</html>
"""
_MEDIA_TYPES = {
    "favicon-32x32.png": "image/png",
    "initialise.js": "text/javascript",
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
}
"""The files that are served, by name; names never become paths."""


@dataclass(frozen=True, slots=True)
class _File:
    content: bytes
    etag: str


def docs_routes(path: str = "/api/docs") -> list[Route]:
    """Return the routes of the page and of its files, which everybody may read."""
    return [Route(path, docs_page), Route(f"{path}/{{name}}", docs_file)]


async def docs_page(_: Request) -> Response:
    """Answer with the page."""
    return HTMLResponse(_PAGE, headers={"Cache-Control": "no-cache"})


async def docs_file(request: Request) -> Response:
    """Answer with one of the page's files; the browser keeps it and asks whether it changed."""
    name = request.path_params["name"]
    if name not in _MEDIA_TYPES:
        raise HTTPException(404)
    file = _file(name)
    headers = {"Cache-Control": "no-cache", "ETag": file.etag}
    if file.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(file.content, media_type=_MEDIA_TYPES[name], headers=headers)


@cache
def _file(name: str) -> _File:
    content = files("thaiyyal.web").joinpath("static", "swagger", name).read_bytes()
    return _File(content, f'"{hashlib.sha256(content).hexdigest()[:32]}"')

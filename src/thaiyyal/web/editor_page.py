"""The editor in the browser: its page at every address that is a page's, and its files.

The page is rendered for each answer, with a nonce of its own; the files never change under their
names and are kept by browsers for good.
"""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Match, Route
from starlette.types import Scope

from thaiyyal.web.editor_files import ENCODINGS, SANDBOX, Editor, EditorFile
from thaiyyal.web.middleware.compression import preferred_encoding
from thaiyyal.web.middleware.headers import make_nonce

NONCE = "__CSP_NONCE__"
"""Stands in the built page where the nonce goes."""
ASSETS = "assets/"
_FOR_GOOD = "public, max-age=31536000, immutable"
_NOT_PAGES = frozenset({"api", "health", "metrics", "ready"})
"""First segments of addresses that are answered by others, or by nobody."""
_NOT_BUILT = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Thaiyyal</title>
<link rel="icon" href="data:,">
</head>
<body>
<h1>The editor is not built</h1>
<p>The server works; only its pages are missing. In the folder of the source code run
<code>make setup</code>, which needs Node.js 20 or newer, and start the server again.</p>
<p>Until then: the <a href="/api/docs">API</a>, and the command <code>thaiyyal --help</code>.</p>
</body>
</html>
"""


class _EditorRoute(Route):
    """Fits what can be a page or a file, and is silent about the rest: it is asked last."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Tell whether a request may be for the editor."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            return Match.NONE, {}
        if scope["path"].split("/", 2)[1].lower() in _NOT_PAGES:
            return Match.NONE, {}
        return super().matches(scope)


def editor_routes(editor: Editor | None) -> list[Route]:
    """Return the route of the editor, which has to be the last of all."""

    async def answer(request: Request) -> Response:
        path = request.path_params["path"]
        file = editor.files.get(path) if editor else None
        if editor and file:
            return _file_answer(editor, path, file, request)
        if path.startswith(ASSETS) or "." in path.rpartition("/")[2]:
            raise HTTPException(404)
        return _page(editor, request)

    return [_EditorRoute("/{path:path}", answer, name="editor")]


def _page(editor: Editor | None, request: Request) -> Response:
    if editor is None:
        return HTMLResponse(_NOT_BUILT, headers={"Cache-Control": "no-store"})
    return HTMLResponse(editor.page.replace(NONCE, make_nonce(request.scope)))


def _file_answer(editor: Editor, path: str, file: EditorFile, request: Request) -> Response:
    encoding = _encoding_of(file, request)
    etag = f'"{file.etag}-{encoding}"' if encoding else f'"{file.etag}"'
    headers = {
        "Cache-Control": _FOR_GOOD if path.startswith(ASSETS) else "no-cache",
        "ETag": etag,
        "Vary": "Accept-Encoding",
    }
    if path == SANDBOX:
        headers["Content-Security-Policy"] = editor.sandbox_policy
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if encoding is None:
        return Response(file.content, media_type=file.media_type, headers=headers)
    headers["Content-Encoding"] = encoding
    return Response(file.encoded[encoding], media_type=file.media_type, headers=headers)


def _encoding_of(file: EditorFile, request: Request) -> str | None:
    """Return the encoding to send a file in, of those that it is there in."""
    accepted = ",".join(request.headers.getlist("accept-encoding"))
    among = tuple(name for name in ENCODINGS if name in file.encoded)
    return preferred_encoding(accepted, among=among)

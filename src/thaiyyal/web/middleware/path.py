"""Paths that can be read in two ways are refused before anything is routed by them.

Ours have neither a slash at the end nor two in a row, and never an encoded separator; method
override headers are read by nobody.
"""

import re
from urllib.parse import unquote_to_bytes

from starlette.types import ASGIApp, Receive, Scope, Send

from thaiyyal.web.middleware.sending import REQUESTS, refuse

_AMBIGUOUS = re.compile(
    rb"""
    //                                  # empty segments
    | [;\\\x00-\x20\x7f-\xff]           # parameters, other separators, what must be encoded
    | /\.{1,2}(?:/|\Z)                  # dot segments
    | %(?![0-9A-Fa-f]{2})               # broken escapes
    | %(?:2[EF5ef]|5[Cc]|3[Bb]|[01]|7[Ff])  # escaped . / % \ ; and control characters
    """,
    re.VERBOSE,
)


class PlainPaths:
    """Lets only requests with a plain path through."""

    def __init__(self, app: ASGIApp, *, max_length: int = 2_048) -> None:
        self._app = app
        self._max_length = max_length

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it with a problem."""
        if scope["type"] not in REQUESTS:
            await self._app(scope, receive, send)
            return
        raw = scope.get("raw_path")
        raw = scope["path"].encode() if raw is None else raw
        wrong = what_is_wrong(raw, max_length=self._max_length)
        if wrong is not None:
            await refuse(scope, receive, send, status=400, code="bad_path", detail=wrong)
        elif is_elsewhere(raw):
            detail = "there is nothing at this address"
            await refuse(scope, receive, send, status=404, code="not_found", detail=detail)
        else:
            await self._app(scope, receive, send)


def what_is_wrong(raw_path: bytes, *, max_length: int = 2_048) -> str | None:
    """Return why a path, as it was sent, is refused; None if it is plain."""
    if len(raw_path) > max_length:
        return f"the path of a request has at most {max_length:,} characters"
    if not raw_path.startswith(b"/") or _AMBIGUOUS.search(raw_path):
        return "the path has empty or dot segments, or characters that no address here has"
    if b"%" in raw_path and not _is_utf_8(unquote_to_bytes(raw_path)):
        return "the path is not encoded in UTF-8"
    return None


def is_elsewhere(raw_path: bytes) -> bool:
    """Whether a path only resembles one of ours: a slash at the end, the API in other case."""
    ends_in_slash = len(raw_path) > 1 and raw_path.endswith(b"/")
    lower = raw_path.lower()
    return ends_in_slash or (lower.startswith(b"/api/") and not raw_path.startswith(b"/api/"))


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True

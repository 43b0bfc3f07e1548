"""What a named client makes of a request: its address, headers and limits. Pure."""

import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import unquote_plus

from thaiyyal.outbound.credentials import ClientSettings
from thaiyyal.sdk.context import Request

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_NO_CLIENT = ClientSettings()


def with_client(request: Request, client: ClientSettings) -> Request:
    """Return ``request`` as the named client sends it; what it says itself goes first.

    The time and the size of the client are upper bounds; the size is that of what comes back.
    """
    if client == _NO_CLIENT:
        return request
    file_bytes = client.max_bytes if request.saves_body else None
    return replace(
        request,
        url=full_url(request.url, client.base_url),
        headers=_with_defaults(request.headers, client.headers),
        timeout_s=_least(request.timeout_s, client.timeout_s),
        max_bytes=int(_least(request.max_bytes, client.max_bytes)),
        max_file_bytes=int(_least(request.max_file_bytes, file_bytes)),
    )


def full_url(url: str, base_url: str | None) -> str:
    """Return a url without a scheme as a place below ``base_url``; it never leaves its origin.

    >>> full_url("/orders?page=2", "https://a.example/v1/")
    'https://a.example/v1/orders?page=2'
    >>> full_url("//b.example/", "https://a.example")
    'https://a.example/b.example/'
    """
    if not base_url or _SCHEME.match(url):
        return url
    base = base_url.partition("#")[0].rstrip("/")
    return base + url if url.startswith("?") else f"{base}/{url.lstrip('/')}"


def without_pairs(url: str, pairs: Iterable[tuple[str, str]]) -> str:
    """Return ``url`` without these parameters: servers repeat secrets in their links.

    >>> without_pairs("https://a.example/?page=2&api_key=s", [("api_key", "s")])
    'https://a.example/?page=2'
    """
    unwanted = set(pairs)
    bare, mark, query = url.partition("?")
    if not unwanted or not query:
        return url
    parts = query.split("&")
    kept = [part for part in parts if _pair(part) not in unwanted]
    if len(kept) == len(parts):
        return url
    return bare + mark + "&".join(kept) if kept else bare


def _pair(part: str) -> tuple[str, str]:
    name, _, text = part.partition("=")
    return unquote_plus(name), unquote_plus(text)


def _with_defaults(
    own: tuple[tuple[str, str], ...], defaults: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    given = {name.lower() for name, _ in own}
    return own + tuple(pair for pair in defaults if pair[0].lower() not in given)


def _least(own: float, bound: float | None) -> float:
    return own if bound is None else min(own, bound)

"""Origins of urls, and what a request loses on its way to another one."""

from dataclasses import replace
from urllib.parse import urlsplit

from thaiyyal.sdk.context import Request

SECRET_HEADERS = frozenset({"authorization", "cookie", "proxy-authorization"})
"""Headers that prove who asks; lower case."""

_PORTS = {"http": 80, "https": 443}


def origin_of(url: str) -> tuple[str, str, int] | None:
    """Return scheme, host and port of ``url``, or None if it has none.

    >>> origin_of("HTTPS://Example.org/a") == origin_of("https://example.org:443/b")
    True
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if not host:
        return None
    return (parts.scheme, host, port if port is not None else _PORTS.get(parts.scheme, 0))


def moved_to(request: Request, url: str) -> Request:
    """Return ``request`` for ``url``; another origin gets no credential and no secret header."""
    if _is_same_place(request.url, url) or _is_same_origin(request.url, url):
        return replace(request, url=url)
    headers = tuple(pair for pair in request.headers if pair[0].lower() not in SECRET_HEADERS)
    return replace(request, url=url, headers=headers, credential=None)


def _is_same_place(one: str, other: str) -> bool:
    # True for parts of urls as well, which a named client completes in the same way.
    return one.partition("?")[0] == other.partition("?")[0]


def _is_same_origin(one: str, other: str) -> bool:
    origin = origin_of(one)
    return origin is not None and origin == origin_of(other)

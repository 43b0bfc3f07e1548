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
    origin = origin_of(request.url)
    if origin is not None and origin == origin_of(url):
        return replace(request, url=url)
    headers = tuple(pair for pair in request.headers if pair[0].lower() not in SECRET_HEADERS)
    return replace(request, url=url, headers=headers, credential=None)

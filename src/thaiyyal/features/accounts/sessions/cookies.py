"""The refresh token as a browser keeps it: out of reach of scripts and of other sites.

Over TLS the name begins with ``__Secure-``, so that a page without TLS cannot put one in its place.
"""

from datetime import timedelta

PATH = "/api/v1/auth"
_NAME = "thaiyyal-refresh"


def cookie_name(*, secure: bool) -> str:
    """Return the name of the cookie.

    >>> cookie_name(secure=True), cookie_name(secure=False)
    ('__Secure-thaiyyal-refresh', 'thaiyyal-refresh')
    """
    return f"__Secure-{_NAME}" if secure else _NAME


def refresh_cookie(token: str, *, lasts: timedelta, secure: bool) -> str:
    """Return the text of a ``Set-Cookie`` header."""
    parts = [
        f"{cookie_name(secure=secure)}={token}",
        f"Path={PATH}",
        f"Max-Age={max(0, int(lasts.total_seconds()))}",
        "HttpOnly",
        "SameSite=Strict",
    ]
    return "; ".join([*parts, "Secure"] if secure else parts)


def no_cookie(*, secure: bool) -> str:
    """Return the ``Set-Cookie`` header that removes the cookie."""
    return refresh_cookie("", lasts=timedelta(0), secure=secure)

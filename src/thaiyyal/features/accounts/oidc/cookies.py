"""The cookie that remembers a sign-in while the browser is at the provider."""

from thaiyyal.features.accounts.oidc.flow import LIFETIME

PATH = "/api/v1/auth/oidc"
_NAME = "thaiyyal-oidc"


def flow_cookie_name(*, secure: bool) -> str:
    """Return the name of the cookie."""
    return f"__Secure-{_NAME}" if secure else _NAME


def flow_cookie(text: str, *, secure: bool) -> str:
    """Return a ``Set-Cookie`` header; an empty text removes the cookie.

    ``Lax``, because the browser comes back from another site; it is of no use for anything else.
    """
    lasts = int(LIFETIME.total_seconds()) if text else 0
    parts = [
        f"{flow_cookie_name(secure=secure)}={text}",
        f"Path={PATH}",
        f"Max-Age={lasts}",
        "HttpOnly",
        "SameSite=Lax",
    ]
    return "; ".join([*parts, "Secure"] if secure else parts)

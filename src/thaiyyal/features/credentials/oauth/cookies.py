"""The cookie that proves that a consent comes back to the browser where it was begun.

Without it whoever begins could send the address to somebody else, whose account would be connected.
Each consent has a cookie of its own, so that several may be under way in one browser.
"""

from hashlib import sha256

PATH = "/api/v1/oauth"


def consent_cookie_name(state: str, *, secure: bool) -> str:
    """Return the name of the cookie of one consent, which tells nothing of its state."""
    name = f"thaiyyal-consent-{sha256(state.encode('utf-8', 'replace')).hexdigest()[:16]}"
    return f"__Secure-{name}" if secure else name


def consent_cookie(state: str, text: str, *, lasts_s: int, secure: bool) -> str:
    """Return a ``Set-Cookie`` header; an empty text removes the cookie.

    ``Lax``, because the browser comes back from another site.
    """
    parts = [
        f"{consent_cookie_name(state, secure=secure)}={text}",
        f"Path={PATH}",
        f"Max-Age={lasts_s if text else 0}",
        "HttpOnly",
        "SameSite=Lax",
    ]
    return "; ".join([*parts, "Secure"] if secure else parts)

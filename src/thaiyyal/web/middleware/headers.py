"""Security headers on every answer, errors included. A route that sets one itself keeps its own."""

import secrets

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from thaiyyal.web.middleware.sending import editing_headers

DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"
"""The content security policy of answers that are no page and no script of one."""
HSTS = "max-age=63072000; includeSubDomains"
_UNUSED_FEATURES = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)
_ALWAYS = {
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"SAMEORIGIN",
    b"referrer-policy": b"strict-origin-when-cross-origin",
    b"permissions-policy": ", ".join(f"{name}=()" for name in _UNUSED_FEATURES).encode(),
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    # The filter that this header controlled was itself an attack.
    b"x-xss-protection": b"0",
}
# A worker obeys the policy that its own script came with.
_OF_PAGES = frozenset({"text/html", "text/javascript", "application/javascript"})
_DATA = frozenset({"application/json", "application/problem+json", "text/event-stream"})


class SecurityHeaders:
    """Adds what is missing among the headers of every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the headers of its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        def complete(_: Message, headers: MutableHeaders) -> None:
            add_missing(scope, headers)

        await self._app(scope, receive, editing_headers(send, complete))


def make_nonce(scope: Scope) -> str:
    """Return a new nonce for the inline styles of this answer, which must be a page."""
    nonce = secrets.token_urlsafe(16)
    scope.setdefault("state", {})["csp_nonce"] = nonce
    return nonce


def page_policy(nonce: str | None = None) -> str:
    """Return the content security policy of a page; only index.html has a nonce."""
    style = f" 'nonce-{nonce}'" if nonce else ""
    return (
        "default-src 'self'; script-src 'self'; "
        f"style-src 'self'{style}; "
        "img-src 'self' data: blob:; worker-src 'self'; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    )


def add_missing(scope: Scope, headers: MutableHeaders) -> None:
    """Add the headers that an answer lacks."""
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    nonce = scope.get("state", {}).get("csp_nonce")
    policy = page_policy(nonce) if kind in _OF_PAGES else DATA_POLICY
    wanted = {**_ALWAYS, b"content-security-policy": policy.encode()}
    if scope["scheme"] == "https":
        wanted[b"strict-transport-security"] = HSTS.encode()
    if scope["path"].startswith("/api/") or kind in _DATA or nonce:
        wanted[b"cache-control"] = b"no-store"
    del headers["Server"]
    present = {name for name, _ in headers.raw}
    headers.raw.extend(item for item in wanted.items() if item[0] not in present)

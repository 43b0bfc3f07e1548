"""A session's way into an answer and back: in the body, or in the cookie of a browser."""

from dataclasses import dataclass

from starlette.requests import Request

from thaiyyal.features.accounts.sessions.cookies import cookie_name, no_cookie, refresh_cookie
from thaiyyal.features.accounts.sessions.issuer import Grant
from thaiyyal.features.accounts.sessions.same_origin import require_same_origin
from thaiyyal.features.accounts.sessions.schemas import SignedIn, SignedInTenant, SignedInUser
from thaiyyal.features.accounts.settings import AccountSettings
from thaiyyal.features.routing import CallContext
from thaiyyal.kernel.clock import utc_now


@dataclass(frozen=True, slots=True)
class Presented:
    """A refresh token, and whether it came in the cookie."""

    token: str
    in_cookie: bool


def signed_in(call: CallContext, grant: Grant, *, cookie: bool) -> SignedIn:
    """Return the answer to who has a session now; with ``cookie`` the refresh token goes there."""
    if cookie and grant.refresh_token is not None:
        lasts = grant.lasts_until - utc_now()
        secure = is_secure(call)
        call.cookies.append(refresh_cookie(grant.refresh_token, lasts=lasts, secure=secure))
    call.headers["Cache-Control"] = "no-store"
    tenant = grant.tenant
    return SignedIn(
        access_token=grant.access_token,
        expires_in_s=int(grant.expires_in.total_seconds()),
        refresh_token=None if cookie else grant.refresh_token,
        user=SignedInUser.model_validate(grant.user),
        tenant=None if tenant is None else SignedInTenant.model_validate(tenant),
    )


def presented_token(call: CallContext, in_body: str | None) -> Presented | None:
    """Return the refresh token of a request; the body's goes before the cookie's.

    Raises:
        CrossSite: The cookie would be used by a page that is not ours.
    """
    if in_body is not None:
        return Presented(in_body, in_cookie=False)
    token = call.request.cookies.get(cookie_name(secure=is_secure(call)))
    if not token:
        return None
    settings = call.service(AccountSettings)
    url, headers = call.request.url, call.request.headers
    allowed = {*settings.web_origins, *([settings.public_url] if settings.public_url else [])}
    require_same_origin(
        origin=headers.get("origin"),
        fetch_site=headers.get("sec-fetch-site"),
        own=f"{url.scheme}://{url.netloc}",
        allowed=allowed,
    )
    return Presented(token, in_cookie=True)


def forget_cookie(call: CallContext) -> None:
    """Remove the cookie from the browser that has sent one."""
    secure = is_secure(call)
    if cookie_name(secure=secure) in call.request.cookies:
        call.cookies.append(no_cookie(secure=secure))


def bearer_of(request: Request) -> str | None:
    """Return the access token of a request to a route that needs none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def is_secure(call: CallContext) -> bool:
    """Whether cookies are for TLS only."""
    settings = call.service(AccountSettings)
    if settings.secure_cookies is not None:
        return settings.secure_cookies
    return call.request.url.scheme == "https" or (settings.public_url or "").startswith("https:")

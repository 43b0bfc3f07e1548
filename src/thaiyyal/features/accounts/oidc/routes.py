"""Routes of sign-in with a provider. A browser opens them itself, so they answer by redirecting."""

from typing import Annotated

from fastapi import Path, Query
from starlette.responses import RedirectResponse

from thaiyyal.features.accounts.oidc import service
from thaiyyal.features.accounts.oidc.cookies import flow_cookie, flow_cookie_name
from thaiyyal.features.accounts.oidc.errors import (
    NotAdmitted,
    ProviderSignInFailed,
    ProviderUnavailable,
)
from thaiyyal.features.accounts.sessions.answering import is_secure, signed_in
from thaiyyal.features.accounts.settings import AccountSettings
from thaiyyal.features.routing import Allowance, Call, CallContext, Routes
from thaiyyal.kernel.permissions import Access

routes = Routes("auth")

ProviderName = Annotated[
    str, Path(max_length=100, description="Its name in the settings.", examples=["corporate"])
]
State = Annotated[str | None, Query(max_length=4_096, description="As it was sent there.")]
Code = Annotated[
    str | None, Query(max_length=4_096, description="What the provider gives a token for.")
]
Refusal = Annotated[
    str | None, Query(max_length=4_096, description="Why the provider refused, if it did.")
]
Issuer = Annotated[
    str | None, Query(max_length=4_096, description="Which provider answers (RFC 9207).")
]


@routes.route(
    "GET",
    "/auth/oidc/{provider}/start",
    permission=Access.PUBLIC,
    status=303,
    opens_transactions=True,
    allowance=Allowance.SIGN_IN,
)
async def start_sign_in_with_provider(call: Call, provider: ProviderName) -> RedirectResponse:
    """Go to a provider to sign in."""
    chosen = service.provider_of(call.services, provider)
    begun = await service.begin(call.services, chosen, redirect_uri=_callback(call, chosen.name))
    call.cookies.append(flow_cookie(begun.cookie, secure=is_secure(call)))
    call.headers["Cache-Control"] = "no-store"
    return RedirectResponse(begun.address, status_code=303)


@routes.route(
    "GET",
    "/auth/oidc/{provider}/callback",
    permission=Access.PUBLIC,
    status=303,
    opens_transactions=True,
    allowance=Allowance.SIGN_IN,
    errors=(401, 403),
)
async def finish_sign_in_with_provider(
    call: Call,
    provider: ProviderName,
    *,
    state: State = None,
    code: Code = None,
    error: Refusal = None,
    iss: Issuer = None,
) -> RedirectResponse:
    """Come back from a provider: sign in, with the refresh token in a cookie, and go to the page.

    An account is known by issuer and subject. Who comes for the first time gets in when the
    provider's settings say so. A browser that is refused goes to the page with
    `#sign-in-problem=…` and the code; other clients get the problem itself.
    """
    chosen, secure = service.provider_of(call.services, provider), is_secure(call)
    returned = service.Return(
        cookie=call.request.cookies.get(flow_cookie_name(secure=secure)),
        state=state,
        code=code,
        error=error,
        issuer=iss,
    )
    call.cookies.append(flow_cookie("", secure=secure))
    try:
        grant = await service.finish(
            call.database,
            call.services,
            chosen,
            returned,
            redirect_uri=_callback(call, chosen.name),
            origin=call.actor.origin,
        )
    except (ProviderSignInFailed, NotAdmitted, ProviderUnavailable) as problem:
        if "text/html" not in call.request.headers.get("accept", ""):
            raise
        return _to_page(call, f"#sign-in-problem={problem.code}")
    signed_in(call, grant, cookie=True)
    return _to_page(call)


def _to_page(call: CallContext, fragment: str = "") -> RedirectResponse:
    base = (call.service(AccountSettings).public_url or "").rstrip("/")
    return RedirectResponse(f"{base}/{fragment}", status_code=303)


def _callback(call: CallContext, provider: str) -> str:
    """Return the address that the provider sends the browser back to, as registered there."""
    url = call.request.url
    base = call.service(AccountSettings).public_url or f"{url.scheme}://{url.netloc}"
    return f"{base.rstrip('/')}/api/v1/auth/oidc/{provider}/callback"

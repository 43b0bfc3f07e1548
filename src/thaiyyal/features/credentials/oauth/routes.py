"""Routes of consents: one begins, the other is where the service sends the browser back to."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from starlette.responses import HTMLResponse

from thaiyyal.features.accounts.sessions.answering import is_secure
from thaiyyal.features.accounts.settings import AccountSettings
from thaiyyal.features.credentials import service
from thaiyyal.features.credentials.oauth import consent
from thaiyyal.features.credentials.oauth.cookies import consent_cookie, consent_cookie_name
from thaiyyal.features.credentials.oauth.page import DONE
from thaiyyal.features.credentials.rights import require_change
from thaiyyal.features.credentials.schemas import Consent
from thaiyyal.features.credentials.use import Opener
from thaiyyal.features.routing import Allowance, Call, CallContext, Routes
from thaiyyal.kernel.permissions import Access, Permission

routes = Routes("credentials")
PATH = "/oauth/callback"

State = Annotated[str | None, Query(max_length=4_096, description="As it was sent there.")]
Code = Annotated[
    str | None, Query(max_length=4_096, description="What the service gives tokens for.")
]
Refusal = Annotated[
    str | None, Query(max_length=4_096, description="Why the service refused, if it did.")
]


@routes.route(
    "POST",
    "/credentials/{credential_id}/authorize",
    permission=Permission.CREDENTIALS_UPDATE,
    opens_transactions=True,
    errors=(409,),
)
async def authorize_credential(call: Call, credential_id: UUID) -> Consent:
    """Begin the consent of a person for a credential of the kind oauth2_authorization_code.

    Open the address in the browser that got this answer, which sets a cookie: the service asks
    there, and sends that browser back here. Another browser, or one without the cookie, is refused.
    Register the address `…/api/v1/oauth/callback` of this server at the service.
    """
    async with call.database.begin(call.actor.scope) as tx:
        row = await service.found(tx, credential_id)
    require_change(call.actor, row, Permission.CREDENTIALS_UPDATE)
    begun = await consent.begin(
        call.service(Opener), call.actor, row, redirect_uri=_redirect_uri(call)
    )
    call.headers["Cache-Control"] = "no-store"
    lasts_s = int(consent.LASTS.total_seconds())
    call.cookies.append(
        consent_cookie(begun.state, begun.proof, lasts_s=lasts_s, secure=is_secure(call))
    )
    return Consent(url=begun.url, expires_at=begun.expires_at)


@routes.route(
    "GET",
    PATH,
    permission=Access.PUBLIC,
    opens_transactions=True,
    allowance=Allowance.SIGN_IN,
    media_type="text/html",
    response=str,
)
async def finish_credential_consent(
    call: Call, *, state: State = None, code: Code = None, error: Refusal = None
) -> HTMLResponse:
    """Come back from a service with a person's consent, in the browser where it was begun.

    Works once, within ten minutes, with the cookie that the beginning has set.
    """
    secure, told = is_secure(call), state or ""
    proof = call.request.cookies.get(consent_cookie_name(told, secure=secure))
    returned = consent.Returned(state, None if error else code, error, proof)
    await consent.finish(call.service(Opener), returned, call.actor.origin)
    call.headers["Cache-Control"] = "no-store"
    call.headers["Referrer-Policy"] = "no-referrer"
    call.cookies.append(consent_cookie(told, "", lasts_s=0, secure=secure))
    return HTMLResponse(DONE)


def _redirect_uri(call: CallContext) -> str:
    url = call.request.url
    base = call.service(AccountSettings).public_url or f"{url.scheme}://{url.netloc}"
    return f"{base.rstrip('/')}/api/v1{PATH}"

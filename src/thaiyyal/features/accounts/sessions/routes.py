"""Routes of sessions: refresh, sign out, go on in another tenant."""

from uuid import UUID

from thaiyyal.features.accounts.acting import signed_in_user
from thaiyyal.features.accounts.sessions import ending, queries
from thaiyyal.features.accounts.sessions.answering import (
    bearer_of,
    forget_cookie,
    presented_token,
    signed_in,
)
from thaiyyal.features.accounts.sessions.issuer import TokenIssuer
from thaiyyal.features.accounts.sessions.refreshing import refresh
from thaiyyal.features.accounts.sessions.schemas import (
    MOST_BYTES,
    Ended,
    RefreshRequest,
    Session,
    SignedIn,
    TenantChoice,
)
from thaiyyal.features.routing import Call, Cursor, CursorSigner, Limit, Page, Routes
from thaiyyal.kernel.authorize import NotSignedIn
from thaiyyal.kernel.ids import SessionId, TenantId
from thaiyyal.kernel.permissions import Access

auth_routes = Routes("auth")
account_routes = Routes("account")


@auth_routes.route(
    "POST",
    "/auth/refresh",
    permission=Access.PUBLIC,
    opens_transactions=True,
    max_body_bytes=MOST_BYTES,
    errors=(401, 403),
)
async def refresh_session(call: Call, body: RefreshRequest | None = None) -> SignedIn:
    """Change a refresh token for the next tokens.

    Each refresh token works once. One that comes twice is in two hands, so it ends the session.
    """
    presented = presented_token(call, _text_of(body))
    if presented is None:
        raise NotSignedIn("send a refresh token, or the cookie that has it")
    grant = await refresh(
        call.database, call.service(TokenIssuer), presented.token, call.actor.origin
    )
    return signed_in(call, grant, cookie=presented.in_cookie)


@auth_routes.route(
    "POST",
    "/auth/logout",
    permission=Access.PUBLIC,
    status=204,
    opens_transactions=True,
    max_body_bytes=MOST_BYTES,
    errors=(401, 403),
)
async def sign_out(call: Call, body: RefreshRequest | None = None) -> None:
    """Sign out: end the session of the access token, of the refresh token, or of the cookie.

    Whatever is sent of the three is ended. A session that has ended already is no error.
    """
    presented = presented_token(call, _text_of(body))
    tokens = ending.Tokens(bearer_of(call.request), presented.token if presented else None)
    try:
        await ending.sign_out(call.database, call.service(TokenIssuer), tokens, call.actor.origin)
    except NotSignedIn:
        if presented is None or not presented.in_cookie:
            raise
    forget_cookie(call)


@auth_routes.route(
    "POST",
    "/auth/logout-all",
    permission=Access.SIGNED_IN,
    opens_transactions=True,
    errors=(403,),
)
async def sign_out_everywhere(call: Call) -> Ended:
    """Sign out everywhere: end all your sessions, this one too. API keys stay."""
    ended = await ending.sign_out_everywhere(call.database, call.actor)
    forget_cookie(call)
    return Ended(ended=ended)


@auth_routes.route(
    "POST",
    "/auth/tenant",
    permission=Access.SIGNED_IN,
    opens_transactions=True,
    errors=(403, 404),
)
async def switch_tenant(call: Call, body: TenantChoice) -> SignedIn:
    """Go on in another tenant of yours, with a new access token and the same refresh token."""
    grant = await ending.switch_tenant(
        call.database, call.service(TokenIssuer), call.actor, TenantId(body.tenant_id)
    )
    return signed_in(call, grant, cookie=False)


@account_routes.route("GET", "/me/sessions", permission=Access.SIGNED_IN, errors=(403,))
async def list_own_sessions(call: Call, limit: Limit = 50, cursor: Cursor = None) -> Page[Session]:
    """List where you are signed in, newest first."""
    signed_in_user(call.actor)
    signer = call.service(CursorSigner)
    after = UUID(str(signer.read("sessions", cursor)[0])) if cursor else None
    rows = await queries.list_sessions(call.tx, after=after, limit=limit + 1)
    current = call.actor.session_id
    return Page[Session](
        items=[Session(**row, is_current=row["id"] == current) for row in rows[:limit]],
        next_cursor=signer.write("sessions", [str(rows[limit - 1]["id"])])
        if len(rows) > limit
        else None,
    )


@account_routes.route(
    "DELETE",
    "/me/sessions/{session_id}",
    permission=Access.SIGNED_IN,
    status=204,
    opens_transactions=True,
    errors=(403,),
)
async def end_own_session(call: Call, session_id: UUID) -> None:
    """End one of your sessions."""
    await ending.end_session(call.database, call.actor, SessionId(session_id))


def _text_of(body: RefreshRequest | None) -> str | None:
    if body is None or body.refresh_token is None:
        return None
    return body.refresh_token.get_secret_value()

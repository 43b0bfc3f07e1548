"""The route that sets a new password by a link."""

from thaiyyal.features.accounts.password_reset.service import set_password_by_link
from thaiyyal.features.accounts.sessions.schemas import MOST_BYTES, Password, Token
from thaiyyal.features.routing import Allowance, Call, Routes, Schema
from thaiyyal.kernel.permissions import Access

routes = Routes("auth")


class PasswordByLink(Schema):
    """What follows `#token=` in the link, and the password that you want."""

    token: Token
    password: Password


@routes.route(
    "POST",
    "/auth/password-reset",
    permission=Access.PUBLIC,
    status=204,
    opens_transactions=True,
    max_body_bytes=MOST_BYTES,
    allowance=Allowance.SIGN_IN,
    errors=(410,),
)
async def set_password_by_reset_link(call: Call, body: PasswordByLink) -> None:
    """Set a new password by a link, which works once; all sessions end, a lock-out too.

    Sign in afterwards, with the second factor where there is one.
    """
    await set_password_by_link(
        call.database,
        call.services,
        body.token.get_secret_value(),
        body.password.get_secret_value(),
        call.actor.origin,
    )

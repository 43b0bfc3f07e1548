"""Routes of sign-in."""

from thaiyyal.features.accounts.password_policy import MIN_CHARACTERS
from thaiyyal.features.accounts.passwords import MAX_CHARACTERS
from thaiyyal.features.accounts.sessions.answering import signed_in
from thaiyyal.features.accounts.sessions.schemas import MOST_BYTES, SignedIn
from thaiyyal.features.accounts.settings import AccountSettings, OidcProvider
from thaiyyal.features.accounts.setup import is_set_up
from thaiyyal.features.accounts.sign_in.schemas import (
    OidcButton,
    PasswordRules,
    SignInOptions,
    SignInRequest,
)
from thaiyyal.features.accounts.sign_in.service import Typed, sign_in
from thaiyyal.features.routing import Allowance, Call, Routes
from thaiyyal.kernel.permissions import Access

routes = Routes("auth")

_RULES = PasswordRules(
    min_characters=MIN_CHARACTERS,
    max_characters=MAX_CHARACTERS,
    summary=f"{MIN_CHARACTERS} characters or more, not one of the common ones, no sequence or "
    "repetition, and without your name or address. A few words that you make up are best.",
)


@routes.route("GET", "/auth/options", permission=Access.PUBLIC, opens_transactions=True)
async def get_sign_in_options(call: Call) -> SignInOptions:
    """Show how one can sign in here."""
    settings = call.service(AccountSettings)
    return SignInOptions(
        needs_setup=not await is_set_up(call.database),
        registration=settings.registration.value,
        providers=[_button(provider) for provider in settings.providers],
        password_rules=_RULES,
    )


@routes.route(
    "POST",
    "/auth/login",
    permission=Access.PUBLIC,
    opens_transactions=True,
    max_body_bytes=MOST_BYTES,
    allowance=Allowance.SIGN_IN,
    errors=(401, 403, 404),
)
async def sign_in_with_password(call: Call, body: SignInRequest) -> SignedIn:
    """Sign in with e-mail address and password, and the second factor where there is one.

    After five failures an address is refused for 15 minutes (429 `sign_in_locked`), whether or not
    it has an account. 401 `second_factor_required` comes only after the right password.
    """
    typed = Typed(
        email=body.email.strip(),
        password=body.password.get_secret_value(),
        code=None if body.totp is None else body.totp.get_secret_value(),
        tenant=body.tenant,
    )
    grant = await sign_in(call.database, call.services, typed, call.actor.origin)
    return signed_in(call, grant, cookie=body.cookie)


def _button(provider: OidcProvider) -> OidcButton:
    return OidcButton(
        name=provider.name,
        label=provider.label or provider.name,
        path=f"/api/v1/auth/oidc/{provider.name}/start",
    )

"""Routes of the second factor."""

from thaiyyal.features.accounts.second_factor import service
from thaiyyal.features.accounts.second_factor.schemas import (
    Confirmation,
    RecoveryCodes,
    TotpCode,
    TotpSecret,
)
from thaiyyal.features.routing import Call, Routes
from thaiyyal.kernel.permissions import Access

routes = Routes("account")


@routes.route(
    "POST",
    "/me/totp",
    permission=Access.SIGNED_IN,
    status=201,
    opens_transactions=True,
    errors=(403,),
)
async def prepare_second_factor(call: Call) -> TotpSecret:
    """Make a secret for an authenticator app; it is in force when its first code is confirmed."""
    prepared = await service.prepare(call.database, call.services, call.actor)
    call.headers["Cache-Control"] = "no-store"
    return TotpSecret(secret=prepared.secret, otpauth_uri=prepared.uri)


@routes.route(
    "POST",
    "/me/totp/confirm",
    permission=Access.SIGNED_IN,
    opens_transactions=True,
    errors=(403,),
)
async def enable_second_factor(call: Call, body: TotpCode) -> RecoveryCodes:
    """Put the second factor in force by its first code; the recovery codes are shown this once."""
    codes = await service.enable(
        call.database, call.services, call.actor, body.code.get_secret_value()
    )
    call.headers["Cache-Control"] = "no-store"
    return RecoveryCodes(recovery_codes=codes)


@routes.route(
    "DELETE",
    "/me/totp",
    permission=Access.SIGNED_IN,
    status=204,
    opens_transactions=True,
    errors=(403, 408, 409, 413, 415, 422),
)
async def disable_second_factor(call: Call, body: Confirmation) -> None:
    """Take your second factor away, confirmed by your password or a code."""
    await service.disable(call.database, call.services, call.actor, _proof(body))


@routes.route(
    "POST",
    "/me/recovery-codes",
    permission=Access.SIGNED_IN,
    opens_transactions=True,
    errors=(403,),
)
async def replace_recovery_codes(call: Call, body: Confirmation) -> RecoveryCodes:
    """Make new recovery codes, shown this once; the old ones end."""
    codes = await service.replace_recovery_codes(
        call.database, call.services, call.actor, _proof(body)
    )
    call.headers["Cache-Control"] = "no-store"
    return RecoveryCodes(recovery_codes=codes)


def _proof(body: Confirmation) -> service.Proof:
    return service.Proof(
        None if body.password is None else body.password.get_secret_value(),
        None if body.code is None else body.code.get_secret_value(),
    )

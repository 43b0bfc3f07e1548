"""The route that makes the first owner."""

from thaiyyal.features.accounts.emails import read_email
from thaiyyal.features.accounts.sessions.answering import signed_in
from thaiyyal.features.accounts.sessions.schemas import MOST_BYTES, SignedIn
from thaiyyal.features.accounts.setup.schemas import SetupRequest
from thaiyyal.features.accounts.setup.service import Founder, set_up
from thaiyyal.features.routing import Allowance, Call, Routes
from thaiyyal.kernel.permissions import Access

routes = Routes("auth")


@routes.route(
    "POST",
    "/auth/setup",
    permission=Access.PUBLIC,
    status=201,
    opens_transactions=True,
    max_body_bytes=MOST_BYTES,
    allowance=Allowance.SIGN_IN,
    errors=(410,),
)
async def set_up_owner(call: Call, body: SetupRequest) -> SignedIn:
    """Make the first owner of the platform with a first tenant, and sign in.

    The link works once; each start of the program makes a new one while there is no owner.
    """
    founder = Founder(
        email=read_email(body.email),
        name=body.name,
        password=body.password.get_secret_value(),
        tenant_name=body.tenant_name,
        tenant_slug=body.tenant_slug,
    )
    token = body.token.get_secret_value()
    grant = await set_up(call.database, call.services, token, founder, call.actor.origin)
    return signed_in(call, grant, cookie=body.cookie)

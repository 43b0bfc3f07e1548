"""Routes of registration and of accepting invitations."""

from thaiyyal.features.accounts.emails import read_email
from thaiyyal.features.accounts.registration import service
from thaiyyal.features.accounts.registration.schemas import (
    InvitationPreview,
    InvitationToken,
    RegistrationRequest,
)
from thaiyyal.features.accounts.sessions.answering import signed_in
from thaiyyal.features.accounts.sessions.schemas import MOST_BYTES, SignedIn, SignedInTenant
from thaiyyal.features.routing import Allowance, Call, Routes
from thaiyyal.kernel.permissions import Access

routes = Routes("auth")


@routes.route(
    "POST",
    "/auth/register",
    permission=Access.PUBLIC,
    status=201,
    opens_transactions=True,
    max_body_bytes=MOST_BYTES,
    allowance=Allowance.SIGN_IN,
    errors=(403, 410),
)
async def register_user(call: Call, body: RegistrationRequest) -> SignedIn:
    """Make an account and sign in.

    By default this needs an invitation, and makes a member of its tenant. Where registration is
    open, it founds a tenant of one's own.
    """
    invitation = body.invitation
    form = service.Form(
        email=read_email(body.email),
        name=body.name,
        password=body.password.get_secret_value(),
        invitation=None if invitation is None else invitation.get_secret_value(),
        tenant_name=body.tenant_name,
    )
    grant = await service.register(call.database, call.services, form, call.actor.origin)
    return signed_in(call, grant, cookie=body.cookie)


@routes.route(
    "POST",
    "/auth/invitations/preview",
    permission=Access.PUBLIC,
    opens_transactions=True,
    max_body_bytes=MOST_BYTES,
    allowance=Allowance.SIGN_IN,
    errors=(410,),
)
async def preview_invitation(call: Call, body: InvitationToken) -> InvitationPreview:
    """Show what an invitation is for."""
    row = await service.preview_invitation(
        call.database, body.token.get_secret_value(), call.actor.origin
    )
    return InvitationPreview(
        tenant_name=row["tenant_name"],
        role=row["role_name"],
        email=row["email"],
        expires_at=row["expires_at"],
    )


@routes.route(
    "POST",
    "/auth/invitations/accept",
    permission=Access.SIGNED_IN,
    opens_transactions=True,
    errors=(403, 410),
)
async def accept_invitation(call: Call, body: InvitationToken) -> SignedInTenant:
    """Become a member of the inviting tenant; go on there with `POST /auth/tenant`."""
    token = body.token.get_secret_value()
    tenant = await service.accept_invitation(call.database, call.actor, token)
    return SignedInTenant.model_validate(tenant)

"""Routes of invitations."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query

from thaiyyal.features.accounts.invitations import queries, service
from thaiyyal.features.accounts.invitations.schemas import (
    Invitation,
    InvitationRequest,
    NewInvitation,
    State,
)
from thaiyyal.features.accounts.settings import AccountSettings
from thaiyyal.features.routing import Call, Cursor, CursorSigner, Limit, Page, Routes
from thaiyyal.kernel.ids import InvitationId
from thaiyyal.kernel.permissions import Permission

routes = Routes("users")

StateFilter = Annotated[State | None, Query(description="Only those in this state.")]


@routes.route("GET", "/invitations", permission=Permission.USERS_INVITE)
async def list_invitations(
    call: Call, state: StateFilter = None, limit: Limit = 50, cursor: Cursor = None
) -> Page[Invitation]:
    """List invitations, newest first."""
    purpose, signer = f"invitations {state}", call.service(CursorSigner)
    place = signer.read(purpose, cursor) if cursor else None
    after = None if place is None else (datetime.fromisoformat(str(place[0])), UUID(str(place[1])))
    rows = await queries.list_invitations(call.tx, state=state, after=after, limit=limit + 1)
    last = rows[limit - 1] if len(rows) > limit else None
    following = [last["created_at"].isoformat(), str(last["id"])] if last else None
    return Page[Invitation](
        items=[Invitation.model_validate(row) for row in rows[:limit]],
        next_cursor=signer.write(purpose, following) if following else None,
    )


@routes.route(
    "POST",
    "/invitations",
    permission=Permission.USERS_INVITE,
    status=201,
    creates=True,
    shows_secret=True,
)
async def invite_user(call: Call, body: InvitationRequest) -> NewInvitation:
    """Invite somebody into the tenant; the answer has the link, this once.

    Whoever has no account makes one by the link, who has one signs in and accepts. An open
    invitation of the same address ends. Nobody can invite into a role with rights they do not have.
    """
    made = await service.invite(
        call.tx,
        call.actor,
        email=body.email,
        role=body.role,
        lasts=call.service(AccountSettings).invitation,
    )
    row = await service.get_invitation(call.tx, made.id)
    call.headers["Location"] = f"/api/v1/invitations/{made.id}"
    return NewInvitation.model_validate({**row, "token": made.token, "path": made.path})


@routes.route("GET", "/invitations/{invitation_id}", permission=Permission.USERS_INVITE)
async def get_invitation(call: Call, invitation_id: UUID) -> Invitation:
    """Show an invitation, without its link."""
    row = await service.get_invitation(call.tx, InvitationId(invitation_id))
    return Invitation.model_validate(row)


@routes.route(
    "DELETE",
    "/invitations/{invitation_id}",
    permission=Permission.USERS_INVITE,
    status=204,
    errors=(409,),
)
async def revoke_invitation(call: Call, invitation_id: UUID) -> None:
    """Make an invitation worthless."""
    await service.revoke_invitation(call.tx, call.actor, InvitationId(invitation_id))

"""Shapes of invitations."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from thaiyyal.features.routing import Email, Moment, Schema, Tag

State = Literal["open", "accepted", "revoked", "expired"]


class InvitationRequest(Schema):
    """Whom to invite, and the role they are to have."""

    email: Email = Field(examples=["new@example.com"])
    role: Tag = Field(description="Name or id of a role.", examples=["editor"])


class InvitedRole(Schema):
    """The role that whoever comes will have."""

    id: UUID
    name: str


class Invitation(Schema):
    """An invitation into the tenant; it can be accepted once, by whom it is for."""

    id: UUID
    email: str
    role: InvitedRole
    state: State
    invited_by: UUID | None
    created_at: Moment
    expires_at: Moment


class NewInvitation(Invitation):
    """An invitation with its token, which is shown this once."""

    token: str
    path: str = Field(
        description="The page of this server that accepts it.", examples=["/join#token=tho_…"]
    )

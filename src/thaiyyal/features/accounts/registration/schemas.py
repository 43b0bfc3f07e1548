"""Shapes of registration."""

from pydantic import Field

from thaiyyal.features.accounts.sessions.schemas import Cookie, Password, Token
from thaiyyal.features.routing import Email, Moment, Name, Schema


class RegistrationRequest(Schema):
    """Who wants an account."""

    email: Email = Field(examples=["grace@example.com"])
    password: Password
    name: Name = Field(examples=["Grace Hopper"])
    invitation: Token | None = Field(None, description="From the link of an invitation.")
    tenant_name: Name | None = Field(
        None, description="Of the tenant that an open registration founds; else the person's name."
    )
    cookie: Cookie = False


class InvitationToken(Schema):
    """What follows `#token=` in the link of an invitation."""

    token: Token


class InvitationPreview(Schema):
    """What an invitation is for."""

    tenant_name: str
    role: str
    email: str = Field(description="Only the account with this address can accept.")
    expires_at: Moment

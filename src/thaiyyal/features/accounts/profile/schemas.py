"""Shapes of a person's own account."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from thaiyyal.features.accounts.sessions.schemas import Password, SignedInTenant
from thaiyyal.features.routing import Moment, Name, Schema


class Me(Schema):
    """Who you are, here and now."""

    id: UUID
    email: str
    name: str
    email_verified: bool = Field(description="Whether an invitation or a provider vouches for it.")
    created_at: Moment
    last_sign_in_at: Moment | None
    has_password: bool
    has_second_factor: bool
    recovery_codes_left: int
    is_platform_owner: bool
    tenant: SignedInTenant | None = Field(description="Where you act; null when nowhere.")
    permissions: list[str] = Field(
        description="What you may do there; with an API key, within its scopes."
    )
    session_id: UUID | None
    api_key_id: UUID | None


class NewName(Schema):
    """How you want to be called."""

    name: Name = Field(examples=["Ada Lovelace"])


class PasswordChange(Schema):
    """The password that you have, and the one that you want."""

    current: Password
    new: Password


class Membership(Schema):
    """A tenant of yours."""

    id: UUID
    slug: str
    name: str
    status: Literal["active", "suspended", "deleting"]
    membership: Literal["active", "disabled"]
    is_current: bool
    joined_at: Moment

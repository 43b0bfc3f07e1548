"""Shapes of the tenant's users."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from thaiyyal.features.routing import Moment, Schema, Tag

Status = Literal["active", "disabled"]
Sort = Literal["name", "-name", "email", "-email", "joined_at", "-joined_at"]


class RoleName(Schema):
    """A role as others mention it."""

    id: UUID
    name: str


class Member(Schema):
    """A user of the tenant."""

    id: UUID
    email: str
    name: str
    status: Status = Field(description="Who is disabled cannot act in this tenant.")
    roles: list[RoleName]
    joined_at: Moment
    last_sign_in_at: Moment | None


class MemberChange(Schema):
    """What is to change about a user in this tenant; what is left out stays."""

    roles: Annotated[list[Tag], Field(max_length=20)] | None = Field(
        None,
        description="Ids or names of all roles that the user is to have.",
        examples=[["editor"]],
    )
    status: Status | None = None

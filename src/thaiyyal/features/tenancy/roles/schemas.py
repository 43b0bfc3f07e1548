"""Shapes of roles and permissions."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from thaiyyal.features.routing import Line, Moment, Schema, Tag
from thaiyyal.kernel.permissions import Permission


def _no_id(name: str) -> str:
    """Refuse what reads as an id: roles are named by either."""
    try:
        UUID(name)
    except ValueError:
        return name
    raise ValueError("a role cannot be called like an id")


class PermissionEntry(Schema):
    """One right there is."""

    name: str = Field(examples=["workflows.create"])
    resource: str = Field(examples=["workflows"])
    action: str = Field(examples=["create"])
    description: str


class Role(Schema):
    """A named set of permissions. Built-in roles are the same in every tenant."""

    id: UUID
    name: str
    description: str
    is_built_in: bool
    permissions: list[str]
    members: int = Field(description="How many users have it.")
    created_at: Moment
    updated_at: Moment


class RoleContent(Schema):
    """What a custom role is called and allows."""

    name: Annotated[Tag, AfterValidator(_no_id)] = Field(examples=["operator"])
    description: Line = ""
    permissions: Annotated[list[Permission], Field(max_length=len(Permission))] = Field(
        examples=[["workflows.read", "workflows.execute", "executions.read"]]
    )

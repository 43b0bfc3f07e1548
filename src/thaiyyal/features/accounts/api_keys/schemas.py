"""Shapes of API keys."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from thaiyyal.features.routing import Line, Moment, Schema, Whole
from thaiyyal.kernel.permissions import Permission

KeyName = Annotated[Line, StringConstraints(min_length=1, max_length=100)]


class ApiKeyRequest(Schema):
    """What a key is for, what it may do, and for how long."""

    name: KeyName = Field(examples=["nightly import"])
    scopes: Annotated[list[Permission], Field(min_length=1, max_length=100)] | None = Field(
        None,
        description="What the key may do, of what you may do; without it, all of that.",
        examples=[["workflows.read", "workflows.execute"]],
    )
    expires_in_days: Annotated[Whole, Field(ge=1, le=365)] = 90


class ApiKey(Schema):
    """A key, without what is secret about it."""

    id: UUID
    name: str
    hint: str = Field(description="How the key begins.", examples=["thk_1a2b"])
    scopes: list[str]
    state: Literal["active", "expired", "revoked"]
    user_id: UUID
    user_email: str | None
    created_at: Moment
    expires_at: Moment
    last_used_at: Moment | None = Field(description="To the minute.")
    revoked_at: Moment | None


class NewApiKey(ApiKey):
    """A key with its secret, which is shown this once."""

    key: str = Field(description="Send it as `X-API-Key`.")

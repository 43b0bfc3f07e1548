"""Shapes of sign-ins and sessions."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, JsonValue, SecretStr

from thaiyyal.features.routing import Flag, Moment, Schema

MOST_BYTES = 32 * 1024
"""Largest body of a route that is open to everybody: each field at its limit, escaped."""

Password = Annotated[
    SecretStr, Field(min_length=1, max_length=1_024, examples=["correct horse battery"])
]
Token = Annotated[SecretStr, Field(min_length=1, max_length=200, examples=["tho_…"])]
Cookie = Annotated[
    Flag,
    Field(
        description="For browsers: the refresh token goes into a cookie that scripts cannot read, "
        "and not into the answer."
    ),
]


class SignedInUser(Schema):
    """Who has signed in."""

    id: UUID
    email: str
    name: str


class SignedInTenant(Schema):
    """Where a session acts, and what the person may do there."""

    id: UUID
    slug: str
    name: str
    roles: list[str]
    permissions: list[str]


_SIGNED_IN: JsonValue = {
    "access_token": "eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCJ9.…",
    "token_type": "Bearer",
    "expires_in_s": 900,
    "refresh_token": "thr_…",
    "user": {
        "id": "0198c0de-7a1e-7000-8000-000000000001",
        "email": "ada@example.com",
        "name": "Ada Lovelace",
    },
    "tenant": {
        "id": "0198c0de-7a1e-7000-8000-000000000002",
        "slug": "acme",
        "name": "Acme",
        "roles": ["editor"],
        "permissions": ["workflows.read", "workflows.execute"],
    },
}


class SignedIn(Schema):
    """The tokens of a session."""

    model_config = ConfigDict(json_schema_extra={"examples": [_SIGNED_IN]})

    access_token: str = Field(description="Send it as `Authorization: Bearer …`.")
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - the name of a scheme
    expires_in_s: int = Field(description="How long the access token is valid.", examples=[900])
    refresh_token: str | None = Field(
        None, description="Good for one refresh; null when it is in the cookie."
    )
    user: SignedInUser
    tenant: SignedInTenant | None = Field(description="Null for who is a member nowhere.")


class RefreshRequest(Schema):
    """A refresh token; without one, that of the cookie."""

    refresh_token: Token | None = Field(None, examples=["thr_…"])


class TenantChoice(Schema):
    """Where to go on."""

    tenant_id: UUID


class Session(Schema):
    """One sign-in of yours."""

    id: UUID
    is_current: bool = Field(description="Whether this request belongs to it.")
    tenant_id: UUID | None
    address: str | None = Field(description="Where it was used last.")
    user_agent: str
    created_at: Moment
    last_used_at: Moment
    expires_at: Moment


class Ended(Schema):
    """How many sessions were ended."""

    ended: int

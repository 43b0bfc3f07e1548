"""Shapes of the first owner's set-up."""

from typing import Annotated

from pydantic import Field

from thaiyyal.features.accounts.sessions.schemas import Cookie, Password, Token
from thaiyyal.features.routing import Email, Name, Schema

Slug = Annotated[
    str,
    Field(pattern=r"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$", max_length=63, examples=["acme"]),
]


class SetupRequest(Schema):
    """Who owns the platform, and the tenant that they begin with."""

    token: Token = Field(description="From the link that the program printed when it started.")
    email: Email = Field(examples=["ada@example.com"])
    password: Password
    name: Name = Field(examples=["Ada Lovelace"])
    tenant_name: Name = Field(examples=["Acme"])
    tenant_slug: Slug | None = Field(None, description="Without it, made from the name.")
    cookie: Cookie = False

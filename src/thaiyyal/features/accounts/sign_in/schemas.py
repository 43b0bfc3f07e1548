"""Shapes of sign-in."""

from typing import Annotated, Literal

from pydantic import Field, SecretStr

from thaiyyal.features.accounts.sessions.schemas import Cookie, Password
from thaiyyal.features.routing import Line, Schema


class SignInRequest(Schema):
    """Who signs in."""

    email: Annotated[str, Field(min_length=1, max_length=254)] = Field(examples=["ada@example.com"])
    password: Password
    totp: Annotated[SecretStr, Field(min_length=1, max_length=64)] | None = Field(
        None, description="The code of the authenticator app, or a recovery code."
    )
    tenant: Line | None = Field(
        None, description="Short name or id of the tenant to begin in; else the one used last."
    )
    cookie: Cookie = False


class OidcButton(Schema):
    """A provider that people can sign in with; `GET` its address to begin."""

    name: str
    label: str
    path: str = Field(examples=["/api/v1/auth/oidc/corporate/start"])


class PasswordRules(Schema):
    """What a new password has to be."""

    min_characters: int
    max_characters: int
    summary: str


class SignInOptions(Schema):
    """What a page for signing in has to know."""

    needs_setup: bool = Field(description="Whether the platform has no owner yet.")
    registration: Literal["invitation", "open", "closed"]
    providers: list[OidcButton]
    password_rules: PasswordRules

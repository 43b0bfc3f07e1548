"""Settings of accounts: sign-in, tokens, passwords, providers of identity."""

from typing import Annotated, Literal

from pydantic import Field, SecretStr

from thaiyyal.settings.kinds import (
    Issuer,
    Milliseconds,
    Scopes,
    SecretKeys,
    Text,
    Texts,
    Whole,
    WholeSeconds,
)
from thaiyyal.settings.serving import Group

DAY_S = 86_400
SAFE_BCRYPT_COST = 12


class AuthSettings(Group):
    """How people sign in and stay signed in."""

    access_token_s: Annotated[WholeSeconds, Field(le=DAY_S)] = Field(
        900, description="How long an access token is valid."
    )
    refresh_token_s: Annotated[WholeSeconds, Field(le=366 * DAY_S)] = Field(
        30 * DAY_S, description="How long a session lasts without being used."
    )
    session_max_s: WholeSeconds = Field(
        180 * DAY_S, description="How long a session lasts however much it is used."
    )
    signing_keys: SecretKeys | None = Field(
        None,
        description="Keys that sign access tokens, `{id: base64}`, oldest first; the last one "
        "signs, all verify. Without it, a file in the data directory.",
    )
    encryption_keys: SecretKeys | None = Field(
        None,
        description="Keys that encrypt credentials, `{id: base64}`, oldest first; the last one "
        "encrypts, all decrypt. Without it, a file in the data directory.",
    )
    issuer: Text = Field("thaiyyal", description="The issuer named in access tokens.")
    registration: Literal["invitation", "open", "closed"] = Field(
        "invitation",
        description="Who may make an account: those who were invited, everybody, or nobody.",
    )
    invitation_s: WholeSeconds = Field(7 * DAY_S, description="How long an invitation is valid.")
    password_reset_s: Annotated[WholeSeconds, Field(le=7 * DAY_S)] = Field(
        3_600, description="How long a link that sets a new password is valid."
    )
    bcrypt_cost: Annotated[Whole, Field(ge=4, le=20)] = Field(
        SAFE_BCRYPT_COST,
        description="Work per stored password, doubled by each step. Below 12 only with "
        "`auth.allow_weak_hashing`.",
    )
    allow_weak_hashing: bool = Field(
        False, description="Lets `auth.bcrypt_cost` be below 12. For tests, never for people."
    )
    bcrypt_threads: Annotated[Whole, Field(ge=1, le=64)] = Field(
        2, description="Passwords that each process hashes at the same time."
    )
    lockout_failures: Annotated[Whole, Field(ge=1, le=100)] = Field(
        5, description="Failed sign-ins after which an account is locked."
    )
    lockout_s: WholeSeconds = Field(900, description="How long an account stays locked.")
    session_cache_ms: Annotated[Milliseconds, Field(le=1_000)] = Field(
        500,
        description="How long a process believes what it knows of a session; sign-out and changed "
        "roles take effect that late at most.",
    )


class OidcProvider(Group):
    """One provider of identity (OpenID Connect)."""

    issuer: Issuer = Field(description="The provider's address, as in its discovery document.")
    client_id: Text = Field(description="The name of Thaiyyal at the provider.")
    client_secret: SecretStr = Field(
        min_length=1, description="The secret of Thaiyyal at the provider."
    )
    scopes: Scopes = Field(
        ("openid", "email", "profile"), description="What is asked for; `openid` is needed."
    )
    label: Text | None = Field(
        None, description="What the button says. Without it, the provider's name."
    )
    tenant: Text | None = Field(
        None, description="The tenant (its slug) that people join who sign in for the first time."
    )
    default_role: Text = Field("viewer", description="The role that they get in that tenant.")
    allow_email_domains: Texts = Field(
        (), description="Only addresses of these domains may sign in; empty means all."
    )
    link_by_email: bool = Field(
        False,
        description="Whether an account with the same address is theirs, when the provider has "
        "verified the address and an invitation by the platform's owner vouches for it here.",
    )

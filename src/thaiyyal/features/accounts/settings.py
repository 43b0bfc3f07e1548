"""What accounts are told by whoever runs the platform; the defaults are those of the product."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum


class Registration(StrEnum):
    """Who may make an account: those who were invited, everybody, or nobody."""

    INVITATION = "invitation"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class OidcProvider:
    """A provider of identity (OpenID Connect) that signs people in.

    ``tenant``: its short name; people who come for the first time join it with ``default_role``,
    without it only those sign in who have an account already. ``link_by_email``: an account whose
    address the provider has verified too is theirs.
    """

    name: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    scopes: tuple[str, ...] = ("openid", "email", "profile")
    label: str | None = None
    tenant: str | None = None
    default_role: str = "viewer"
    allow_email_domains: tuple[str, ...] = ()
    link_by_email: bool = False


@dataclass(frozen=True, slots=True)
class AccountSettings:
    """How people sign in and stay signed in.

    ``session``: how long a session lasts unused; ``session_at_most``: however much it is used.
    ``web_origins``: pages beside our own that may use the cookie. ``secure_cookies`` None: when the
    request came over TLS. ``plan``: that of tenants which begin here.
    """

    issuer: str = "thaiyyal"
    access_token: timedelta = timedelta(minutes=15)
    session: timedelta = timedelta(days=30)
    session_at_most: timedelta = timedelta(days=180)
    setup_link: timedelta = timedelta(days=7)
    invitation: timedelta = timedelta(days=7)
    password_reset: timedelta = timedelta(hours=1)
    registration: Registration = Registration.INVITATION
    plan: str = "standard"
    lockout_failures: int = 5
    lockout: timedelta = timedelta(minutes=15)
    sign_ins_per_minute_account: int = 5
    public_url: str | None = None
    web_origins: tuple[str, ...] = ()
    secure_cookies: bool | None = None
    providers: tuple[OidcProvider, ...] = ()

    def provider(self, name: str) -> OidcProvider | None:
        """Return the provider of this name."""
        return next((found for found in self.providers if found.name == name), None)

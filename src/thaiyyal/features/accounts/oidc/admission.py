"""Whether the settings let somebody in whom a provider names. Pure."""

import unicodedata
from dataclasses import dataclass

from thaiyyal.features.accounts.emails import Email, read_email
from thaiyyal.features.accounts.errors import InvalidEmail
from thaiyyal.features.accounts.oidc.errors import NotAdmitted
from thaiyyal.features.accounts.oidc.id_token import Identity
from thaiyyal.features.accounts.settings import OidcProvider

_LONGEST_NAME = 200
_HIDDEN = {"Cc", "Cs", "Co", "Cn", "Cf", "Zl", "Zp"}


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whom the provider names, in our spelling. ``email`` None: it says none that can be used."""

    issuer: str
    subject: str
    email: Email | None
    is_verified: bool
    name: str


def visitor_from_identity(identity: Identity) -> Visitor:
    """Return who comes; what cannot be used of what the provider says is left out."""
    email = _email(identity.email)
    name = _name(identity.name or "") or (email or "").partition("@")[0] or "Somebody"
    return Visitor(
        identity.issuer,
        identity.subject,
        email,
        is_verified=email is not None and identity.email_verified is True,
        name=name,
    )


def require_domain(provider: OidcProvider, visitor: Visitor) -> None:
    """Do nothing for who may sign in at all; raises ``NotAdmitted``.

    Where domains are listed, an address counts only when the provider has verified it.
    """
    if not provider.allow_email_domains:
        return
    domain = (visitor.email or "").rpartition("@")[2]
    allowed = {listed.lower().lstrip("@") for listed in provider.allow_email_domains}
    if not visitor.is_verified or domain not in allowed:
        raise NotAdmitted("email_domain")


def may_link(provider: OidcProvider, visitor: Visitor, *, account_is_verified: bool) -> bool:
    """Whether an account with the visitor's address is theirs.

    Both sides have to vouch for the address: an account that somebody registered with another
    person's address would else wait for that person to come by the provider.
    """
    return provider.link_by_email and visitor.is_verified and account_is_verified


def _email(text: str | None) -> Email | None:
    try:
        return None if text is None else read_email(text)
    except InvalidEmail:
        return None


def _name(text: str) -> str:
    plain = unicodedata.normalize("NFC", text)
    shown = "".join(char for char in plain if unicodedata.category(char) not in _HIDDEN)
    return shown.strip()[:_LONGEST_NAME].strip()

"""What a provider says of itself in its discovery document. Pure."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from thaiyyal.features.accounts.oidc.errors import ProviderUnavailable
from thaiyyal.kernel.values import Value

_BASIC, _POST = "client_secret_basic", "client_secret_post"


@dataclass(frozen=True, slots=True)
class Metadata:
    """Where things are at a provider, and how we prove who we are there."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None
    secret_in_header: bool


def discovery_url(issuer: str) -> str:
    """Return where the discovery document of an issuer is.

    >>> discovery_url("https://id.example/realm/")
    'https://id.example/realm/.well-known/openid-configuration'
    """
    return issuer.rstrip("/") + "/.well-known/openid-configuration"


def read_metadata(document: Value, *, issuer: str) -> Metadata:
    """Return what a discovery document says; raises ``ProviderUnavailable`` for a wrong one."""
    if not isinstance(document, dict) or document.get("issuer") != issuer:
        raise ProviderUnavailable("its discovery document is another issuer's")
    methods = document.get("token_endpoint_auth_methods_supported")
    known = methods if isinstance(methods, list) else [_BASIC]
    userinfo = document.get("userinfo_endpoint")
    return Metadata(
        issuer=issuer,
        authorization_endpoint=_address(document, "authorization_endpoint"),
        token_endpoint=_address(document, "token_endpoint"),
        jwks_uri=_address(document, "jwks_uri"),
        userinfo_endpoint=None if userinfo is None else _address(document, "userinfo_endpoint"),
        secret_in_header=_BASIC in known or _POST not in known,
    )


def _address(document: dict[str, Value], name: str) -> str:
    """Return an address; without TLS only from an issuer that has none either."""
    found = document.get(name)
    if not isinstance(found, str):
        raise ProviderUnavailable(f"its discovery document has no {name}")
    issuer = document["issuer"]
    schemes = {"https", urlsplit(issuer).scheme} if isinstance(issuer, str) else {"https"}
    parts = urlsplit(found)
    if parts.scheme not in schemes or not parts.hostname:
        raise ProviderUnavailable(f"its {name} is no safe address")
    return found

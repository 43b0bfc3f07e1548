"""From the fields of a credential to what is sent: one function for each kind. Pure.

Each tells all texts that nobody may see, also those that are made of secrets.
"""

import base64
from collections.abc import Mapping

from thaiyyal.features.credentials.fields import FieldValue, Values
from thaiyyal.outbound import ClientCertificate, ClientSettings, Credential, MailAccount

ACCESS_TOKEN = "access_token"  # noqa: S105 - the name of a field
"""Under this name kinds that get tokens find the one of now among the fields."""


def basic(values: Values) -> Credential:
    """Send name and password (RFC 7617)."""
    password = text(values, "password")
    pair = f"{text(values, 'username')}:{password}".encode()
    encoded = base64.b64encode(pair).decode("ascii")
    return Credential((("Authorization", f"Basic {encoded}"),), secrets=(password, encoded))


def bearer(values: Values) -> Credential:
    """Send a token (RFC 6750)."""
    token = text(values, "token")
    return Credential((("Authorization", f"Bearer {token}"),), secrets=(token,))


def api_key(values: Values) -> Credential:
    """Send a key in a header or in the query."""
    key = text(values, "key")
    prefix = text(values, "prefix")
    pair = (text(values, "name"), f"{prefix} {key}" if prefix else key)
    if values["place"] == "query":
        return Credential(query=(pair,), secrets=(key,))
    return Credential((pair,), secrets=(key,))


def headers(values: Values) -> Credential:
    """Send fixed headers."""
    fixed = pairs(values, "headers")
    return Credential(fixed, secrets=tuple(value for _, value in fixed))


def oauth2(values: Values) -> Credential:
    """Send the access token of now."""
    token = text(values, ACCESS_TOKEN)
    return Credential(
        (("Authorization", f"Bearer {token}"),),
        secrets=(token, text(values, "client_secret")) if "client_secret" in values else (token,),
        is_renewable=True,
    )


def certificate(values: Values) -> Credential:
    """Prove who asks in TLS."""
    proof = ClientCertificate(
        text(values, "certificate"), text(values, "private_key"), text(values, "authority") or None
    )
    return Credential(certificate=proof, secrets=(proof.private_key,))


def smtp(values: Values) -> Credential:
    """Sign in at a mail server."""
    account = MailAccount(
        text(values, "host"),
        _whole(values, "port") or 587,
        text(values, "security"),
        text(values, "sender"),
        text(values, "username") or None,
        text(values, "password") or None,
    )
    return Credential(mail=account, secrets=(account.password,) if account.password else ())


def http_client(values: Values) -> Credential:
    """Send nothing secret."""
    return Credential()


def client_settings(values: Values) -> ClientSettings:
    """Return what all requests with a credential have in common."""
    return ClientSettings(
        base_url=text(values, "base_url") or None,
        headers=pairs(values, "default_headers"),
        timeout_s=_number(values, "timeout_s"),
        max_bytes=_whole(values, "max_response_bytes"),
        most=_whole(values, "requests"),
        per_s=_number(values, "per_s") or 1.0,
        retries=_whole(values, "retries") or 0,
        allows_plain_http=bool(values.get("allow_plain_http")),
    )


def text(values: Values, name: str) -> str:
    """Return a field that holds a text, empty if there is none."""
    found = values.get(name, "")
    return found if isinstance(found, str) else ""


def pairs(values: Values, name: str) -> tuple[tuple[str, str], ...]:
    """Return a field that holds names with their texts."""
    found: FieldValue = values.get(name, "")
    return tuple(found.items()) if isinstance(found, Mapping) else ()


def _number(values: Values, name: str) -> float | None:
    found = values.get(name)
    return float(found) if isinstance(found, int | float) else None


def _whole(values: Values, name: str) -> int | None:
    found = values.get(name)
    return found if isinstance(found, int) else None

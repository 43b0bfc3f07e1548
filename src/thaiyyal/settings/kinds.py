"""The kinds of values that settings have: how each is read from text and what it is called."""

import json
import re
from base64 import b64decode
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Annotated
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, StringConstraints

from thaiyyal.secrets import Reference

Network = IPv4Network | IPv6Network

_AMOUNT = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*([A-Za-z]*)\s*", re.ASCII)
_SECONDS = {"": 1, "ms": 0.001, "s": 1, "m": 60, "h": 3_600, "d": 86_400}
_BYTES = {"": 1, "b": 1, "kib": 1 << 10, "mib": 1 << 20, "gib": 1 << 30}
_KEY_ID = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_KEY_BYTES = 32
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_DOMAIN = re.compile(rf"(?!.{{254}})(?:{_LABEL}\.)*(?!(?:\d+|0x[0-9a-f]*)$){_LABEL}", re.ASCII)
_UNIX = "unix:///"
_POSTGRES = ("postgresql://", "postgres://")


@dataclass(frozen=True, slots=True)
class Says:
    """What a kind is called in the reference."""

    kind: str


def amount_in(units: dict[str, float], value: object, *, one: float = 1) -> object:
    """Return how many ``one`` a text with a unit stands for; what is none stays as it is."""
    if isinstance(value, bool):
        raise ValueError("must be a number")
    found = _AMOUNT.fullmatch(value) if isinstance(value, str) else None
    if found is None or not found[2]:
        return value
    factor = units.get(found[2].lower())
    if factor is None:
        raise ValueError(f"must have one of the units {', '.join(unit for unit in units if unit)}")
    return round(float(found[1]) * factor / one, 6)


def _seconds(value: object) -> object:
    return amount_in(_SECONDS, value)


def _milliseconds(value: object) -> object:
    return amount_in(_SECONDS, value, one=0.001)


def _bytes(value: object) -> object:
    return amount_in(dict(_BYTES), value)


def _whole(value: object) -> object:
    return amount_in({}, value)


def _split(value: object) -> object:
    """Split a text at its commas; lists, as files have them, stay."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value


def _network(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return ip_network(value)
    except ValueError as error:
        raise ValueError(f"{error}; write for example 10.1.0.0/16") from error


def _domain(value: str) -> str:
    """Return a domain in lower case, without a dot at its ends; addresses are none."""
    plain = value.strip().lower().removeprefix("*.").removesuffix(".")
    if not _DOMAIN.fullmatch(plain):
        raise ValueError("must be a domain such as example.org, in its ASCII form")
    return plain


def _parts(value: str) -> SplitResult:
    """Take an address apart; what has no host, or a port that none is, is no address."""
    try:
        parts = urlsplit(value)
        is_address = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        is_address = False
    if not is_address or parts.scheme not in ("http", "https"):
        raise ValueError("must be a web address such as https://flows.example.org")
    return parts


def _origin(value: str) -> str:
    parts = _parts(value)
    if parts.username is not None or parts.query or parts.fragment or parts.path not in ("", "/"):
        raise ValueError("must end after the host and the port")
    return value.rstrip("/")


def _safe_issuer(value: str) -> str:
    parts = _parts(value)
    if parts.username is not None or parts.query or parts.fragment:
        raise ValueError("must have no user, no query and no fragment")
    if parts.scheme != "https" and not is_loopback(parts.hostname or ""):
        raise ValueError("must begin with https:// (http:// only for this machine)")
    return value


def _database_url(value: SecretStr) -> SecretStr:
    text = value.get_secret_value()
    if not text.startswith(_POSTGRES):
        raise ValueError(f"must begin with {_POSTGRES[0]}")
    return value


def _redis_url(value: SecretStr) -> SecretStr:
    text = value.get_secret_value()
    try:
        parts = urlsplit(text)
        is_address = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        is_address = False
    if not text.startswith(_UNIX) and not (is_address and parts.scheme in ("redis", "rediss")):
        raise ValueError("must be an address such as rediss://:password@redis.example.org:6379/0")
    return value


def _keys(value: SecretStr) -> SecretStr:
    keys_of(value)
    return value


def _web_address(value: str) -> str:
    parts = _parts(value)
    if parts.username is not None or parts.query or parts.fragment:
        raise ValueError("must have no user, no query and no fragment")
    return value.rstrip("/")


def _secret_folder(value: str) -> str:
    found = Reference.read(value)
    if found is None or found.member is not None:
        raise ValueError("must be a folder such as vault:kv/data/tenants or aws:tenants")
    return value.rstrip("/")


def _email(value: str) -> str:
    name, at, domain = value.partition("@")
    if not (name and at and domain) or "@" in domain or re.search(r"\s", value):
        raise ValueError("must be an e-mail address")
    return value


def _place(value: Path) -> Path:
    try:
        return value.expanduser().absolute()
    except RuntimeError as error:
        raise ValueError("begins with ~, but there is no home directory") from error


def _scopes(value: tuple[str, ...]) -> tuple[str, ...]:
    if "openid" not in value:
        raise ValueError("must have openid")
    return value


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this machine and no other."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def keys_of(secret: SecretStr) -> dict[str, bytes]:
    """Return keys by their ids, oldest first, from ``{"id": "base64 of 32 bytes or more"}``.

    Raises:
        ValueError: The text is something else; the message holds nothing of it.
    """
    try:
        found = json.loads(secret.get_secret_value())
        keys = {id_: _key_bytes(text) for id_, text in found.items()}
    except (ValueError, AttributeError, TypeError):
        keys = {}
    if not keys or any(len(key) < _KEY_BYTES for key in keys.values()):
        raise ValueError(f'must be JSON {{"id": "base64 of {_KEY_BYTES} bytes or more", …}}')
    if not all(_KEY_ID.fullmatch(id_) for id_ in keys):
        raise ValueError("must have ids of 1 to 64 letters, digits, _ or -")
    return keys


def _key_bytes(text: str) -> bytes:
    plain = text.replace("-", "+").replace("_", "/")
    return b64decode(plain + "=" * (-len(plain) % 4), validate=True)


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Whole = Annotated[int, BeforeValidator(_whole), Says("whole number")]
Seconds = Annotated[
    float, BeforeValidator(_seconds), Field(gt=0, allow_inf_nan=False), Says("seconds")
]
WholeSeconds = Annotated[int, BeforeValidator(_seconds), Field(ge=1), Says("seconds")]
Milliseconds = Annotated[int, BeforeValidator(_milliseconds), Field(ge=0), Says("milliseconds")]
Days = Annotated[int, BeforeValidator(_whole), Field(ge=1, le=36_500), Says("days")]
Bytes = Annotated[int, BeforeValidator(_bytes), Field(ge=1), Says("bytes")]
Texts = Annotated[tuple[str, ...], BeforeValidator(_split), Says("list")]
Networks = Annotated[
    tuple[Annotated[Network, BeforeValidator(_network)], ...],
    BeforeValidator(_split),
    Says("list of networks"),
]
Domain = Annotated[str, AfterValidator(_domain), Says("domain")]
Domains = Annotated[tuple[Domain, ...], BeforeValidator(_split), Says("list of domains")]
WebOrigin = Annotated[str, AfterValidator(_origin), Says("web address")]
WebOrigins = Annotated[
    tuple[WebOrigin, ...], BeforeValidator(_split), Says("list of web addresses")
]
WebAddress = Annotated[str, AfterValidator(_web_address), Says("web address")]
SecretFolder = Annotated[str, AfterValidator(_secret_folder), Says("folder of secrets")]
Place = Annotated[Path, AfterValidator(_place), Says("path")]
Scopes = Annotated[Texts, AfterValidator(_scopes)]
ProviderName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,62}$")]
Issuer = Annotated[str, AfterValidator(_safe_issuer), Says("web address")]
Email = Annotated[str, AfterValidator(_email), Says("e-mail address")]
DatabaseUrl = Annotated[SecretStr, AfterValidator(_database_url), Says("address of a database")]
RedisUrl = Annotated[SecretStr, AfterValidator(_redis_url), Says("address of a Redis")]
SecretKeys = Annotated[SecretStr, AfterValidator(_keys), Says("keys as JSON")]

"""Where a URL leads: its parts, read strictly, and the names that are refused before any look-up.

Written for one reader of URLs: a text that two readers could understand differently is refused
(white space, backslashes, user info, odd spellings of IPv4 addresses).
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import quote

from thaiyyal.outbound.hosts import and_parents, ascii_host, is_numeric
from thaiyyal.outbound.networks import Address
from thaiyyal.outbound.refusals import AddressBlocked
from thaiyyal.outbound.rules import Policy
from thaiyyal.sdk.errors import StepError, Terminal

METADATA_HOSTS = frozenset(
    {
        "instance-data",
        "instance-data.ec2.internal",
        "metadata",
        "metadata.aliyun.com",
        "metadata.azure.com",
        "metadata.azure.internal",
        "metadata.cloud.ibm.com",
        "metadata.goog",
        "metadata.google.internal",
        "metadata.internal",
        "metadata.packet.net",
        "metadata.platformequinix.com",
        "metadata.tencentyun.com",
        "metadata.vultr.com",
    }
)
"""Names of the clouds' metadata services; names below them are refused as well."""

MAX_URL_LENGTH = 65_536
_REMEMBERED_LENGTH = 1_000
_BAD = re.compile(r"[\x00-\x1f\x7f\x80-\x9f]")
_QUAD = re.compile(r"(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}", re.ASCII)
_AUTHORITY = re.compile(r"(?:\[([^\[\]]*)\]|([^\[\]:]*))(?::(\d{0,5}))?", re.ASCII)
_KEPT = "!#$%&'()*+,/:;=?@[]~-._"
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Target:
    """A readable URL. ``host`` is lower case ASCII; ``address`` is set for literal addresses.

    ``url``: the whole in its canonical form.
    """

    scheme: str
    host: str
    port: int
    path: str  # with the query, percent-encoded
    address: Address | None = None
    url: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        object.__setattr__(self, "url", f"{self.scheme}://{host}{port}{self.path}")


def read_target(url: str) -> Target:
    """Return the parts of ``url``; raises ``bad_url``, or ``address_blocked`` for odd hosts."""
    return _remembered(url) if len(url) <= _REMEMBERED_LENGTH else _read(url)


def _read(url: str) -> Target:
    if len(url) > MAX_URL_LENGTH:
        raise _bad_url(f"the url is longer than {MAX_URL_LENGTH:,} characters")
    if url != url.strip() or _BAD.search(url):
        raise _bad_url("the url has control characters, or blanks at its ends; take them out")
    scheme, rest = _split_scheme(url)
    end = next((i for i, c in enumerate(rest) if c in "/?#"), len(rest))
    authority, tail = rest[:end], rest[end:].partition("#")[0]
    if "@" in authority:
        raise _bad_url(
            "the url has a user name or a password before an @; take them out and put them into "
            "a credential"
        )
    found = _AUTHORITY.fullmatch(authority)
    if found is None:
        raise _bad_url("the url has no readable host and port")
    bracketed, name, port_text = found.groups()
    port = int(port_text) if port_text else _PORTS[scheme]
    if not 0 < port < 65_536:
        raise _bad_url("the port of the url must be from 1 to 65535")
    path = _encode(tail if tail.startswith("/") else "/" + tail)
    if bracketed is not None:
        address = _read_v6(bracketed)
        return Target(scheme, str(address), port, path, address)
    host = _read_name(name)
    return Target(scheme, host, port, path, _read_v4(host))


_remembered = lru_cache(1_000)(_read)  # reading costs as much as a third of a request


def check_target(target: Target, policy: Policy) -> None:
    """Refuse a target whose host is a refused name or a refused literal address."""
    if target.address is not None:
        reason = policy.refusal(target.address)
        if reason is not None:
            raise blocked(target.host, reason)
    check_name(target.host, policy)


def check_name(host: str, policy: Policy) -> None:
    """Refuse a metadata name, whatever is allowed, and what ``policy`` refuses by its name."""
    host = host.lower().removesuffix(".")
    if not METADATA_HOSTS.isdisjoint(and_parents(host)):
        raise blocked(host, "a cloud's metadata service")
    reason = policy.refusal_of_name(host)
    if reason is not None:
        raise blocked(host, reason)


def is_local_name(host: str) -> bool:
    """Say whether ``host`` means this machine by definition (RFC 6761)."""
    return host == "localhost" or host.endswith(".localhost") or host == "localhost.localdomain"


def blocked(host: str, reason: str) -> AddressBlocked:
    """Return the error for a host that the network policy refuses."""
    return AddressBlocked(host, reason)


def _split_scheme(url: str) -> tuple[str, str]:
    scheme, separator, rest = url.partition("://")
    scheme = scheme.lower()
    if not separator or scheme not in _PORTS:
        raise _bad_url("the url must start with http:// or https://")
    return scheme, rest


def _read_v6(text: str) -> IPv6Address:
    try:
        address = IPv6Address(text)
    except ValueError as error:
        raise _bad_url("the url has no readable IPv6 address between its brackets") from error
    if address.scope_id is not None:
        raise blocked(text.partition("%")[0], "bound to one network interface")
    return address


def _read_name(text: str) -> str:
    if not text:
        raise _bad_url("the url names no host")
    try:
        return ascii_host(text)
    except ValueError as error:
        raise _bad_url("the host of the url is neither a host name nor an address") from error


def _read_v4(host: str) -> IPv4Address | None:
    # Other programs read "127.1", "2130706433" and "0x7f.1" as addresses: never pass them on.
    if not is_numeric(host):
        return None
    if not _QUAD.fullmatch(host):
        raise blocked(host, "an unusual spelling of an IPv4 address")
    try:
        return IPv4Address(host)
    except ValueError as error:
        raise blocked(host, "an unusual spelling of an IPv4 address") from error


def _encode(path: str) -> str:
    try:
        return quote(path, safe=_KEPT)
    except UnicodeEncodeError as error:
        raise _bad_url("the url has half of a character (a lone surrogate); take it out") from error


def _bad_url(sentence: str) -> StepError:
    return Terminal("bad_url", sentence)

"""Which addresses a workflow may connect to: everything public, nothing else, unless configured.

The table is our own: ``ipaddress.is_global`` differs between versions of Python and calls
6to4 and NAT64 forms of private addresses global.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from thaiyyal.outbound.networks import Address, Networks

SPECIAL_NETWORKS: dict[str, str] = {
    "0.0.0.0/8": "this network",
    "10.0.0.0/8": "private",
    "100.64.0.0/10": "shared by carriers (CGNAT)",
    "127.0.0.0/8": "loopback",
    "168.63.129.16/32": "a cloud's metadata service",
    "169.254.0.0/16": "link-local",
    "172.16.0.0/12": "private",
    "192.0.0.0/24": "reserved for protocols",
    "192.0.2.0/24": "documentation",
    "192.31.196.0/24": "reserved for AS112",
    "192.52.193.0/24": "reserved for AMT",
    "192.88.99.0/24": "a 6to4 relay",
    "192.168.0.0/16": "private",
    "192.175.48.0/24": "reserved for AS112",
    "198.18.0.0/15": "benchmarking",
    "198.51.100.0/24": "documentation",
    "203.0.113.0/24": "documentation",
    "224.0.0.0/4": "multicast",
    "240.0.0.0/4": "reserved",
    "::/128": "unspecified",
    "::1/128": "loopback",
    "::/96": "IPv4-compatible",
    "::ffff:0:0/96": "IPv4-mapped",
    "::ffff:0:0:0/96": "IPv4-translated",
    "64:ff9b::/96": "NAT64",
    "64:ff9b:1::/48": "local NAT64",
    "100::/64": "discard-only",
    "2001::/32": "Teredo",
    "2001::/23": "reserved for protocols",
    "2001:db8::/32": "documentation",
    "2002::/16": "6to4",
    "2620:4f:8000::/48": "reserved for AS112",
    "3ffe::/16": "the former 6bone",
    "3fff::/20": "documentation",
    "5f00::/16": "segment routing",
    "fc00::/7": "unique-local",
    "fe80::/10": "link-local",
    "fec0::/10": "site-local",
    "ff00::/8": "multicast",
}
"""Refused networks with what they are; of two that hold an address the narrower one counts."""

METADATA_NETWORKS = Networks(
    (
        "100.100.100.200/32",
        "168.63.129.16/32",
        "169.254.169.254/32",
        "169.254.170.2/32",
        "169.254.170.23/32",
        "192.0.0.192/32",
        "fd00:ec2::23/128",
        "fd00:ec2::254/128",
        "fd20:ce::254/128",
    )
)
"""Where clouds hand out their keys: refused, unless this very address is allowed."""

_TABLE = Networks(SPECIAL_NETWORKS)
_GLOBAL_V6 = IPv6Network("2000::/3")

# Where an IPv6 address carries an IPv4 one: prefix, bits to the right of it, is it inverted.
_EMBEDDINGS = (
    (IPv6Network("::/96"), 0, False),
    (IPv6Network("::ffff:0:0/96"), 0, False),
    (IPv6Network("::ffff:0:0:0/96"), 0, False),
    (IPv6Network("64:ff9b::/96"), 0, False),
    (IPv6Network("64:ff9b:1::/48"), 0, False),
    (IPv6Network("2002::/16"), 80, False),
    (IPv6Network("2001::/32"), 0, True),
    (IPv6Network("2001::/32"), 64, False),
)
_CARRYING = Networks(prefix for prefix, _, _ in _EMBEDDINGS)
_PLAIN = (IPv6Address("::"), IPv6Address("::1"))


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """What is refused; ``allow_networks`` are exceptions, written ``10.1.0.0/16``."""

    allow_networks: Iterable[str] = ()
    _allowed: Networks = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        allowed = Networks(self.allow_networks)
        object.__setattr__(self, "allow_networks", tuple(sorted(allowed.texts)))
        object.__setattr__(self, "_allowed", allowed)

    def refusal_of_name(self, host: str) -> str | None:
        """Refuse no name."""
        return None

    def opens(self, address: Address) -> bool:
        """Say whether a network was allowed that holds the address."""
        return self._allowed.find(address) is not None

    def refusal(self, address: Address | str) -> str | None:
        """Return what kind of refused address this is, or None if it may be connected to.

        >>> AddressPolicy().refusal("10.1.2.3")
        'private'
        >>> AddressPolicy(["10.1.0.0/16"]).refusal("10.1.2.3") is None
        True
        """
        if isinstance(address, str):
            address = ip_address(address)
        if isinstance(address, IPv6Address) and address.scope_id is not None:
            return "bound to one network interface"
        network = self._allowed.find(address)
        if METADATA_NETWORKS.find(address) not in (None, network):
            return "a cloud's metadata service"
        if network is not None:
            return self._refusal_inside(address)
        return _special(address)

    def _refusal_inside(self, address: Address) -> str | None:
        # An allowed NAT64 or 6to4 prefix must not be a way round the rules for IPv4.
        for inner in embedded_addresses(address):
            reason = self.refusal(inner)
            if reason is not None:
                return reason
        return None


def is_public(address: Address) -> bool:
    """Say whether an address is one of the public internet, or stands for one.

    >>> is_public(ip_address("8.8.8.8")), is_public(ip_address("64:ff9b::808:808"))
    (True, True)
    >>> is_public(ip_address("10.1.2.3"))
    False
    """
    return any(_special(each) is None for each in (address, *embedded_addresses(address)))


def embedded_addresses(address: Address) -> Iterator[IPv4Address]:
    """Yield the IPv4 addresses that an IPv6 address stands for (mapped, NAT64, 6to4, Teredo)."""
    if isinstance(address, IPv4Address):
        return
    if address in _PLAIN or _CARRYING.find(address) is None:
        return
    for prefix, shift, is_inverted in _EMBEDDINGS:
        if address in prefix:
            bits = (int(address) >> shift) & 0xFFFFFFFF
            yield IPv4Address(bits ^ 0xFFFFFFFF if is_inverted else bits)


def _special(address: Address) -> str | None:
    network = _TABLE.find(address)
    if network is not None:
        return SPECIAL_NETWORKS[network]
    if isinstance(address, IPv6Address) and address not in _GLOBAL_V6:
        return "not global"
    return None

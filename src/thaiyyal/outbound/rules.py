"""Where a tenant's workflows may go: the platform's rules and the tenant's own. Deny wins."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Protocol

from thaiyyal.outbound.addresses import AddressPolicy, embedded_addresses
from thaiyyal.outbound.hosts import and_parents, ascii_host, is_numeric
from thaiyyal.outbound.networks import Address, Networks

MAX_ENTRIES = 1_000
"""Entries of one list that a tenant may have."""


class Policy(Protocol):
    """Decides about names before they are looked up, and about addresses after. Hashable.

    Connections are pooled by it: what one policy has let through serves no other.
    """

    def refusal_of_name(self, host: str) -> str | None:
        """Return why the host ``host`` (lower case, ASCII) is refused, or None."""

    def refusal(self, address: Address | str) -> str | None:
        """Return why the address is refused, or None."""


@dataclass(frozen=True, slots=True)
class Lists:
    """Domains, each with all below it, and networks such as ``10.1.0.0/16``.

    An ``allow`` list that is not empty allows nothing else; it opens nothing that is refused for
    another reason.
    """

    allow_domains: tuple[str, ...] = ()
    deny_domains: tuple[str, ...] = ()
    allow_networks: tuple[str, ...] = ()
    deny_networks: tuple[str, ...] = ()


_EMPTY = Lists()


@dataclass(frozen=True, slots=True)
class Rules:
    """The policy of one tenant: each of the three lists can only refuse more.

    ``addresses``: what is refused besides, with the networks that the platform opens.
    ``platform_for_tenant``: what the platform says about this tenant alone. Rules that mean the
    same are equal, however their lists are written; asking costs the same for long lists.
    """

    addresses: AddressPolicy = field(default_factory=AddressPolicy)
    platform: Lists = field(default=_EMPTY, compare=False)
    platform_for_tenant: Lists = field(default=_EMPTY, compare=False)
    tenant: Lists = field(default=_EMPTY, compare=False)
    _layers: "tuple[_Layer, ...]" = field(init=False, repr=False)

    def __post_init__(self) -> None:
        lists = (
            ("the platform", self.platform, tuple(self.addresses.allow_networks)),
            ("the platform", self.platform_for_tenant, ()),
            ("the tenant", self.tenant, ()),
        )
        layers = tuple(_layer(*one) for one in lists if one[1] != _EMPTY)
        object.__setattr__(self, "_layers", layers)

    def refusal_of_name(self, host: str) -> str | None:
        """Return why a host is refused by its name, or None; literal addresses are hosts too."""
        host = host.lower().removesuffix(".")
        literal = _literal(host)
        for layer in self._layers:
            reason = layer.refusal_of_literal(literal) if literal else layer.refusal_of_name(host)
            if reason is not None:
                return reason
        return None

    def refusal(self, address: Address | str) -> str | None:
        """Return why an address is refused, or None."""
        if isinstance(address, str):
            address = ip_address(address)
        reason = self.addresses.refusal(address)
        if reason is not None:
            return reason
        return next(filter(None, (layer.refusal(address) for layer in self._layers)), None)


@dataclass(frozen=True, slots=True)
class PlatformRules:
    """What the platform's settings say: of everybody, and of tenants by their short names."""

    addresses: AddressPolicy = field(default_factory=AddressPolicy)
    everybody: Lists = _EMPTY
    tenants: Mapping[str, Lists] = field(default_factory=dict)

    def of(self, slug: str, tenant: Lists = _EMPTY) -> Rules:
        """Return the rules of a tenant that has ``tenant`` as its own lists."""
        return Rules(self.addresses, self.everybody, self.tenants.get(slug, _EMPTY), tenant)


def domain_from(text: str) -> str:
    """Return a domain as lists have it: ASCII, lower case, without a star or dot at its ends.

    Raises:
        ValueError: It is none; the message says what to write.

    >>> domain_from("*.Bücher.example.")
    'xn--bcher-kva.example'
    """
    try:
        domain = ascii_host(text.strip().removeprefix("*."))
    except ValueError as error:
        raise ValueError("must be a domain such as example.org") from error
    if is_numeric(domain):
        raise ValueError("is an address; put it among the networks")
    return domain


@dataclass(frozen=True, slots=True)
class _Layer:
    """Lists of one owner, made for asking. ``literals``: where hosts need no name."""

    whose: str
    allow_domains: frozenset[str]
    deny_domains: frozenset[str]
    allow_networks: Networks
    deny_networks: Networks
    literals: Networks

    def refusal_of_name(self, host: str) -> str | None:
        if not self.deny_domains.isdisjoint(and_parents(host)):
            return f"{self.whose} denies its domain"
        if self.allow_domains and self.allow_domains.isdisjoint(and_parents(host)):
            return f"{self.whose} allows other domains only"
        return None

    def refusal_of_literal(self, address: Address) -> str | None:
        """Refuse a host without a name where names are listed, unless its network is."""
        if self.allow_domains and self.literals.find(address) is None:
            return f"{self.whose} allows certain domains only"
        return None

    def refusal(self, address: Address) -> str | None:
        denied = self.deny_networks
        if denied and any(map(denied.find, (address, *embedded_addresses(address)))):
            return f"{self.whose} denies its network"
        if self.allow_networks and self.allow_networks.find(address) is None:
            return f"{self.whose} allows other networks only"
        return None


def _layer(whose: str, lists: Lists, opened: tuple[str, ...]) -> _Layer:
    return _Layer(
        whose,
        frozenset(map(domain_from, lists.allow_domains)),
        frozenset(map(domain_from, lists.deny_domains)),
        Networks(lists.allow_networks),
        Networks(lists.deny_networks),
        literals=Networks((*lists.allow_networks, *opened)),
    )


def _literal(host: str) -> Address | None:
    if not (":" in host or host[-1:].isdecimal()):
        return None
    try:
        return ip_address(host)
    except ValueError:
        return None

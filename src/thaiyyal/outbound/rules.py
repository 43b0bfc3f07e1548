"""Where a tenant's workflows may go: the platform's rules and the tenant's own. Deny wins."""

from dataclasses import dataclass, field
from typing import Protocol

from thaiyyal.outbound.addresses import Address, AddressPolicy


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


@dataclass(frozen=True, slots=True)
class Rules:
    """The policy of one tenant."""

    addresses: AddressPolicy = field(default_factory=AddressPolicy)
    platform: Lists = Lists()
    tenant: Lists = Lists()

    def refusal_of_name(self, host: str) -> str | None:
        """Return why a host is refused by its name, or None."""
        return None

    def refusal(self, address: Address | str) -> str | None:
        """Return why an address is refused, or None."""
        return self.addresses.refusal(address)

"""Sets of networks, asked for the one that holds an address: as fast for 1,000 as for one."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_MAPPED = IPv6Network("::ffff:0:0/96")


class Networks:
    """Networks, each known by its text; equal when the same networks are in both."""

    __slots__ = ("_tables", "texts")

    def __init__(self, networks: Iterable[str | Network] = ()) -> None:
        found = {ip_network(network) for network in networks}
        self.texts = frozenset(str(network) for network in found)
        self._tables = {version: _tables(found, version) for version in (4, 6)}

    def find(self, address: Address) -> str | None:
        """Return the narrowest network that holds the address.

        >>> Networks(["10.0.0.0/8", "10.1.0.0/16"]).find(IPv4Address("10.1.2.3"))
        '10.1.0.0/16'
        """
        number = int(address)
        for shift, table in self._tables[address.version]:
            found = table.get(number >> shift)
            if found is not None:
                return found
        return None

    def __bool__(self) -> bool:
        return bool(self.texts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Networks) and self.texts == other.texts

    def __hash__(self) -> int:
        return hash(self.texts)


def network_from(text: str) -> str:
    """Return a network, or one address, as it is stored.

    Raises:
        ValueError: It is none; the message says what to write.

    >>> network_from("10.1.0.0/255.255.0.0"), network_from("2001:DB8::1")
    ('10.1.0.0/16', '2001:db8::1/128')
    """
    try:
        network = ip_network(text.strip())
    except ValueError as error:
        raise ValueError(_what_to_write(text.strip())) from error
    if "%" in text:
        raise ValueError("must be a network such as 2001:db8::/32, without an interface")
    if isinstance(network, IPv6Network) and network.subnet_of(_MAPPED):
        raise ValueError("stands for a network of IPv4; write that one, such as 10.1.0.0/16")
    return str(network)


def _what_to_write(text: str) -> str:
    try:
        network = ip_network(text, strict=False)
    except ValueError:
        return "must be a network such as 10.1.0.0/16 or 2001:db8::/32"
    return f"must be a network without bits after its prefix; write {network}"


def _tables(networks: Iterable[Network], version: int) -> tuple[tuple[int, dict[int, str]], ...]:
    """Return for every length, longest first: bits to drop, and first bits -> text."""
    tables: dict[int, dict[int, str]] = {}
    for network in networks:
        if network.version == version:
            shift = network.max_prefixlen - network.prefixlen
            first = int(network.network_address) >> shift
            tables.setdefault(shift, {})[first] = str(network)
    return tuple(sorted(tables.items()))

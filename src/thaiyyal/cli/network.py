"""Where workflows may go that run without a server: the settings of the environment."""

import os
from collections.abc import Callable
from ipaddress import ip_network

from thaiyyal.cli.files import BadUsage
from thaiyyal.outbound import AddressPolicy, Lists, Rules
from thaiyyal.outbound.rules import domain_from

ALLOW_NETWORKS = "THAIYYAL_OUTBOUND__ALLOW_NETWORKS"
DENY_NETWORKS = "THAIYYAL_OUTBOUND__DENY_NETWORKS"
ALLOW_DOMAINS = "THAIYYAL_OUTBOUND__ALLOW_DOMAINS"
DENY_DOMAINS = "THAIYYAL_OUTBOUND__DENY_DOMAINS"


def rules_of_environment() -> Rules:
    """Return what workflows may reach: public addresses, and what the environment says.

    Raises:
        BadUsage: A network or a domain in it is none.
    """
    lists = Lists(
        allow_domains=_list_in(ALLOW_DOMAINS, domain_from),
        deny_domains=_list_in(DENY_DOMAINS, domain_from),
        deny_networks=_list_in(DENY_NETWORKS, _network),
    )
    return Rules(AddressPolicy(_list_in(ALLOW_NETWORKS, _network)), lists)


def _list_in(name: str, read: Callable[[str], str]) -> tuple[str, ...]:
    parts = [part.strip() for part in os.environ.get(name, "").split(",")]
    try:
        return tuple(read(part) for part in parts if part)
    except ValueError as error:
        raise BadUsage(f"{name}: {error}") from error


def _network(text: str) -> str:
    try:
        return str(ip_network(text))
    except ValueError as error:
        raise ValueError(f"{error}; write for example 127.0.0.0/8") from error

"""From a host name to addresses that may be connected to: looked up once, all of them vetted."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from ipaddress import ip_address

from thaiyyal.outbound.networks import Address
from thaiyyal.outbound.rules import Policy
from thaiyyal.outbound.targets import blocked, check_name, is_local_name
from thaiyyal.sdk.errors import StepError

Lookup = Callable[[str], Awaitable[list[str]]]
"""Asks the name service: host name -> addresses as text; raises ``OSError``."""


def system_lookup(executor: Executor) -> Lookup:
    """Return a look-up through the operating system, on threads of ``executor``."""

    def ask(host: str) -> list[str]:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        return [str(entry[4][0]) for entry in found]

    async def lookup(host: str) -> list[str]:
        return await asyncio.get_running_loop().run_in_executor(executor, ask, host)

    return lookup


async def resolve(host: str, *, lookup: Lookup, policy: Policy, timeout_s: float) -> list[Address]:
    """Return the addresses of ``host``, each one allowed by ``policy``.

    One refused address refuses the name: a name server must not hide it among good ones.

    Raises:
        StepError: dns_error, timeout or address_blocked.
    """
    check_name(host, policy)
    addresses = await _addresses(host, lookup, timeout_s)
    for address in addresses:
        reason = policy.refusal(address)
        if reason is not None:
            # Which address it is stays untold: names of inner networks are nobody's business.
            raise blocked(host, f"it leads to an address that is refused: {reason}")
    return addresses


async def _addresses(host: str, lookup: Lookup, timeout_s: float) -> list[Address]:
    if is_local_name(host):
        return [ip_address("127.0.0.1")]
    try:
        async with asyncio.timeout(timeout_s):
            found = await lookup(host)
        addresses = list(dict.fromkeys(ip_address(text) for text in found))
    except TimeoutError as error:
        message = f'looking up the name "{host}" took longer than {timeout_s:g} s'
        raise StepError("timeout", message) from error
    except (OSError, ValueError, UnicodeError) as error:
        raise StepError("dns_error", f'the name "{host}" cannot be looked up') from error
    if not addresses:
        raise StepError("dns_error", f'the name "{host}" has no address')
    return addresses

"""Opening connections: to vetted addresses only, each phase with a time of its own."""

import asyncio
import socket
import ssl
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address

from aiohappyeyeballs import AddrInfoType, start_connection
from aiohttp import BaseConnector, ClientRequest, ClientTimeout
from aiohttp.client_proto import ResponseHandler
from aiohttp.tracing import Trace

from thaiyyal.outbound.addresses import is_public
from thaiyyal.outbound.answering import AnswerReader, Line
from thaiyyal.outbound.failures import place_of, translated
from thaiyyal.outbound.host_classes import HostClasses
from thaiyyal.outbound.networks import Address
from thaiyyal.outbound.phases import PhaseTimeouts, too_slow
from thaiyyal.outbound.proxy import Proxy, open_tunnel
from thaiyyal.outbound.resolver import Lookup, resolve
from thaiyyal.outbound.rules import Policy
from thaiyyal.outbound.targets import blocked
from thaiyyal.sdk.errors import StepError

MOST_CONNECTIONS = 200
"""Connections of one pool, that is of one tenant, at a time; further requests wait."""
MOST_PER_HOST = 100
"""How many of these lead to one host and port."""
_KEEP_OPEN_S = 4.0  # below the 5 s after which common servers close idle connections
_NEXT_ADDRESS_S = 0.25  # after which the next address is tried beside the first


@dataclass(frozen=True, slots=True)
class Way:
    """How connections are opened, whatever the policy."""

    lookup: Lookup
    phases: PhaseTimeouts
    proxy: Proxy | None = None


class VettingConnector(BaseConnector):
    """Opens connections itself: resolves, vets every address, connects, agrees on TLS."""

    def __init__(
        self, way: Way, *, policy: Policy, tls: ssl.SSLContext, classes: HostClasses
    ) -> None:
        super().__init__(
            limit=MOST_CONNECTIONS, limit_per_host=MOST_PER_HOST, keepalive_timeout=_KEEP_OPEN_S
        )
        self._way = way
        self._policy = policy
        self._tls = tls
        self._classes = classes

    async def _create_connection(
        self,
        req: ClientRequest,
        traces: list[Trace],
        timeout: ClientTimeout,  # noqa: ASYNC109 - the library's signature
    ) -> ResponseHandler:
        host, port = req.url.raw_host or "", req.port or 0
        with translated(place_of(host, port)):
            addresses = await self._vetted(host)
            self._classes.remember(host, addresses)
            opened = await self._connect(host, addresses, port)
            counter, is_open = self._classes.counter(host), any(map(is_public, addresses))
            line = Line(host, self._way.phases.first_byte_s, counter, is_open)
            return await self._begin(opened, line, is_secure=req.is_ssl())

    async def _vetted(self, host: str) -> list[Address]:
        address = _literal(host)
        if address is not None:
            reason = self._policy.refusal(address)
            if reason is not None:
                raise blocked(host, reason)
            return [address]
        return await resolve(
            host,
            lookup=self._way.lookup,
            policy=self._policy,
            timeout_s=self._way.phases.resolve_s,
        )

    async def _connect(self, host: str, addresses: list[Address], port: int) -> socket.socket:
        """Return a connected socket, all addresses and a proxy's answer within one time."""
        limit_s = self._way.phases.connect_s
        try:
            async with asyncio.timeout(limit_s):
                if self._way.proxy is not None:
                    return await _through(self._way.proxy, self._way.lookup, addresses, port)
                policy = self._policy
                return await _race(
                    [_place(address, port) for address in addresses],
                    lambda info: open_socket(info, policy),
                )
        except TimeoutError as error:
            raise too_slow(f"connecting to {host}", limit_s, "outbound.connect_s") from error

    async def _begin(self, opened: socket.socket, line: Line, *, is_secure: bool) -> AnswerReader:
        def reader() -> AnswerReader:
            return AnswerReader(line, self._loop)

        if not is_secure:
            return (await self._loop.create_connection(reader, sock=opened))[1]
        limit_s = self._way.phases.tls_s
        try:
            async with asyncio.timeout(limit_s):
                _, protocol = await self._loop.create_connection(
                    reader,
                    sock=opened,
                    ssl=self._tls,
                    server_hostname=line.host,
                    ssl_handshake_timeout=limit_s + 60,  # the loop's own must not come first
                )
        except TimeoutError as error:
            raise too_slow(
                f"agreeing on TLS with {line.host}", limit_s, "outbound.tls_s"
            ) from error
        return protocol


def open_socket(info: AddrInfoType, policy: Policy) -> socket.socket:
    """Return a socket for an address that ``policy`` allows; raises ``address_blocked``."""
    host = str(info[4][0])
    reason = policy.refusal(ip_address(host))
    if reason is not None:
        raise blocked(host, reason)
    return _new_socket(info)


async def _race(
    places: Sequence[AddrInfoType], factory: Callable[[AddrInfoType], socket.socket]
) -> socket.socket:
    """Return the first socket that is connected; the next address starts while one is slow."""
    return await start_connection(
        places, happy_eyeballs_delay=_NEXT_ADDRESS_S, interleave=1, socket_factory=factory
    )


async def _through(
    proxy: Proxy, lookup: Lookup, addresses: Sequence[Address], port: int
) -> socket.socket:
    """Return a socket whose other end is behind the proxy, at the first address it reaches."""
    literal = _literal(proxy.host)
    found = [proxy.host] if literal is not None else await lookup(proxy.host)
    places = [_place(ip_address(text), proxy.port) for text in found]
    for address in addresses[:-1]:
        with suppress(StepError, OSError):
            return await _tunnel(proxy, places, address, port)
    return await _tunnel(proxy, places, addresses[-1], port)


async def _tunnel(
    proxy: Proxy, places: Sequence[AddrInfoType], address: Address, port: int
) -> socket.socket:
    opened = await _race(places, _new_socket)
    try:
        await open_tunnel(opened, proxy, address, port)
    except BaseException:
        opened.close()
        raise
    return opened


def _new_socket(info: AddrInfoType) -> socket.socket:
    opened = socket.socket(info[0], info[1], info[2])
    opened.setblocking(False)
    return opened


def _place(address: Address, port: int) -> AddrInfoType:
    if address.version == 6:
        endpoint: tuple[str, int] | tuple[str, int, int, int] = (str(address), port, 0, 0)
        return (socket.AF_INET6, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", endpoint)
    return (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (str(address), port))


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None

"""Opening connections: to vetted addresses only, each phase with a time of its own."""

import socket
import ssl
from asyncio import Transport
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

from aiohttp import ClientTimeout, TCPConnector
from aiohttp.client_proto import ResponseHandler
from aiohttp.connector import AddrInfoType

from thaiyyal.outbound.resolver import VettingResolver
from thaiyyal.outbound.rules import Policy
from thaiyyal.outbound.targets import blocked

_KEEP_OPEN_S = 4.0  # below the 5 s after which common servers close idle connections


@dataclass(frozen=True, slots=True)
class PhaseTimeouts:
    """Longest times of the parts of one exchange; the request's own timeout bounds the whole."""

    resolve_s: float = 10.0
    connect_s: float = 10.0
    tls_s: float = 10.0
    first_byte_s: float = 300.0

    def as_client_timeout(self) -> ClientTimeout:
        """Return the client's form: its connecting time covers TCP and TLS together."""
        return ClientTimeout(
            total=None, sock_connect=self.connect_s + self.tls_s, sock_read=self.first_byte_s
        )


class VettingConnector(TCPConnector):
    """Checks every socket's address once more: the client resolves no literal addresses."""

    def __init__(
        self,
        *,
        resolver: VettingResolver,
        policy: Policy,
        phases: PhaseTimeouts,
        tls: ssl.SSLContext | None,
    ) -> None:
        super().__init__(
            resolver=resolver,
            use_dns_cache=False,
            ssl=tls if tls is not None else True,
            limit=100,
            keepalive_timeout=_KEEP_OPEN_S,
            socket_factory=lambda info: open_socket(info, policy),
        )
        self._tls_s = phases.tls_s

    async def _wrap_create_connection(
        self, *args: Any, **kwargs: Any
    ) -> tuple[Transport, ResponseHandler]:
        # The client has no option for the time of the handshake; the event loop has.
        if kwargs.get("ssl"):
            kwargs["ssl_handshake_timeout"] = self._tls_s
        return await super()._wrap_create_connection(*args, **kwargs)


def open_socket(info: AddrInfoType, policy: Policy) -> socket.socket:
    """Return a socket for an address that ``policy`` allows; raises ``address_blocked``."""
    family, kind, protocol, _, endpoint = info
    host = str(endpoint[0])
    reason = policy.refusal(ip_address(host))
    if reason is not None:
        raise blocked(host, reason)
    opened = socket.socket(family, kind, protocol)
    opened.setblocking(False)
    return opened

"""Who really asks, when a proxy stands between: only trusted proxies are believed.

Their ``X-Forwarded-For`` is read from the right, up to the first hop that is not trusted; what
stands left of it may be forged.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from thaiyyal.web.middleware.sending import REQUESTS

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
_MOST_HOPS = 20
_SCHEMES = {
    ("http", "http"): "http",
    ("http", "https"): "https",
    ("websocket", "http"): "ws",
    ("websocket", "https"): "wss",
}


@dataclass(frozen=True, slots=True)
class Networks:
    """The networks of the proxies that are trusted."""

    networks: tuple[Network, ...]

    def trust(self, address: Address) -> bool:
        """Whether an address is that of a trusted proxy."""
        return any(address in network for network in self.networks)


def networks_from_texts(texts: Sequence[str]) -> Networks:
    """Read networks like ``10.0.0.0/8`` or single addresses.

    Raises:
        ValueError: One is neither.
    """
    return Networks(tuple(ip_network(text) for text in texts))


class TrustedProxies:
    """Puts ``client_ip`` into the request's state and corrects the scheme."""

    def __init__(self, app: ASGIApp, *, networks: Networks) -> None:
        self._app = app
        self._networks = networks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on as coming from who really sent it."""
        if scope["type"] in REQUESTS:
            peer = _address(scope["client"][0]) if scope.get("client") else None
            found = peer
            if peer is not None and self._networks.trust(peer):
                headers = Headers(scope=scope)
                found = client_behind(peer, headers.getlist("x-forwarded-for"), self._networks)
                _correct_scheme(scope, headers.getlist("x-forwarded-proto"))
            client_ip = None if found is None else str(found)
            scope.setdefault("state", {})["client_ip"] = client_ip
        await self._app(scope, receive, send)


def client_behind(peer: Address, forwarded: Sequence[str], networks: Networks) -> Address:
    """Return the nearest address that is not a trusted proxy's, or the farthest proxy."""
    client = peer
    hops = ",".join(forwarded).rsplit(",", _MOST_HOPS)[-_MOST_HOPS:]
    for hop in reversed(hops):
        address = _address(_without_port(hop.strip()))
        if address is None:
            break
        client = address
        if not networks.trust(address):
            break
    return client


def _correct_scheme(scope: Scope, forwarded: Sequence[str]) -> None:
    """Take the scheme from the nearest proxy, which wrote last."""
    last = ",".join(forwarded).rpartition(",")[2].strip().lower()
    scope["scheme"] = _SCHEMES.get((scope["type"], last), scope["scheme"])


def _without_port(hop: str) -> str:
    if hop.startswith("["):
        return hop[1:].partition("]")[0]
    return hop.partition(":")[0] if hop.count(":") == 1 else hop


def _address(text: str) -> Address | None:
    """Return an address, an IPv4 one mapped into IPv6 as itself; None if it is no address."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address

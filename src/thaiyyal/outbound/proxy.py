"""The administrator's proxy: a tunnel to a vetted address, so that it resolves no names itself."""

import asyncio
import socket
from base64 import b64encode
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from thaiyyal.outbound.networks import Address
from thaiyyal.sdk.errors import StepError

_LONGEST_ANSWER = 16_384


@dataclass(frozen=True, slots=True)
class Proxy:
    """Where the proxy listens, and what proves to it who we are."""

    host: str
    port: int
    authorization: str = field(default="", repr=False)

    @classmethod
    def from_url(cls, url: str) -> "Proxy":
        """Read ``http://user:password@host:port``.

        Raises:
            ValueError: It is something else; the message does not repeat it.

        >>> Proxy.from_url("http://proxy.internal:3128")
        Proxy(host='proxy.internal', port=3128)
        """
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port or 3128
        except ValueError as error:
            raise ValueError(_UNREADABLE) from error
        if parts.scheme != "http" or not host or parts.path.strip("/") or parts.query:
            raise ValueError(_UNREADABLE)
        if parts.username is None:
            return cls(host, port)
        pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        return cls(host, port, "Basic " + b64encode(pair.encode()).decode("ascii"))


_UNREADABLE = "must be written http://host:port or http://user:password@host:port"


async def open_tunnel(opened: socket.socket, proxy: Proxy, address: Address, port: int) -> None:
    """Ask the proxy at the other end of ``opened`` to connect to ``address``.

    Raises:
        StepError: connect_error, when it does not.
        OSError: The connection broke.
    """
    loop = asyncio.get_running_loop()
    await loop.sock_sendall(opened, _connect_request(proxy, address, port))
    answer = b""
    while b"\r\n\r\n" not in answer:
        received = await loop.sock_recv(opened, 4096)
        answer += received
        if not received or len(answer) > _LONGEST_ANSWER:
            raise _refused("without an answer that can be read")
    status = answer.split(b" ", 2)[1:2]
    if not answer.startswith(b"HTTP/1.") or status == [] or not status[0][:3].isdigit():
        raise _refused("without an answer that can be read")
    if not status[0].startswith(b"2") or not answer.endswith(b"\r\n\r\n"):
        raise _refused(f"with status {status[0][:3].decode('ascii')}")


def _connect_request(proxy: Proxy, address: Address, port: int) -> bytes:
    place = f"{address}:{port}" if address.version == 4 else f"[{address}]:{port}"
    lines = [f"CONNECT {place} HTTP/1.1", f"Host: {place}"]
    if proxy.authorization:
        lines.append(f"Proxy-Authorization: {proxy.authorization}")
    return "\r\n".join([*lines, "", ""]).encode("ascii")


def _refused(how: str) -> StepError:
    return StepError(
        "connect_error",
        f"the proxy of the setting outbound.proxy refused the connection {how}; "
        "it has to allow CONNECT to this port",
    )

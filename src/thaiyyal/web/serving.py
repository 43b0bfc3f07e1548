"""Run the application on sockets until a signal comes; then let what is running end."""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.web.middleware.drain import Drain, DrainingServer
from thaiyyal.web.protocol import ImpatientProtocol


class CannotListen(ThaiyyalError):
    """The address cannot be had."""

    code = "cannot_listen"
    kind = Kind.CONFLICT


@dataclass(frozen=True, slots=True)
class Patience:
    """How long connections are borne with."""

    header_s: float = 10.0
    keep_alive_s: float = 75.0
    drain_s: float = 30.0
    send_s: float = 30.0


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; port 0 takes any.

    Raises:
        CannotListen: Somebody else has it, or it is no address of this machine.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise CannotListen(
            f"cannot listen on {host} port {port}: {error.strerror}; choose another --port"
        ) from error


async def serve(
    asgi: ASGIApp,
    listener: socket.socket,
    *,
    patience: Patience,
    drain: Drain,
    on_ready: Callable[[], None],
) -> None:
    """Serve until SIGTERM or SIGINT, then until running requests have ended or time is up.

    A second signal cuts them off at once.
    """
    config = uvicorn.Config(
        asgi,
        http=_protocol(patience),
        lifespan="off",
        ws="none",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=ceil(patience.keep_alive_s),
        timeout_graceful_shutdown=ceil(patience.drain_s),
        h11_max_incomplete_event_size=None,
    )
    await _Server(config, drain, on_ready).serve(sockets=[listener])


class _Server(DrainingServer):
    """The server that drains, which also tells when it is ready."""

    def __init__(self, config: uvicorn.Config, drain: Drain, on_ready: Callable[[], None]) -> None:
        super().__init__(config, drain=drain)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Tell when connections are taken."""
        await super().startup(sockets)
        self._on_ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to end, or end at once; and then as a program does that was told to end."""
        self.force_exit = self.should_exit
        super().handle_exit(sig, frame)
        self._captured_signals.clear()


def _protocol(patience: Patience) -> type[ImpatientProtocol]:
    chosen = {"head_timeout_s": patience.header_s, "send_timeout_s": patience.send_s}
    return type("Protocol", (ImpatientProtocol,), chosen)

"""The HTTP server of a process that serves nothing but its own health."""

import asyncio
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route


async def serve_health(
    routes: Sequence[Route], listener: socket.socket, stop: asyncio.Event
) -> None:
    """Serve until ``stop``. Signals are somebody else's."""
    config = uvicorn.Config(
        Starlette(routes=list(routes)),
        lifespan="off",
        ws="none",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=1,
    )
    server = _Deaf(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        server.should_exit = True
        await serving
    finally:
        stopping.cancel()
        serving.cancel()


class _Deaf(uvicorn.Server):
    """The server, which leaves signals to the process."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield

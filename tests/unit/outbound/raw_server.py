"""A server that sends whatever bytes a test wants, and what a client makes of them."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from thaiyyal.outbound import AddressPolicy, PlainOutbound, Rules
from thaiyyal.sdk.context import Request, Response
from thaiyyal.sdk.errors import StepError
from thaiyyal.testing.way_out import WayOut

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

POLICY = Rules(AddressPolicy(["127.0.0.0/8", "::1/128"]))


@asynccontextmanager
async def raw_server(
    serve: Serve, *, host: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None
) -> AsyncIterator[int]:
    """Run ``serve`` for each connection; yield the port. Connections end with the block."""
    tasks: set[asyncio.Task[None]] = set()

    async def run(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                await serve(reader, writer)
        finally:
            writer.transport.abort()
            tasks.discard(task)

    server = await asyncio.start_server(run, host, port, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in tuple(tasks):
            task.cancel()
        await asyncio.gather(*tasks)


async def asked(reader: asyncio.StreamReader) -> bytes:
    """Return the head of the next request."""
    return await reader.readuntil(b"\r\n\r\n")


def answering(*answers: bytes, closes: bool = True) -> Serve:
    """Return a server that answers one request after the other, each connection from the first."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for answer in answers:
            await asked(reader)
            writer.write(answer)
            await writer.drain()
        if closes:
            writer.close()
            await writer.wait_closed()
        else:
            await reader.read()

    return serve


async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Read, and never say anything."""
    await reader.read()
    await asyncio.Event().wait()


async def outcome(request: Request, client: PlainOutbound | None = None) -> Response | StepError:
    """Send a request and return what comes of it."""
    way = WayOut(POLICY, client=client)
    try:
        return await way.send(request)
    except StepError as error:
        return error
    finally:
        await way.aclose()


async def failure(request: Request, client: PlainOutbound | None = None) -> StepError:
    """Send a request that must fail and return how it does."""
    found = await outcome(request, client)
    assert isinstance(found, StepError), found
    return found

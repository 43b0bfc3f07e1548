"""Shutting down: what runs may end, connections are let go, streams are told."""

import asyncio
from collections.abc import AsyncIterator
from threading import Event

import pytest
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.types import Receive, Scope, Send

from tests.unit.web.asking import Echo, asking, scope_of
from tests.unit.web.serving import read_to_end, read_until, served
from thaiyyal.testing.virtual_time import run_in_virtual_time
from thaiyyal.web.middleware.drain import Drain, Draining

REQUEST = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


def test_requests_are_counted_while_they_run() -> None:
    drain, seen = Drain(), []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(drain.in_flight)
        raise LookupError("bug")

    async def ask_twice() -> None:
        for _ in range(2):
            with pytest.raises(LookupError):
                await asking(Draining(app, drain=drain), scope_of())

    asyncio.run(ask_twice())

    assert (seen, drain.in_flight) == ([1, 1], 0)


def test_connections_are_let_go_only_while_draining() -> None:
    drain = Drain()
    app = Draining(Echo(), drain=drain)

    async def ask_before_and_after() -> list[str | None]:
        before = await asking(app, scope_of())
        drain.begin()
        after = await asking(app, scope_of())
        return [asked.headers.get("connection") for asked in (before, after)]

    assert asyncio.run(ask_before_and_after()) == [None, "close"]


def test_a_wait_ends_when_draining_begins() -> None:
    drain = Drain()

    async def waiting() -> object:
        async with asyncio.TaskGroup() as group:
            forever = group.create_task(drain.unless_begun(asyncio.Event().wait()))
            await asyncio.sleep(1)
            drain.begin()
            drain.begin()
        return forever.result()

    assert run_in_virtual_time(waiting()) is None


def test_a_wait_while_draining_ends_at_once() -> None:
    async def waiting() -> object:
        drain = Drain()
        drain.begin()
        return await drain.unless_begun(asyncio.Event().wait())

    assert run_in_virtual_time(waiting()) is None


def test_a_wait_that_gets_what_it_waits_for_returns_it() -> None:
    async def soon() -> str:
        await asyncio.sleep(5)
        return "event"

    assert run_in_virtual_time(Drain().unless_begun(soon())) == "event"


def test_a_timeout_of_the_work_itself_is_passed_on() -> None:
    async def impatient() -> None:
        async with asyncio.timeout(1):
            await asyncio.sleep(5)

    with pytest.raises(TimeoutError):
        run_in_virtual_time(Drain().unless_begun(impatient()))


def test_a_real_server_lets_a_running_request_end() -> None:
    drain, started = Drain(), Event()

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        started.set()
        await drain.unless_begun(asyncio.Event().wait())
        await PlainTextResponse("done")(scope, receive, send)

    with served(Draining(slow, drain=drain), drain=drain) as server, server.connect() as client:
        client.sendall(REQUEST)
        assert started.wait(10)
        server.server.should_exit = True
        answer = read_to_end(client)

    assert answer.endswith(b"done")
    assert b"connection: close" in answer


def test_a_real_server_ends_streams_instead_of_waiting_for_them() -> None:
    drain = Drain()

    async def events() -> AsyncIterator[bytes]:
        yield b"data: first\n\n"
        while (event := await drain.unless_begun(asyncio.Queue[bytes]().get())) is not None:
            yield event
        yield b"event: end\n\n"

    async def stream(scope: Scope, receive: Receive, send: Send) -> None:
        await StreamingResponse(events(), media_type="text/event-stream")(scope, receive, send)

    with served(Draining(stream, drain=drain), drain=drain) as server, server.connect() as client:
        client.sendall(REQUEST)
        read_until(client, b"first\n\n")
        server.server.should_exit = True
        rest = read_to_end(client)

    assert b"event: end\n\n" in rest
    assert rest.endswith(b"0\r\n\r\n")


def test_a_real_server_answers_during_its_notice_and_lets_the_connection_go() -> None:
    drain, begun = Drain(), Event()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == "/wait":
            await drain.unless_begun(asyncio.Event().wait())
            begun.set()
        await PlainTextResponse(str(drain.draining))(scope, receive, send)

    with (
        served(Draining(app, drain=drain), drain=drain, notice_s=60) as server,
        server.connect() as kept,
        server.connect() as waiting,
    ):
        kept.sendall(REQUEST)
        before = read_until(kept, b"False")
        waiting.sendall(REQUEST.replace(b"/", b"/wait", 1))
        server.server.should_exit = True
        assert begun.wait(10)
        kept.sendall(REQUEST)
        after = read_to_end(kept)
        server.server.force_exit = True

    assert b"connection: close" not in before
    assert after.endswith(b"True")
    assert b"connection: close" in after

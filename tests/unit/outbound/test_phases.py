"""Each phase of an exchange ends in its own time, and says which it was."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from tests.unit.outbound.raw_server import answering, asked, failure, outcome, raw_server, silent
from thaiyyal.outbound import PhaseTimeouts, PlainOutbound
from thaiyyal.sdk.context import Request, Response
from thaiyyal.sdk.errors import StepError

SHORT_S = 0.05
GOOD = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood"


@contextmanager
def deaf_port(host: str = "127.0.0.1") -> Iterator[int]:
    """Yield a port where connections are never completed: its queue is full."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind((host, 0))
        listener.listen(0)
        for _ in range(4):
            filler = stack.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]


def names(*addresses: str) -> PlainOutbound:
    """Return a client for which every name has these addresses, and little time to connect."""

    async def lookup(host: str) -> list[str]:
        return list(addresses)

    return PlainOutbound(lookup=lookup, phases=PhaseTimeouts(connect_s=SHORT_S))


def test_looking_up_a_name_has_its_time() -> None:
    async def never(host: str) -> list[str]:
        await asyncio.Event().wait()
        return []

    client = PlainOutbound(lookup=never, phases=PhaseTimeouts(resolve_s=SHORT_S))
    error = asyncio.run(failure(Request("GET", "http://slow.example/"), client))

    assert error.code == "timeout"
    assert 'the name "slow.example"' in error.message


def test_connecting_has_its_time() -> None:
    with deaf_port() as port:
        client = PlainOutbound(phases=PhaseTimeouts(connect_s=SHORT_S))
        error = asyncio.run(failure(Request("GET", f"http://127.0.0.1:{port}/"), client))

    assert error.code == "timeout"
    assert "connecting to 127.0.0.1 took longer than 0.05 s" in error.message
    assert "outbound.connect_s" in error.message


def test_all_addresses_of_a_name_share_the_time_to_connect() -> None:
    with deaf_port("0.0.0.0") as port:
        client = names("127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4")
        error = asyncio.run(failure(Request("GET", f"http://many.example:{port}/"), client))

    assert error.code == "timeout"
    assert "connecting to many.example took longer than 0.05 s" in error.message


def test_an_address_that_does_not_answer_holds_no_other_back() -> None:
    async def main(port: int) -> Response | StepError:
        async with raw_server(answering(GOOD), host="127.0.0.2", port=port):

            async def lookup(host: str) -> list[str]:
                return ["127.0.0.1", "127.0.0.2"]

            client = PlainOutbound(lookup=lookup)
            return await outcome(Request("GET", f"http://two.example:{port}/"), client)

    with deaf_port() as port:
        found = asyncio.run(main(port))

    assert isinstance(found, Response)
    assert found.body == b"good"


def test_agreeing_on_tls_has_its_time() -> None:
    async def main() -> StepError:
        async with raw_server(silent) as port:
            client = PlainOutbound(phases=PhaseTimeouts(tls_s=SHORT_S))
            return await failure(Request("GET", f"https://127.0.0.1:{port}/"), client)

    error = asyncio.run(main())

    assert error.code == "timeout"
    assert "agreeing on TLS with 127.0.0.1 took longer than 0.05 s" in error.message
    assert "outbound.tls_s" in error.message


@pytest.mark.parametrize(
    "sent",
    [b"", b"HTTP/1.1 200 OK\r\nX-A: 1\r\n", b"HTTP/1.1 103 Early Hints\r\n\r\n"],
    ids=["silence", "headers without end", "an interim answer"],
)
@pytest.mark.parametrize("body", [None, b"x"], ids=["no body", "body"])
def test_an_answer_has_its_time_to_begin(sent: bytes, body: bytes | None) -> None:
    async def main() -> StepError:
        async with raw_server(answering(sent, closes=False)) as port:
            client = PlainOutbound(phases=PhaseTimeouts(first_byte_s=SHORT_S))
            request = Request("GET", f"http://127.0.0.1:{port}/", body=body)
            return await failure(request, client)

    error = asyncio.run(main())

    assert error.code == "timeout"
    assert "waiting for the answer of 127.0.0.1 to begin took longer than 0.05 s" in error.message
    assert "outbound.first_byte_s" in error.message


def test_a_request_that_is_not_taken_has_the_whole_time_only() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asked(reader)
        await asyncio.Event().wait()

    async def main() -> StepError:
        async with raw_server(serve) as port:
            client = PlainOutbound(phases=PhaseTimeouts(first_byte_s=SHORT_S))
            url = f"http://127.0.0.1:{port}/"
            request = Request("POST", url, body=bytes(50_000_000), timeout_s=4 * SHORT_S)
            return await failure(request, client)

    error = asyncio.run(main())

    assert error.code == "timeout"
    assert "no complete answer" in error.message


def test_a_body_that_drips_has_the_whole_time_only() -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx"

    async def main() -> StepError:
        async with raw_server(answering(answer, closes=False)) as port:
            client = PlainOutbound(phases=PhaseTimeouts(first_byte_s=SHORT_S))
            request = Request("GET", f"http://127.0.0.1:{port}/", timeout_s=4 * SHORT_S)
            return await failure(request, client)

    error = asyncio.run(main())

    assert error.code == "timeout"
    assert "no complete answer from 127.0.0.1 within 0.2 s" in error.message


def test_all_phases_have_the_times_of_the_settings() -> None:
    assert PhaseTimeouts() == PhaseTimeouts(
        resolve_s=10.0, connect_s=10.0, tls_s=10.0, first_byte_s=30.0
    )

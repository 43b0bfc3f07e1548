"""The plain client against a server on the loopback address."""

import asyncio
import gzip
import zlib
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import brotli
import pytest
import zstandard

from thaiyyal.outbound import AddressPolicy, Credential, PhaseTimeouts, PlainOutbound
from thaiyyal.outbound.resolver import system_lookup
from thaiyyal.sdk.context import Request, Response
from thaiyyal.sdk.errors import StepError
from thaiyyal.testing.local_server import (
    LOOPBACK,
    Answer,
    LocalServer,
    Received,
    json_answer,
)
from thaiyyal.testing.way_out import WayOut

LIMIT = 10 * 1024 * 1024
OPEN = AddressPolicy([LOOPBACK])


class OneCredential:
    """Knows the credential "shop"."""

    async def find(self, name: str) -> Credential | None:
        headers, query = (("Authorization", "Bearer s3cret"),), (("key", "s3cret"),)
        return Credential(headers, query) if name == "shop" else None

    async def renew(self, name: str, refused: Credential) -> Credential | None:
        return None


def send(request: Request, outbound: WayOut | None = None) -> Response:
    async def main() -> Response:
        client = outbound or WayOut(OPEN, credentials=OneCredential())
        try:
            return await client.send(request)
        finally:
            await client.aclose()

    return asyncio.run(main())


def failure(request: Request, outbound: WayOut | None = None) -> StepError:
    with pytest.raises(StepError) as caught:
        send(request, outbound)
    return caught.value


def echo(request: Received) -> Answer:
    return json_answer(
        {
            "method": request.method,
            "target": request.target,
            "headers": dict(request.headers),
            "body": request.body.decode(),
        }
    )


def always(answer: Answer) -> Callable[[Received], Answer]:
    return lambda request: answer


def test_a_request_arrives_as_it_was_built() -> None:
    with LocalServer(echo) as server:
        headers = (("X-A", "1"), ("Content-Type", "text/plain"))
        send(Request("PUT", server.url + "/a%20b?x=%C3%BC", headers, b"hello"))

    received = server.received[0]
    assert (received.method, received.target, received.body) == ("PUT", "/a%20b?x=%C3%BC", b"hello")
    assert received.headers["x-a"] == "1"
    assert received.headers["content-type"] == "text/plain"
    assert received.headers["accept-encoding"] == "gzip, deflate, br, zstd"


def test_no_content_type_is_made_up() -> None:
    with LocalServer(echo) as server:
        send(Request("POST", server.url, body=b"x"))

    assert "content-type" not in server.received[0].headers


def test_a_large_body_arrives_whole() -> None:
    body = b"x" * 3_000_000

    with LocalServer(always(Answer())) as server:
        send(Request("POST", server.url, body=body))

    assert server.received[0].body == body


def test_repeated_response_headers_are_joined() -> None:
    answer = Answer(headers=(("X-A", "1"), ("x-a", "2")))

    with LocalServer(always(answer)) as server:
        response = send(Request("GET", server.url))

    assert response.headers["x-a"] == "1, 2"
    assert response.url == server.url + "/"


def test_cookies_are_not_kept() -> None:
    answer = Answer(headers=(("Set-Cookie", "a=1"),))

    async def main() -> None:
        client = WayOut(OPEN)
        await client.send(Request("GET", server.url))
        await client.send(Request("GET", server.url))
        await client.aclose()

    with LocalServer(always(answer)) as server:
        asyncio.run(main())

    assert "cookie" not in server.received[1].headers


def test_one_client_serves_one_event_loop_after_the_other() -> None:
    client = WayOut(OPEN)

    async def main() -> int:
        try:
            return (await client.send(Request("GET", server.url))).status
        finally:
            await client.aclose()

    with LocalServer(always(Answer())) as server:
        assert [asyncio.run(main()), asyncio.run(main())] == [200, 200]


def test_the_system_is_asked_for_addresses_in_every_event_loop() -> None:
    lookup = system_lookup(ThreadPoolExecutor(1))

    async def main() -> list[str]:
        return await lookup("127.0.0.1")

    assert [asyncio.run(main()), asyncio.run(main())] == [["127.0.0.1"]] * 2


def test_the_proxies_of_the_environment_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")

    with LocalServer(always(Answer(204))) as server:
        assert send(Request("GET", server.url)).status == 204


@pytest.mark.parametrize("size", [LIMIT, LIMIT + 1])
@pytest.mark.parametrize("coding", ["identity", "gzip", "zlib", "raw deflate", "brotli", "zstd"])
def test_the_limit_holds_on_the_decoded_size(coding: str, size: int) -> None:
    plain = bytes(size)
    raw = zlib.compressobj(wbits=-15)
    bodies: dict[str, tuple[bytes, str]] = {
        "identity": (plain, "identity"),
        "gzip": (gzip.compress(plain, 1), "gzip"),
        "zlib": (zlib.compress(plain, 1), "deflate"),
        "raw deflate": (raw.compress(plain) + raw.flush(), "deflate"),
        "brotli": (brotli.compress(plain, quality=1), "br"),
        "zstd": (zstandard.ZstdCompressor().compress(plain), "zstd"),
    }
    body, name = bodies[coding]

    with LocalServer(always(Answer(200, body, (("Content-Encoding", name),)))) as server:
        request = Request("GET", server.url)
        if size <= LIMIT:
            assert len(send(request).body) == size
        else:
            assert failure(request).code == "response_too_large"


def test_an_announced_length_above_the_limit_is_refused_before_reading() -> None:
    with LocalServer(always(Answer(200, bytes(1001)))) as server:
        error = failure(Request("GET", server.url, max_bytes=1000))

    assert error.code == "response_too_large"


def test_gzip_in_several_members_is_one_body() -> None:
    body = gzip.compress(b"one ") + gzip.compress(b"two") + b"\0\0"

    with LocalServer(always(Answer(200, body, (("Content-Encoding", "gzip"),)))) as server:
        assert send(Request("GET", server.url)).body == b"one two"


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (b"no gzip", "gzip"),
        (gzip.compress(b"hello")[:-9], "gzip"),
        (b"x", "lzma"),
        (b"x", "gzip, gzip"),
    ],
    ids=["not compressed", "cut off", "not asked for", "twice"],
)
def test_an_unreadable_compression_is_an_invalid_response(body: bytes, coding: str) -> None:
    with LocalServer(always(Answer(200, body, (("Content-Encoding", coding),)))) as server:
        assert failure(Request("GET", server.url)).code == "invalid_response"


def test_head_has_no_body_whatever_length_is_announced() -> None:
    with LocalServer(always(Answer(200, bytes(2000)))) as server:
        assert send(Request("HEAD", server.url, max_bytes=1000)).body == b""


def test_an_unknown_credential_sends_nothing() -> None:
    with LocalServer(always(Answer())) as server:
        error = failure(Request("GET", server.url, credential="other"))

    assert error.code == "unknown_credential"
    assert server.received == []


def test_a_credential_is_sent_and_not_shown() -> None:
    with LocalServer(always(Answer())) as server:
        request = Request("GET", server.url + "/?a=1", (("authorization", "mine"),))
        response = send(replace(request, credential="shop"))

    assert server.received[0].headers["authorization"] == "Bearer s3cret"
    assert server.received[0].query == [("a", "1"), ("key", "s3cret")]
    assert "s3cret" not in repr(response)
    assert "s3cret" not in repr(Credential((("A", "s3cret"),)))


def test_loopback_is_refused_unless_allowed() -> None:
    with LocalServer(always(Answer())) as server:
        assert failure(Request("GET", server.url), WayOut()).code == "address_blocked"
        local = f"http://LOCALHOST.:{server.port}/"
        assert failure(Request("GET", local), WayOut()).code == "address_blocked"
        assert send(Request("GET", local)).status == 200


def lookup_of(*answers: list[str]) -> Callable[[str], Awaitable[list[str]]]:
    """Return a name service that gives one answer after the other."""
    left = list(answers)

    async def lookup(host: str) -> list[str]:
        return left.pop(0)

    return lookup


def test_one_refused_address_among_good_ones_refuses_the_name() -> None:
    client = WayOut(client=PlainOutbound(lookup=lookup_of(["93.184.216.34", "10.0.0.1"])))

    assert failure(Request("GET", "http://mixed.example/"), client).code == "address_blocked"


def test_a_name_server_that_changes_its_mind_is_asked_once_per_connection() -> None:
    closing = Answer(200, b"first", (("Connection", "close"),))

    async def main() -> list[str]:
        client = WayOut(
            OPEN, client=PlainOutbound(lookup=lookup_of(["127.0.0.1"], ["169.254.169.254"]))
        )
        url = f"http://rebinding.example:{server.port}/"
        seen = [(await client.send(Request("GET", url))).body.decode()]
        try:
            await client.send(Request("GET", url))
        except StepError as error:
            seen.append(error.code)
        await client.aclose()
        return seen

    with LocalServer(always(closing)) as server:
        assert asyncio.run(main()) == ["first", "address_blocked"]
    assert server.received[0].headers["host"] == f"rebinding.example:{server.port}"


async def no_such_name(host: str) -> list[str]:
    raise OSError("no such name")


async def never_answers(host: str) -> list[str]:
    await asyncio.Event().wait()
    return []


def test_a_name_that_is_not_found_is_a_dns_error() -> None:
    request = Request("GET", "http://nowhere.example/")

    assert failure(request, WayOut(client=PlainOutbound(lookup=no_such_name))).code == "dns_error"
    assert failure(request, WayOut(client=PlainOutbound(lookup=lookup_of([])))).code == "dns_error"


def test_a_slow_name_server_ends_in_a_timeout() -> None:
    client = WayOut(
        client=PlainOutbound(lookup=never_answers, phases=PhaseTimeouts(resolve_s=0.01))
    )

    assert failure(Request("GET", "http://slow.example/"), client).code == "timeout"


def test_a_closed_port_is_a_connect_error() -> None:
    with LocalServer(always(Answer())) as server:
        url = server.url

    error = failure(Request("GET", url))

    assert error.code == "connect_error"
    place = url.removeprefix("http://").rstrip("/")
    assert error.message.startswith(f"no connection to {place}; is it running")


def test_a_plain_server_behind_https_is_a_tls_error() -> None:
    with LocalServer(always(Answer())) as server:
        error = failure(Request("GET", server.url.replace("http", "https")))

    assert error.code == "tls_error"
    place = server.url.removeprefix("http://").rstrip("/")
    assert error.message.startswith(f"{place} speaks no TLS;")


Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def code_from(serve: Serve, scheme: str, phases: PhaseTimeouts, *, timeout_s: float = 5.0) -> str:
    """Return the code of the failure that a server with this behaviour leads to."""
    ended = asyncio.Event()

    async def serve_once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await serve(reader, writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()
            ended.set()

    async def main() -> str:
        server = await asyncio.start_server(serve_once, "127.0.0.1", 0)
        url = f"{scheme}://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        client = WayOut(OPEN, client=PlainOutbound(phases=phases))
        try:
            await client.send(Request("GET", url, timeout_s=timeout_s))
        except StepError as error:
            return error.code
        finally:
            await client.aclose()
            await ended.wait()
            server.close()
        return "no error"

    return asyncio.run(main())


RAW: list[tuple[bytes | None, str]] = [
    (b"", "connect_error"),
    (b"SSH-2.0-OpenSSH\r\n\r\n", "invalid_response"),
    (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", "connect_error"),
    (b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * 20_000 + b"\r\n\r\n", "response_too_large"),
    (b"HTTP/1.1 200 OK\r\n" + b"X-A: 1\r\n" * 500 + b"\r\n", "response_too_large"),
    (None, "timeout"),
]


@pytest.mark.parametrize(
    ("sent", "code"),
    RAW,
    ids=["nothing", "no http", "cut off", "long header", "many headers", "silence"],
)
def test_a_strange_server_is_a_clear_error(sent: bytes | None, code: str) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        if sent is None:
            await reader.read()
        else:
            writer.write(sent)

    timeout_s = 0.1 if sent is None else 5.0
    assert code_from(serve, "http", PhaseTimeouts(), timeout_s=timeout_s) == code


@pytest.mark.parametrize("phase", ["tls", "first byte"])
def test_a_server_that_says_nothing_runs_out_of_the_phase(phase: str) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    scheme = "https" if phase == "tls" else "http"
    phases = PhaseTimeouts(tls_s=0.05, first_byte_s=0.05)
    assert code_from(serve, scheme, phases) == "timeout"

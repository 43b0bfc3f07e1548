"""The administrator's proxy: asked to connect to vetted addresses, for every request."""

import asyncio
import ssl
from base64 import b64encode
from dataclasses import dataclass, field

import pytest
import trustme

from tests.unit.outbound.raw_server import answering, asked, outcome, raw_server, silent
from thaiyyal.outbound import PhaseTimeouts, PlainOutbound
from thaiyyal.outbound.proxy import Proxy
from thaiyyal.sdk.context import Request, Response
from thaiyyal.sdk.errors import StepError

GOOD = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood"
CONNECTED = b"HTTP/1.1 200 Connection established\r\n\r\n"


@dataclass
class TinyProxy:
    """Opens tunnels, and remembers what it was asked for."""

    heads: list[str] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await asked(reader)).decode("ascii")
        self.heads.append(head)
        host, _, port = head.split(" ", 2)[1].rpartition(":")
        far_reader, far_writer = await asyncio.open_connection(host.strip("[]"), int(port))
        writer.write(CONNECTED)
        try:
            await asyncio.gather(_pass_on(reader, far_writer), _pass_on(far_reader, writer))
        finally:
            far_writer.transport.abort()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while received := await reader.read(65_536):
        writer.write(received)
        await writer.drain()
    writer.close()


async def shop(host: str) -> list[str]:
    return ["127.0.0.1"]


def through(
    proxy: TinyProxy, url: str, *, tls: ssl.SSLContext | None = None, user: str = ""
) -> tuple[Response | StepError, list[str]]:
    """Send a request to ``url`` with {port} in it through a proxy; return what the server saw."""
    seen: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append((await asked(reader)).decode("ascii"))
        writer.write(GOOD)
        await reader.read()

    async def main() -> Response | StepError:
        server_tls = None
        if tls is not None:
            server_tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            AUTHORITY.issue_cert("shop.example").configure_cert(server_tls)
        async with (
            raw_server(serve, tls=server_tls) as port,
            raw_server(proxy.serve) as proxy_port,
        ):
            at = f"http://{user}127.0.0.1:{proxy_port}"
            client = PlainOutbound(lookup=shop, proxy=at, tls=tls)
            return await outcome(Request("GET", url.format(port=port)), client)

    return asyncio.run(main()), seen


AUTHORITY = trustme.CA()


def test_http_goes_through_a_tunnel_to_the_vetted_address() -> None:
    proxy = TinyProxy()
    found, seen = through(proxy, "http://shop.example:{port}/a")

    assert isinstance(found, Response)
    assert found.body == b"good"
    assert [head.split(":")[0] for head in proxy.heads] == ["CONNECT 127.0.0.1"]
    assert seen[0].startswith("GET /a HTTP/1.1\r\nHost: shop.example:")


def test_https_is_agreed_with_the_server_by_its_name() -> None:
    trust = ssl.create_default_context()
    AUTHORITY.configure_trust(trust)
    proxy = TinyProxy()
    found, seen = through(proxy, "https://shop.example:{port}/a", tls=trust)

    assert isinstance(found, Response)
    assert found.body == b"good"
    assert "shop.example" not in proxy.heads[0]
    assert seen[0].startswith("GET /a HTTP/1.1\r\nHost: shop.example:")


def test_the_password_of_the_proxy_goes_to_the_proxy_only() -> None:
    proxy = TinyProxy()
    found, seen = through(proxy, "http://shop.example:{port}/", user="me:s%2Fecret@")

    assert isinstance(found, Response)
    expected = "Basic " + b64encode(b"me:s/ecret").decode()
    assert f"Proxy-Authorization: {expected}\r\n" in proxy.heads[0]
    assert "proxy-authorization" not in seen[0].lower()


@pytest.mark.parametrize(
    "url",
    ["http://10.0.0.1/", "http://metadata.google.internal/", "https://inner.example/"],
)
def test_what_is_refused_never_reaches_the_proxy(url: str) -> None:
    async def inner(host: str) -> list[str]:
        return ["10.0.0.1"]

    async def main() -> Response | StepError:
        async with raw_server(proxy.serve) as port:
            client = PlainOutbound(lookup=inner, proxy=f"http://127.0.0.1:{port}")
            return await outcome(Request("GET", url), client)

    proxy = TinyProxy()
    found = asyncio.run(main())

    assert isinstance(found, StepError)
    assert found.code == "address_blocked"
    assert proxy.heads == []


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 403 Forbidden\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\nearly",
        b"HTTP/1.1",
        b"\xff" * 20_000,
        b"",
    ],
    ids=["refused", "speaks early", "cut off", "noise", "nothing"],
)
def test_a_proxy_that_does_not_connect_is_a_connect_error(answer: bytes) -> None:
    async def main() -> Response | StepError:
        async with raw_server(answering(answer)) as port:
            client = PlainOutbound(lookup=shop, proxy=f"http://127.0.0.1:{port}")
            return await outcome(Request("GET", "http://shop.example/"), client)

    found = asyncio.run(main())

    assert isinstance(found, StepError)
    assert found.code == "connect_error"
    assert "outbound.proxy" in found.message


def test_a_proxy_that_says_nothing_has_the_time_to_connect() -> None:
    async def main() -> Response | StepError:
        async with raw_server(silent) as port:
            phases = PhaseTimeouts(connect_s=0.05)
            client = PlainOutbound(lookup=shop, proxy=f"http://127.0.0.1:{port}", phases=phases)
            return await outcome(Request("GET", "http://shop.example/"), client)

    found = asyncio.run(main())

    assert isinstance(found, StepError)
    assert found.code == "timeout"
    assert "outbound.connect_s" in found.message


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "https_proxy"])
def test_the_proxies_of_the_environment_are_ignored(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    proxy = TinyProxy()

    async def main() -> Response | StepError:
        async with (
            raw_server(answering(GOOD)) as port,
            raw_server(proxy.serve) as proxy_port,
        ):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy_port}")
            return await outcome(Request("GET", f"http://127.0.0.1:{port}/"))

    assert isinstance(asyncio.run(main()), Response)
    assert proxy.heads == []


@pytest.mark.parametrize(
    "url",
    [
        "https://proxy.internal:3128",
        "socks5://proxy.internal:1080",
        "proxy.internal:3128",
        "http://",
        "http://proxy.internal:port",
        "http://proxy.internal/path",
        "http://[::1",
    ],
)
def test_an_unreadable_proxy_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(ValueError, match="must be written http://host:port") as caught:
        Proxy.from_url(url)

    assert "internal" not in str(caught.value)


def test_a_proxy_shows_no_password() -> None:
    assert "s3cret" not in repr(Proxy.from_url("http://me:s3cret@proxy.internal"))

"""Secrets without TLS: inside one's own network, and on the internet when that is said."""

import asyncio
from dataclasses import dataclass, field, replace

import pytest

from tests.unit.outbound.raw_server import asked, raw_server
from thaiyyal.outbound import AddressPolicy, ClientSettings, Credential, PlainOutbound
from thaiyyal.outbound.credentials import OneCredential
from thaiyyal.sdk.context import Request, Response
from thaiyyal.sdk.errors import StepError
from thaiyyal.testing.way_out import WayOut

HEADER = Credential(headers=(("Authorization", "Bearer s3cret"),))
QUERY = Credential(query=(("key", "s3cret"),))
IN_THE_REQUEST = Credential(secrets=("s3cret",))
NOTHING = Credential(client=ClientSettings(timeout_s=5.0))
SAID = replace(HEADER, client=ClientSettings(allows_plain_http=True))
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@dataclass
class Internet:
    """A proxy behind which every address answers: redirects to ``location``, or nothing but ok."""

    location: str = ""
    heads: list[str] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asked(reader)
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while (head := await asked(reader)).strip():
            self.heads.append(head.decode("ascii"))
            moved = f"HTTP/1.1 302 Found\r\nLocation: {self.location}\r\nContent-Length: 0\r\n\r\n"
            is_first = len(self.heads) == 1 and self.location
            writer.write(moved.encode() if is_first else OK)


def sent(
    credential: Credential | None,
    *urls: str,
    addresses: tuple[str, ...] = ("93.184.216.34",),
    location: str = "",
) -> tuple[list[int | str], list[str]]:
    """Ask urls one after the other; return how it went, and what came to the other side."""
    internet = Internet(location)

    async def lookup(host: str) -> list[str]:
        return list(addresses)

    async def outcome(way: WayOut, url: str) -> int | str:
        name = "shop" if credential is not None and "?open" not in url else None
        try:
            found: Response = await way.send(Request("GET", url, credential=name))
        except StepError as error:
            return error.code
        return found.status

    async def main() -> list[int | str]:
        async with raw_server(internet.serve) as port:
            way = WayOut(
                AddressPolicy(["10.0.0.0/8", "64:ff9b::/96"]),
                client=PlainOutbound(lookup=lookup, proxy=f"http://127.0.0.1:{port}"),
                credentials=OneCredential(credential or NOTHING),
            )
            try:
                return [await outcome(way, url) for url in urls]
            finally:
                await way.aclose()

    return asyncio.run(main()), internet.heads


@pytest.mark.parametrize(
    "credential", [HEADER, QUERY, IN_THE_REQUEST], ids=["header", "query", "request"]
)
def test_no_secret_goes_over_the_internet_without_tls(credential: Credential) -> None:
    assert sent(credential, "http://shop.example/") == (["tls_required"], [])


@pytest.mark.parametrize("credential", [None, NOTHING, SAID], ids=["none", "no secret", "said"])
def test_without_a_secret_or_when_it_is_said_http_is_fine(credential: Credential | None) -> None:
    outcomes, heads = sent(credential, "http://shop.example/")

    assert (outcomes, len(heads)) == ([200], 1)


@pytest.mark.parametrize(
    ("addresses", "outcome"),
    [
        (("10.1.2.3",), 200),
        (("64:ff9b::a01:203",), 200),
        (("10.1.2.3", "93.184.216.34"), "tls_required"),
        (("64:ff9b::5db8:d822",), "tls_required"),
    ],
    ids=["inside", "inside through NAT64", "one outside", "outside through NAT64"],
)
def test_a_network_of_ones_own_is_every_address_of_the_host(
    addresses: tuple[str, ...], outcome: int | str
) -> None:
    assert sent(HEADER, "http://shop.example/", addresses=addresses)[0] == [outcome]


def test_a_connection_that_was_opened_without_a_secret_takes_none() -> None:
    outcomes, heads = sent(HEADER, "http://shop.example/?open", "http://shop.example/")

    assert outcomes == [200, "tls_required"]
    assert [head.split(" ")[1] for head in heads] == ["/?open"]


def test_a_redirect_to_another_host_without_tls_goes_without_the_secret() -> None:
    outcomes, heads = sent(SAID, "http://shop.example/", location="http://other.example/")

    assert outcomes == [200]
    assert ["s3cret" in head for head in heads] == [True, False]

"""TLS: who is trusted, and what is shown to servers that ask who we are."""

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

import pytest
import trustme
from cryptography.hazmat.primitives import serialization

from tests.unit.outbound.raw_server import POLICY, answering, raw_server
from thaiyyal.outbound import ClientCertificate, Credential, PlainOutbound
from thaiyyal.outbound.certificates import context_with
from thaiyyal.sdk.context import Request, Response
from thaiyyal.sdk.errors import StepError

GOOD = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood"
SERVERS, CLIENTS, OTHERS = trustme.CA(), trustme.CA(), trustme.CA()


def server_tls(*, asks: trustme.CA | None = None) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    SERVERS.issue_cert("127.0.0.1", "shop.example").configure_cert(context)
    if asks is not None:
        asks.configure_trust(context)
        context.verify_mode = ssl.CERT_REQUIRED
    return context


def certificate(
    issuer: trustme.CA = CLIENTS, *, trusted: trustme.CA = SERVERS
) -> ClientCertificate:
    issued = issuer.issue_cert("client.example")
    return ClientCertificate(
        issued.cert_chain_pems[0].bytes().decode(),
        issued.private_key_pem.bytes().decode(),
        trusted.cert_pem.bytes().decode(),
    )


async def shop(host: str) -> list[str]:
    return ["127.0.0.1"]


async def ask(
    port: int, credential: Credential, client: PlainOutbound | None = None
) -> Response | StepError:
    client = client or PlainOutbound(lookup=shop)
    request = Request("GET", f"https://shop.example:{port}/")
    try:
        return await client.exchange(request, policy=POLICY, credential=credential)
    except StepError as error:
        return error
    finally:
        await client.aclose()


def answer_of(tls: ssl.SSLContext, credential: Credential) -> Response | StepError:
    async def main() -> Response | StepError:
        async with raw_server(answering(GOOD), tls=tls) as port:
            return await ask(port, credential)

    return asyncio.run(main())


def test_a_server_that_asks_gets_the_certificate_of_the_credential() -> None:
    found = answer_of(server_tls(asks=CLIENTS), Credential(certificate=certificate()))

    assert isinstance(found, Response)
    assert found.body == b"good"


@contextmanager
def refusing_server() -> Iterator[int]:
    """Yield the port of a server that says, as servers do, why it ends the agreement on TLS."""

    def serve() -> None:
        opened, _ = listener.accept()
        with opened.dup() as below:
            with suppress(OSError), tls.wrap_socket(opened, server_side=True):
                pass
            while below.recv(65_536):
                pass  # else what it said would be lost with the connection

    tls = server_tls(asks=CLIENTS)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1]
        thread.join()


@pytest.mark.parametrize("issuer", [None, OTHERS], ids=["none", "of another authority"])
def test_without_the_right_certificate_the_server_refuses(issuer: trustme.CA | None) -> None:
    tls = ssl.create_default_context()
    SERVERS.configure_trust(tls)
    shown = certificate(issuer) if issuer is not None else None

    with refusing_server() as port:
        client = PlainOutbound(lookup=shop, tls=tls)
        found = asyncio.run(ask(port, Credential(certificate=shown), client))

    assert isinstance(found, StepError)
    assert found.code == "tls_error"


def test_the_authority_of_the_credential_is_the_only_one_trusted() -> None:
    found = answer_of(server_tls(), Credential(certificate=certificate(trusted=OTHERS)))

    assert isinstance(found, StepError)
    assert found.code == "tls_error"


def test_a_server_of_an_unknown_authority_is_not_trusted() -> None:
    found = answer_of(server_tls(), Credential())

    assert isinstance(found, StepError)
    assert found.code == "tls_error"


def test_the_name_of_the_url_is_checked_and_sent_to_the_vetted_address() -> None:
    seen: list[str | None] = []
    tls = server_tls()
    tls.sni_callback = lambda socket, name, context: seen.append(name)

    async def main() -> Response | StepError:
        trust = ssl.create_default_context()
        SERVERS.configure_trust(trust)
        async with raw_server(answering(GOOD, GOOD), tls=tls) as port:
            right = await ask(port, Credential(), PlainOutbound(lookup=shop, tls=trust))
            assert isinstance(right, Response)
            client = PlainOutbound(lookup=shop, tls=trust)
            wrong = Request("GET", f"https://other.example:{port}/")
            try:
                return await client.exchange(wrong, policy=POLICY, credential=Credential())
            except StepError as error:
                return error
            finally:
                await client.aclose()

    found = asyncio.run(main())

    assert isinstance(found, StepError)
    assert found.code == "tls_error"
    assert seen == ["shop.example", "other.example"]


def bad(which: str) -> ClientCertificate:
    good, other = certificate(), certificate()
    return {
        "no PEM": ClientCertificate("certificate", "s3cret key"),
        "no certificate": ClientCertificate("", good.private_key),
        "no key": ClientCertificate(good.certificate, ""),
        "another key": ClientCertificate(good.certificate, other.private_key),
        "bad authority": ClientCertificate(good.certificate, good.private_key, "authority"),
        "no ASCII": ClientCertificate("zertifikät", good.private_key),
        "locked key": ClientCertificate(good.certificate, _locked(good.private_key)),
    }[which]


def _locked(key: str) -> str:
    loaded = serialization.load_pem_private_key(key.encode(), None)
    return loaded.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(b"password"),
    ).decode()


@pytest.mark.parametrize(
    "which",
    [
        "no PEM",
        "no certificate",
        "no key",
        "another key",
        "bad authority",
        "no ASCII",
        "locked key",
    ],
)
def test_an_unusable_certificate_is_a_clear_error_without_the_key(which: str) -> None:
    found = answer_of(server_tls(), Credential(certificate=bad(which)))

    assert isinstance(found, StepError)
    assert found.code == "tls_error"
    assert "client certificate of the credential" in found.message
    assert "s3cret" not in found.message


@pytest.mark.parametrize("has_memory_files", [True, False])
def test_no_key_is_left_in_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, has_memory_files: bool
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    if not has_memory_files:
        monkeypatch.delattr("os.memfd_create", raising=False)

    context = context_with(certificate())

    assert context.verify_mode == ssl.CERT_REQUIRED
    assert list(tmp_path.iterdir()) == []

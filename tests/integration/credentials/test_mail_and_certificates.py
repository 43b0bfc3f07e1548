"""Credentials that are no headers: mail servers are signed in at, certificates prove who asks."""

import asyncio
import ssl
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Event, Thread

import pytest
import trustme

from tests.integration.credentials.keeping import Json, calling, entries, made, run, workflow
from tests.unit.outbound.mail_servers import Mailbox, mail_server
from thaiyyal.testing.api import Answer
from thaiyyal.testing.platform import Person, Platform

AUTHORITY = trustme.CA()


class Greeting(BaseHTTPRequestHandler):
    """Answers every request."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Write nothing."""


@pytest.fixture
def bank() -> Iterator[str]:
    """A service that lets nobody in without a certificate of AUTHORITY."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    AUTHORITY.issue_cert("127.0.0.1").configure_cert(context)
    AUTHORITY.configure_trust(context)
    context.verify_mode = ssl.CERT_REQUIRED
    server = HTTPServer(("127.0.0.1", 0), Greeting)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"https://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def post_office() -> Iterator[int]:
    """The port of a mail server without TLS."""
    ports: list[int] = []
    is_there, is_done = Event(), Event()

    async def serve() -> None:
        async with mail_server(Mailbox(), "none") as port:
            ports.append(port)
            is_there.set()
            await asyncio.to_thread(is_done.wait)

    thread = Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    assert is_there.wait(10)
    try:
        yield ports[0]
    finally:
        is_done.set()
        thread.join()


def certificate(issuer: trustme.CA) -> Json:
    issued = issuer.issue_cert("client.example")
    return {
        "certificate": issued.cert_chain_pems[0].bytes().decode(),
        "private_key": issued.private_key_pem.bytes().decode(),
        "authority": AUTHORITY.cert_pem.bytes().decode(),
    }


@pytest.mark.parametrize(("issuer", "status"), [(AUTHORITY, "succeeded"), (trustme.CA(), "failed")])
def test_a_certificate_lets_a_workflow_in(
    platform: Platform, bank: str, issuer: trustme.CA, status: str
) -> None:
    owner = platform.make_tenant()
    id_ = workflow(platform, owner, calling(bank))
    fields, hosts = certificate(issuer), ["127.0.0.1"]
    made(platform, owner, kind="certificate", fields=fields, hosts=hosts, workflow_ids=[id_])

    assert run(platform, owner, id_)["status"] == status


def test_a_private_key_is_not_shown(platform: Platform) -> None:
    fields = certificate(AUTHORITY)

    shown = made(
        platform, platform.make_tenant(), kind="certificate", fields=fields, hosts=["a.example"]
    )

    assert shown["secrets"] == {"private_key": {"is_set": True}}
    assert shown["fields"]["certificate"] == fields["certificate"]
    assert "PRIVATE KEY" not in str(shown)


def tried(platform: Platform, by: Person, port: int, **more: str) -> Answer:
    """Try a mail server on this machine."""
    fields = {"host": "127.0.0.1", "port": port, "sender": "a@b.example", "security": "none"}
    credential = made(platform, by, kind="smtp", fields={**fields, **more}, hosts=None)
    return platform.ask("POST", f"/credentials/{credential['id']}/test", by=by)


def test_a_mail_server_is_tried_by_connecting(platform: Platform, post_office: int) -> None:
    owner = platform.make_tenant()

    answer = tried(platform, owner, post_office)

    assert (answer.status, answer.json["ok"], answer.json["reason"]) == (200, True, None)


def test_a_mail_server_without_tls_gets_no_password(platform: Platform, post_office: int) -> None:
    owner = platform.make_tenant()

    answer = tried(platform, owner, post_office, username="shop", password="canary-of-mail")

    assert (answer.status, answer.json["ok"]) == (200, False)
    assert "canary-of-mail" not in answer.body.decode()
    (entry,) = entries(platform, owner, "credential.tested")
    assert entry["status"] == "failure"

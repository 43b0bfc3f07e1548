"""Messages of executions: through a credential that is bound to workflow and server, once."""

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from threading import Thread
from typing import Any

import pytest

from tests.integration.credentials.keeping import Json, entries, made, run, workflow
from tests.unit.outbound.mail_servers import Mailbox, mail_server
from thaiyyal.testing.platform import Person, Platform

PASSWORD = "canary-of-the-mailbox"


@contextmanager
def post_office(mailbox: Mailbox, security: str) -> Iterator[int]:
    """Serve ``mailbox`` on a thread of its own; gives the port."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    stack = AsyncExitStack()

    def there(work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, loop).result(timeout=10)

    try:
        yield there(stack.enter_async_context(mail_server(mailbox, security)))
    finally:
        there(stack.aclose())
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def sending(**more: Any) -> Json:
    data = {
        "credential": "post",
        "to": "ann@example.org, bob@example.org",
        "subject": "Order {{ input.id }}",
        "text": "Hello",
        **more,
    }
    return {"nodes": [{"id": "send", "type": "send_email", "data": data}], "edges": []}


def account(port: int, security: str, **more: Any) -> Json:
    fields = {
        "host": "127.0.0.1",
        "port": port,
        "security": security,
        "sender": "Shop <shop@example.org>",
        **more,
    }
    return {"name": "post", "kind": "smtp", "fields": fields, "hosts": ["127.0.0.1"]}


def published(platform: Platform, owner: Person, port: int, **more: Any) -> str:
    id_ = workflow(platform, owner, sending())
    made(platform, owner, **account(port, "none", **more), workflow_ids=[id_])
    return id_


def test_an_execution_sends_a_message(platform: Platform) -> None:
    owner, mailbox = platform.make_tenant(), Mailbox(refusing={"bob": "550 5.1.1 nobody"})
    with post_office(mailbox, "none") as port:
        done = run(platform, owner, published(platform, owner, port), input={"id": 7})

    assert done["status"] == "succeeded", done
    output = done["output"]
    assert (output["accepted"], output["refused"]) == (["ann@example.org"], ["bob@example.org"])
    (envelope,) = mailbox.envelopes
    assert (envelope.mail_from, envelope.rcpt_tos) == ("shop@example.org", ["ann@example.org"])
    content = envelope.content
    assert isinstance(content, bytes)
    assert b"Subject: Order 7\r\n" in content
    assert f"Message-ID: {output['message_id']}\r\n".encode() in content
    (entry,) = entries(platform, owner, "credential.used")
    assert entry["details"]["execution_id"] == done["id"]


def test_a_workflow_to_which_it_is_not_bound_sends_nothing(platform: Platform) -> None:
    owner, mailbox = platform.make_tenant(), Mailbox()
    with post_office(mailbox, "none") as port:
        made(platform, owner, **account(port, "none"))
        done = run(platform, owner, workflow(platform, owner, sending()), input={"id": 7})

    assert done["error"]["code"] == "unknown_credential"
    assert mailbox.commands == []


def test_a_message_has_the_sender_of_its_credential(platform: Platform) -> None:
    owner, mailbox = platform.make_tenant(), Mailbox()
    with post_office(mailbox, "none") as port:
        id_ = workflow(platform, owner, sending(**{"from": "boss@example.org"}))
        made(platform, owner, **account(port, "none"), workflow_ids=[id_])
        done = run(platform, owner, id_, input={"id": 7})

    assert done["error"]["code"] == "sender_refused"
    assert mailbox.commands == []


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_server_without_a_trusted_certificate_gets_no_password(
    platform: Platform, security: str
) -> None:
    owner, mailbox = platform.make_tenant(), Mailbox()
    with post_office(mailbox, security) as port:
        given = account(port, security, username="shop", password=PASSWORD)
        credential = made(platform, owner, **given)
        answer = platform.ask("POST", f"/credentials/{credential['id']}/test", by=owner, json={})

    assert answer.status == 200, answer.body
    assert "certificate" in answer.json["reason"]
    assert PASSWORD not in answer.body.decode()


def test_an_account_is_tested_by_signing_in(platform: Platform) -> None:
    owner, mailbox = platform.make_tenant(), Mailbox()
    with post_office(mailbox, "none") as port:
        credential = made(platform, owner, **account(port, "none"))
        answer = platform.ask("POST", f"/credentials/{credential['id']}/test", by=owner, json={})

    assert (answer.status, answer.json["reason"]) == (200, None)
    assert mailbox.envelopes == []

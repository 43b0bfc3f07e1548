"""Messages reach mail servers over TLS at vetted addresses, whole or not at all."""

import asyncio
import email
from collections.abc import Coroutine
from contextlib import suppress
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest

from tests.unit.outbound.mail_servers import (
    HOST,
    LOCAL,
    STRANGER,
    Mailbox,
    account,
    certificate,
    client,
    mail_server,
    scripted_server,
)
from thaiyyal.outbound import AddressPolicy, MailAccount, MailClient, PhaseTimeouts, Rules
from thaiyyal.outbound.mail import check_account, target_of
from thaiyyal.sdk.context import Delivered, Mail
from thaiyyal.sdk.errors import StepError, Terminal

MAIL = Mail("mail", ("Ann <ann@example.org>",), "Order 7", text="It has left the house.")
QUICK = PhaseTimeouts(resolve_s=0.05, connect_s=0.05, tls_s=0.05, first_byte_s=0.05)
UNHURRIED = PhaseTimeouts(first_byte_s=0.5)  # for steps that must be reached first


def run(work: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(work)


def code_of(work: Coroutine[Any, Any, Any]) -> str:
    with pytest.raises(StepError) as caught:
        run(work)
    assert "correct horse" not in caught.value.message
    return caught.value.code


async def sent(mailbox: Mailbox, security: str, mail: Mail = MAIL, **fields: Any) -> Delivered:
    async with mail_server(mailbox, security) as port:
        return await client().deliver(mail, account(port, security, **fields), policy=LOCAL)


def read(mailbox: Mailbox) -> EmailMessage:
    (envelope,) = mailbox.envelopes
    assert isinstance(envelope.content, bytes)
    return email.message_from_bytes(envelope.content, policy=default)


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_message_arrives(security: str) -> None:
    mailbox = Mailbox()
    mail = Mail(
        "mail",
        ("Änn <ann@example.org>",),
        "Grüße",
        text="Bücher",
        html="<b>Bücher</b>",
        cc=("bob@bücher.example",),
        bcc=("eve@example.org",),
        message_id="key",
    )

    done = run(sent(mailbox, security, mail))

    message = read(mailbox)
    assert mailbox.envelopes[0].rcpt_tos == [
        "ann@example.org",
        "bob@xn--bcher-kva.example",
        "eve@example.org",
    ]
    assert (message["From"], message["Subject"]) == ("Shop <shop@example.org>", "Grüße")
    assert (message["To"], message["Cc"], message["Bcc"]) == (
        "Änn <ann@example.org>",
        "bob@xn--bcher-kva.example",
        None,
    )
    assert message["Message-ID"] == done.message_id
    texts = [message.get_body((kind,)) for kind in ("plain", "html")]
    assert [part.get_content().strip() for part in texts if part] == ["Bücher", "<b>Bücher</b>"]


def test_a_server_without_starttls_gets_nothing() -> None:
    async def scenario() -> list[bytes]:
        async with scripted_server(lambda _: b"250 hello\r\n") as (port, said):
            with pytest.raises(StepError, match="STARTTLS") as caught:
                await client().deliver(MAIL, account(port, "starttls"), policy=LOCAL)
            assert caught.value.code == "tls_required"
            return said.lines

    assert run(scenario()) == [b"EHLO [127.0.0.1]\r\n"]


def test_a_server_that_refuses_starttls_gets_nothing() -> None:
    def script(line: bytes) -> bytes:
        return b"454 later\r\n" if line.startswith(b"STARTTLS") else b"250-x\r\n250 STARTTLS\r\n"

    async def scenario() -> list[bytes]:
        async with scripted_server(script) as (port, said):
            with pytest.raises(StepError):
                await client().deliver(MAIL, account(port, "starttls"), policy=LOCAL)
            return said.lines

    assert run(scenario()) == [b"EHLO [127.0.0.1]\r\n", b"STARTTLS\r\n"]


def test_what_comes_before_tls_is_not_taken_for_what_comes_after() -> None:
    """Somebody on the line adds an answer behind the 220; it must not announce AUTH."""
    heard: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 hello\r\n")
        heard.append(await reader.readline())
        writer.write(b"250-x\r\n250 STARTTLS\r\n")
        heard.append(await reader.readline())
        writer.write(b"220 go\r\n250-evil\r\n250 AUTH PLAIN\r\n")
        await writer.start_tls(certificate())
        heard.append(await reader.readline())
        writer.write(b"250-x\r\n250 SIZE\r\n")
        with suppress(ConnectionError):
            heard.append(await reader.read())
        writer.transport.abort()

    async def scenario() -> None:
        ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        async def serve_once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await serve(reader, writer)
            ended.set_result(None)

        server = await asyncio.start_server(serve_once, "127.0.0.1", 0)
        async with server:
            port = server.sockets[0].getsockname()[1]
            with pytest.raises(StepError, match="offers no way to sign in"):
                await client().check(account(port, "starttls"), policy=LOCAL)
            await ended

    run(scenario())

    greeting = b"EHLO [127.0.0.1]\r\n"
    assert heard[:3] == [greeting, b"STARTTLS\r\n", greeting]
    assert b"".join(heard[3:]) == b""


@pytest.mark.parametrize("security", ["tls", "starttls"])
@pytest.mark.parametrize(
    "tls",
    [
        pytest.param(lambda: certificate(authority=STRANGER), id="of a stranger"),
        pytest.param(lambda: certificate("other.example.org"), id="for another name"),
    ],
)
def test_a_certificate_that_is_not_the_servers_is_refused(security: str, tls: Any) -> None:
    mailbox = Mailbox()

    async def scenario() -> None:
        async with mail_server(mailbox, security, tls=tls()) as port:
            await client().deliver(MAIL, account(port, security), policy=LOCAL)

    assert code_of(scenario()) == "tls_error"
    assert mailbox.commands == []


def test_a_wrong_password_is_told_and_sends_nothing() -> None:
    mailbox = Mailbox()

    assert code_of(sent(mailbox, "tls", password="wrong")) == "auth_failed"
    assert mailbox.commands == []


@pytest.mark.parametrize("mechanism", ["PLAIN", "LOGIN"])
def test_each_way_to_sign_in_works(mechanism: str) -> None:
    other = {"PLAIN": "LOGIN", "LOGIN": "PLAIN"}[mechanism]

    async def scenario() -> None:
        options: dict[str, Any] = {"auth_exclude_mechanism": [other], "auth_required": True}
        async with mail_server(Mailbox(), "starttls", **options) as port:
            await check_account(account(port, "starttls"), policy=LOCAL, client=client())

    run(scenario())


def test_an_account_is_checked_without_sending() -> None:
    mailbox = Mailbox()

    async def scenario() -> None:
        async with mail_server(mailbox) as port:
            await check_account(account(port, "tls"), policy=LOCAL, client=client())

    run(scenario())
    assert (mailbox.commands, mailbox.envelopes) == ([], [])


def test_who_is_refused_is_told() -> None:
    mailbox = Mailbox(refusing={"bob": "550 5.1.1 nobody"})
    mail = Mail("mail", ("ann@example.org", "bob@example.org"), "s", text="t")

    done = run(sent(mailbox, "tls", mail))

    assert done.refused == ("bob@example.org",)
    assert mailbox.envelopes[0].rcpt_tos == ["ann@example.org"]


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        pytest.param(["550 5.1.1 no", "550 no"], Terminal, id="for good"),
        pytest.param(["550 no", "450 4.2.1 later"], StepError, id="one for now"),
    ],
)
def test_everybody_refused_is_an_error(answers: list[str], kind: type[StepError]) -> None:
    mailbox = Mailbox(refusing=dict(zip(("ann", "bob"), answers, strict=True)))
    mail = Mail("mail", ("ann@example.org", "bob@example.org"), "s", text="t")

    with pytest.raises(StepError) as caught:
        run(sent(mailbox, "tls", mail))

    assert (caught.value.code, type(caught.value)) == ("recipients_refused", kind)
    assert mailbox.envelopes == []


def test_a_refused_message_is_an_error_with_the_servers_numbers_only() -> None:
    mailbox = Mailbox(data_answer="554 5.7.1 spam; see http://evil.example/secret")

    with pytest.raises(Terminal, match=r"status 554 5\.7\.1\)") as caught:
        run(sent(mailbox, "tls"))

    assert caught.value.code == "message_refused"
    assert "evil" not in caught.value.message


def test_letters_outside_ascii_before_the_at_need_a_server_that_takes_them() -> None:
    mail = Mail("mail", ("jürgen@example.org",), "s", text="t")
    mailbox = Mailbox()

    async def scenario(*, offers: bool) -> None:
        async with mail_server(mailbox, enable_SMTPUTF8=offers) as port:
            await client().deliver(mail, account(port, "tls"), policy=LOCAL)

    assert code_of(scenario(offers=False)) == "message_refused"
    run(scenario(offers=True))

    assert mailbox.envelopes[0].rcpt_tos == ["jürgen@example.org"]
    assert "SMTPUTF8" in mailbox.commands[0]


def test_smtputf8_is_not_asked_for_without_need() -> None:
    mailbox = Mailbox()

    async def scenario() -> None:
        async with mail_server(mailbox, enable_SMTPUTF8=True) as port:
            await client().deliver(MAIL, account(port, "tls"), policy=LOCAL)

    run(scenario())

    assert "SMTPUTF8" not in mailbox.commands[0]


def test_a_text_cannot_end_the_message_and_begin_another() -> None:
    mailbox = Mailbox()
    text = "a\n.\nMAIL FROM:<eve@example.org>\r\n.\r\nb\r.\rc\n..d"

    run(sent(mailbox, "tls", Mail("mail", ("ann@example.org",), "s", text=text)))

    body = read(mailbox).get_content()
    assert body.splitlines() == ["a", ".", "MAIL FROM:<eve@example.org>", ".", "b", ".", "c", "..d"]
    assert len(mailbox.commands) == 1


@pytest.mark.parametrize("address", ["10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1"])
@pytest.mark.parametrize("is_literal", [False, True])
def test_refused_addresses_are_not_dialled(address: str, is_literal: bool) -> None:
    there = MailAccount(address if is_literal else HOST, 465, "tls", "a@example.org")
    reaching = client(found=[["93.184.216.34", address]])

    assert code_of(reaching.deliver(MAIL, there, policy=Rules())) == "address_blocked"


def test_names_of_metadata_services_are_not_looked_up() -> None:
    there = MailAccount("Metadata.Google.Internal.", 25, "none", "a@example.org")

    assert code_of(client(found=[]).deliver(MAIL, there, policy=LOCAL)) == "address_blocked"


def test_a_name_is_looked_up_once_and_the_vetted_address_is_dialled() -> None:
    """The second answer of the name server would lead to a place that is refused."""
    mailbox = Mailbox()
    reaching = client(found=[["127.0.0.1"], ["10.0.0.1"]])

    async def scenario() -> Delivered:
        async with mail_server(mailbox, "starttls") as port:
            return await reaching.deliver(MAIL, account(port, "starttls"), policy=LOCAL)

    run(scenario())

    assert len(mailbox.envelopes) == 1


def test_a_good_address_does_not_open_the_way_to_a_refused_one() -> None:
    reaching = client(found=[["127.0.0.1", "10.0.0.1"]])

    assert code_of(reaching.deliver(MAIL, account(1, "tls"), policy=LOCAL)) == "address_blocked"


def test_the_next_address_is_tried_when_one_does_not_answer() -> None:
    mailbox = Mailbox()
    reaching = client(found=[["127.0.0.9", "127.0.0.1"]])

    async def scenario() -> Delivered:
        async with mail_server(mailbox) as port:
            return await reaching.deliver(MAIL, account(port, "tls"), policy=LOCAL)

    run(scenario())

    assert len(mailbox.envelopes) == 1


@pytest.mark.parametrize(
    "host",
    [
        "a@b",
        "a/b",
        "a?b",
        "a#b",
        "a b",
        "[::1]",
        "a\\b",
        "",
        "a..b",
        "a\r\nb",
        "fe80::1%eth0",
        "ä" * 99,
    ],
)
def test_a_host_that_is_none_is_refused(host: str) -> None:
    with pytest.raises(StepError) as caught:
        target_of(MailAccount(host, 25, "tls", "a@example.org"))

    assert caught.value.code == "bad_url"


@pytest.mark.parametrize("port", [0, -1, 65_536, 99_999])
def test_a_port_that_is_none_is_refused(port: int) -> None:
    with pytest.raises(StepError):
        target_of(MailAccount(HOST, port, "tls", "a@example.org"))


def without_tls(line: bytes) -> bytes | None:
    verb = line[:4].upper()
    answers = {
        b"EHLO": b"250-x\r\n250 AUTH PLAIN\r\n",
        b"DATA": b"354 go\r\n",
        b"QUIT": b"221 bye\r\n",
    }
    return answers.get(verb, b"250 OK\r\n" if verb in (b"MAIL", b"RCPT", b".\r\n") else b"")


def test_a_server_of_ones_own_network_may_do_without_tls() -> None:
    async def scenario() -> list[bytes]:
        async with scripted_server(without_tls) as (port, said):
            there = account(port, "none", username=None)
            await client().deliver(MAIL, there, policy=LOCAL)
            return said.lines

    assert b"MAIL FROM:<shop@example.org>\r\n" in run(scenario())


def test_a_password_is_never_sent_without_tls() -> None:
    async def scenario() -> None:
        async with scripted_server(without_tls) as (port, said):
            with pytest.raises(StepError) as caught:
                await client().deliver(MAIL, account(port, "none"), policy=LOCAL)
            assert (caught.value.code, said.connections) == ("tls_required", 0)

    run(scenario())


def test_public_servers_are_not_reached_without_tls() -> None:
    there = account(25, "none", username=None)
    reaching = client(found=[["93.184.216.34"]])

    assert code_of(reaching.deliver(MAIL, there, policy=LOCAL)) == "tls_required"


@pytest.mark.parametrize(
    "stage",
    [b"", b"EHLO", b"MAIL", b"RCPT", b"DATA"],
    ids=["greeting", "EHLO", "MAIL", "RCPT", "DATA"],
)
def test_a_server_that_falls_silent_before_the_message_is_a_timeout(stage: bytes) -> None:
    def script(line: bytes) -> bytes | None:
        return b"" if stage and line.startswith(stage) else without_tls(line)

    async def scenario() -> None:
        greeting = b"" if not stage else b"220 hello\r\n"
        async with scripted_server(script, greeting=greeting) as (port, _):
            there = account(port, "none", username=None)
            await client(phases=UNHURRIED).deliver(MAIL, there, policy=LOCAL)

    assert code_of(scenario()) == ("delivery_unknown" if stage == b"DATA" else "timeout")


@pytest.mark.parametrize("answer", [b"", None, b"boo\r\n"], ids=["silent", "gone", "unreadable"])
def test_no_answer_after_the_message_leaves_its_delivery_unknown(answer: bytes | None) -> None:
    def script(line: bytes) -> bytes | None:
        return answer if line == b".\r\n" else without_tls(line)

    async def scenario() -> None:
        async with scripted_server(script) as (port, _):
            there = account(port, "none", username=None)
            await client(phases=UNHURRIED).deliver(MAIL, there, policy=LOCAL)

    with pytest.raises(Terminal) as caught:
        run(scenario())
    assert caught.value.code == "delivery_unknown"


def test_a_handshake_that_stands_still_is_a_timeout() -> None:
    async def scenario() -> None:
        async with scripted_server(without_tls, greeting=b"") as (port, _):
            await client(phases=QUICK).deliver(MAIL, account(port, "tls"), policy=LOCAL)

    assert code_of(scenario()) == "timeout"


def test_a_server_that_says_too_much_is_given_up() -> None:
    def script(line: bytes) -> bytes:
        return b"250-x\r\n" * 10_000

    async def scenario() -> None:
        async with scripted_server(script) as (port, _):
            there = account(port, "none", username=None)
            await client().deliver(MAIL, there, policy=LOCAL)

    assert code_of(scenario()) == "invalid_response"


def test_a_closed_port_is_a_connect_error_that_names_it() -> None:
    async def scenario() -> None:
        async with mail_server(Mailbox()) as port:
            pass
        with pytest.raises(StepError, match=f"no connection to {HOST}:{port}, "):
            await client().deliver(MAIL, account(port, "tls"), policy=LOCAL)
        await client().deliver(MAIL, account(port, "tls"), policy=LOCAL)

    assert code_of(scenario()) == "connect_error"


def test_a_port_without_tls_from_the_beginning_is_told_as_such() -> None:
    async def scenario() -> None:
        async with scripted_server(without_tls) as (port, _):
            await client().deliver(MAIL, account(port, "tls"), policy=LOCAL)

    with pytest.raises(StepError, match="speaks no TLS from the beginning") as caught:
        run(scenario())
    assert caught.value.code == "tls_error"


def test_the_time_of_the_message_bounds_it_all() -> None:
    async def scenario() -> None:
        mail = Mail("mail", ("ann@example.org",), "s", text="t", timeout_s=0.05)
        async with scripted_server(without_tls, greeting=b"") as (port, _):
            await client().deliver(mail, account(port, "none", username=None), policy=LOCAL)

    assert code_of(scenario()) == "timeout"


def test_a_message_that_was_taken_is_delivered_however_long_the_goodbye_takes() -> None:
    def script(line: bytes) -> bytes | None:
        return None if line.startswith(b"QUIT") else without_tls(line)

    async def scenario() -> Delivered:
        async with scripted_server(script) as (port, _):
            there = account(port, "none", username=None)
            return await client().deliver(MAIL, there, policy=LOCAL)

    assert run(scenario()).refused == ()


def test_a_client_has_defaults_of_its_own() -> None:
    there = MailAccount("localhost", 25, "tls", "a@example.org")

    assert code_of(MailClient().deliver(MAIL, there, policy=Rules(AddressPolicy()))) == (
        "address_blocked"
    )


def test_an_account_whose_sender_is_no_address_is_told_when_it_is_checked() -> None:
    there = account(465, "tls", sender="the shop")

    assert code_of(check_account(there, policy=LOCAL, client=client())) == "invalid_input"

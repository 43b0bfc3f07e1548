"""A message as bytes: no text becomes a header, nothing that is 8 bits or too long leaves."""

import email
from dataclasses import replace
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from thaiyyal.outbound import MailAccount
from thaiyyal.outbound.letters import MAX_MESSAGE_BYTES, MAX_RECIPIENTS, Letter, build_letter
from thaiyyal.sdk.context import Mail
from thaiyyal.sdk.errors import StepError, Terminal
from thaiyyal.sdk.mail_addresses import MailAddress

ACCOUNT = MailAccount("mail.example.org", 465, "tls", "Shop <shop@example.org>")
MAIL = Mail("mail", ("ann@example.org",), "Order", text="Hello", message_id="key")
HEADERS = [b"From", b"To", b"Subject", b"Date", b"Message-ID"]
BODY_HEADERS = [b"Content-Type", b"Content-Transfer-Encoding", b"MIME-Version"]
LINE = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=200)


def built(mail: Mail = MAIL, account: MailAccount = ACCOUNT) -> Letter:
    return build_letter(mail, account, now=lambda: datetime(2030, 1, 2, 3, 4, 5, tzinfo=UTC))


def read(letter: Letter) -> EmailMessage:
    return email.message_from_bytes(letter.content, policy=default)


def code_of(mail: Mail, account: MailAccount = ACCOUNT) -> str:
    with pytest.raises(StepError) as caught:
        built(mail, account)
    return caught.value.code


def header_names(letter: Letter) -> list[bytes]:
    block = letter.content.partition(b"\r\n\r\n")[0]
    assert block.isascii()
    lines = block.split(b"\r\n")
    assert max(map(len, lines)) <= 78
    return [line.partition(b":")[0] for line in lines if not line.startswith(b" ")]


def test_a_message_is_what_it_was_and_will_be() -> None:
    letter = built(replace(MAIL, message_id="a1b2"))

    assert letter == built(replace(MAIL, message_id="a1b2"))
    assert letter.content.decode() == (
        "From: Shop\r\n <shop@example.org>\r\n"
        "To: ann@example.org\r\n"
        "Subject: Order\r\n"
        "Date: Wed, 02 Jan 2030 03:04:05 +0000\r\n"
        f"Message-ID: {letter.message_id}\r\n"
        'Content-Type: text/plain; charset="utf-8"\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\n"
        "MIME-Version: 1.0\r\n\r\n"
        "Hello\r\n"
    )


def test_the_id_of_a_message_goes_by_the_key_of_its_step() -> None:
    other = built(replace(MAIL, message_id="other"))

    assert built().message_id == built().message_id != other.message_id
    assert built().message_id.endswith("@example.org>")
    assert built(replace(MAIL, message_id=None)) != built(replace(MAIL, message_id=None))


@settings(deadline=None)
@given(LINE)
@example("=?utf-8?q?a=0D=0ABcc:_eve@example.org?=")
@example("x =?utf-8?q?a=0D=0A=0D=0Abody?= =?utf-8?b?DQpCY2M6IGV2aWw=?= ä")
@example("=?utf-8?q?a=00b?=")
@example("a" * 998)
@example("🎉" * 300)
@example(" a ")
def test_every_subject_arrives_as_itself(subject: str) -> None:
    letter = built(replace(MAIL, subject=subject))

    assert header_names(letter) == [*HEADERS, *BODY_HEADERS]
    raw = email.message_from_bytes(letter.content)["Subject"]
    assert str(make_header(decode_header(raw.replace("\r\n", "").replace("\n", "")))) == subject


@settings(deadline=None)
@given(LINE)
@example("=?utf-8?q?a=0D=0ABcc:_eve@example.org?=")
@example('"eve@example.org" <eve@example.org>, ' * 5)
@example("<,>" * 60)
def test_every_name_stays_a_name(name: str) -> None:
    letter = built(replace(MAIL, to=(str(MailAddress("ann", "example.org", name)),)))

    assert header_names(letter) == [*HEADERS, *BODY_HEADERS]
    (shown,) = read(letter)["To"].addresses
    assert shown.addr_spec == "ann@example.org"


@pytest.mark.parametrize(
    "subject", ["a\r\nBcc: x@y.org", "a\n b", "a\rb", "a\0b", "\u2028", "\x0b"]
)
def test_control_characters_in_a_subject_are_refused(subject: str) -> None:
    assert code_of(replace(MAIL, subject=subject)) == "invalid_input"


@pytest.mark.parametrize("field", ["to", "cc", "bcc", "reply_to", "sender"])
@pytest.mark.parametrize("text", ["a@x.org\r\nX: y", "a@x.org\nX: y", "a\0@x.org", "no address"])
def test_what_is_no_address_is_refused_everywhere(field: str, text: str) -> None:
    given = {field: (text,) if field in {"to", "cc", "bcc"} else text}

    assert code_of(replace(MAIL, **given)) == "invalid_input"  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["a\0b", "\ud800"])
def test_characters_that_no_message_can_hold_are_refused(text: str) -> None:
    assert code_of(replace(MAIL, text=text)) == "invalid_input"
    assert code_of(replace(MAIL, html=text)) == "invalid_input"


def test_who_gets_a_hidden_copy_stands_in_the_envelope_only() -> None:
    letter = built(replace(MAIL, bcc=("eve@example.org",)))

    assert "eve@example.org" in letter.recipients
    assert b"eve" not in letter.content


def test_somebody_named_twice_gets_one() -> None:
    letter = built(replace(MAIL, cc=("Ann <ann@EXAMPLE.org>", "bob@example.org")))

    assert letter.recipients == ("ann@example.org", "bob@example.org")


@pytest.mark.parametrize(
    ("wanted", "rule", "sender"),
    [
        (None, "Shop <shop@example.org>", "shop@example.org"),
        ("Sale <shop@Example.org>", "Shop <shop@example.org>", "shop@example.org"),
        ("any@example.org", "*@example.org", "any@example.org"),
        ("a@bücher.example", "*@xn--bcher-kva.example", "a@xn--bcher-kva.example"),
    ],
)
def test_who_may_send(wanted: str | None, rule: str, sender: str) -> None:
    letter = built(replace(MAIL, sender=wanted), replace(ACCOUNT, sender=rule))

    assert letter.sender == sender
    assert read(letter)["From"].addresses[0].addr_spec == sender


@pytest.mark.parametrize(
    ("wanted", "rule"),
    [
        ("boss@example.org", "Shop <shop@example.org>"),
        ("shop@evil.example", "shop@example.org"),
        ("shop@sub.example.org", "*@example.org"),
        ("a@evil-example.org", "*@example.org"),
        ("SHOP@example.org", "shop@example.org"),
        (None, "*@example.org"),
    ],
)
def test_who_may_not_send(wanted: str | None, rule: str) -> None:
    assert code_of(replace(MAIL, sender=wanted), replace(ACCOUNT, sender=rule)) == "sender_refused"


def test_both_texts_are_alternatives_and_html_is_the_last() -> None:
    letter = built(replace(MAIL, text="Bücher", html="<p>Bücher</p>"))

    parts = list(read(letter).iter_parts())
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/html"]


def test_html_alone_is_html() -> None:
    assert read(built(replace(MAIL, text=None, html="<p>x"))).get_content_type() == "text/html"


@pytest.mark.parametrize("text", ["ä" * 100_000, "x" * 100_000, "\r\n.\r\n" * 10, ""])
def test_bodies_have_7_bits_and_short_lines(text: str) -> None:
    content = built(replace(MAIL, text=text)).content

    assert content.isascii()
    assert max(map(len, content.split(b"\r\n"))) <= 78
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_a_message_has_10_mib_at_most() -> None:
    """Base64 is 78 bytes a line, with 57 of the text in it: one line less, and it fits."""
    headers = len(built(replace(MAIL, text="x" * 99_998)).content) - len_of_base64(100_000)
    lines, rest = divmod(MAX_MESSAGE_BYTES - headers, 78)
    fitting = lines * 57 + (rest - 2) // 4 * 3 - 2  # a line end is added

    letter = built(replace(MAIL, text="x" * fitting))

    assert MAX_MESSAGE_BYTES - 4 < len(letter.content) <= MAX_MESSAGE_BYTES
    assert code_of(replace(MAIL, text="x" * (fitting + 3))) == "message_too_large"


def len_of_base64(length: int) -> int:
    lines, rest = divmod(length, 57)
    return lines * 78 + ((rest + 2) // 3 * 4 + 2 if rest else 0)


def test_a_message_has_100_recipients_at_most() -> None:
    everybody = tuple(f"a{n}@example.org" for n in range(MAX_RECIPIENTS))

    assert len(built(replace(MAIL, to=everybody)).recipients) == 100
    assert code_of(replace(MAIL, to=everybody, bcc=("b@example.org",))) == "limit_exceeded"


def test_a_message_without_recipients_is_refused() -> None:
    assert code_of(replace(MAIL, to=())) == "invalid_input"


def test_refusals_are_not_tried_again() -> None:
    with pytest.raises(Terminal):
        built(replace(MAIL, sender="boss@example.org"))

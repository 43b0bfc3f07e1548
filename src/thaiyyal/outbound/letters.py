"""A message as its bytes, and the envelope that it goes in."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from uuid import uuid4

from thaiyyal.outbound.credentials import MailAccount
from thaiyyal.outbound.letter_headers import address_header, text_header
from thaiyyal.sdk.context import Mail
from thaiyyal.sdk.errors import Terminal
from thaiyyal.sdk.mail_addresses import MailAddress, check_header, read_address

MAX_MESSAGE_BYTES = 10 * 1024 * 1024
MAX_RECIPIENTS = 100
_PLAIN_LENGTH = 65_536  # the library weighs encodings line by line: short texts only
Now = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Letter:
    """What is handed to a mail server: the envelope and the bytes inside."""

    message_id: str
    sender: str
    recipients: tuple[str, ...]
    content: bytes
    needs_utf8: bool = False


def _now() -> datetime:
    return datetime.now(UTC)


def build_letter(mail: Mail, account: MailAccount, *, now: Now = _now) -> Letter:
    """Return ``mail`` as it is sent with ``account``.

    Raises:
        Terminal: invalid_input, sender_refused, limit_exceeded, message_too_large.
    """
    sender = sender_of(mail, account)
    to, cc, bcc = (
        [read_address(text, field=field) for text in texts]
        for field, texts in (("to", mail.to), ("cc", mail.cc), ("bcc", mail.bcc))
    )
    recipients = _recipients([*to, *cc, *bcc])
    reply_to = [read_address(mail.reply_to, field="reply_to")] if mail.reply_to else []
    shown = [sender, *to, *cc, *reply_to]
    check_header(mail.subject, field="subject")
    message_id = _message_id(mail, sender)
    headers = [
        address_header("From", [sender]),
        *(
            address_header(name, addresses)
            for name, addresses in (("To", to), ("Cc", cc), ("Reply-To", reply_to))
            if addresses
        ),
        text_header("Subject", mail.subject),
        f"Date: {format_datetime(now())}\r\nMessage-ID: {message_id}\r\n".encode("ascii"),
    ]
    content = b"".join(headers) + _bodies(mail).as_bytes()
    if len(content) > MAX_MESSAGE_BYTES:
        raise _too_large()
    needs_utf8 = any(each.needs_utf8 for each in (*shown, *bcc))
    return Letter(message_id, sender.mailbox, recipients, content, needs_utf8)


def sender_of(mail: Mail, account: MailAccount) -> MailAddress:
    """Return who sends: ``*@domain`` in the account lets the message choose, else only the name."""
    is_open, allowed = account.sender.startswith("*@"), read_sender(account)
    if mail.sender is None:
        if is_open:
            raise _refused_sender(account, "the message names none")
        return allowed
    wanted = read_address(mail.sender, field="from")
    if wanted.domain != allowed.domain or not (is_open or wanted.local == allowed.local):
        raise _refused_sender(account, f'"{wanted.mailbox}" is another one')
    return wanted


def read_sender(account: MailAccount) -> MailAddress:
    """Return the address that an account sends from; a star before the @ stays one."""
    return read_address(account.sender, field="sender")


def _bodies(mail: Mail) -> EmailMessage:
    message = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    parts = [(kind, text) for kind, text in (("plain", mail.text), ("html", mail.html)) if text]
    (kind, text), *others = parts or [("plain", "")]
    message.set_content(_readable(text, kind), subtype=kind, cte=_coding(text))
    for other, text in others:
        message.add_alternative(_readable(text, other), subtype=other, cte=_coding(text))
    return message


def _readable(text: str, kind: str) -> str:
    if len(text) > MAX_MESSAGE_BYTES:
        raise _too_large()
    try:
        is_bad = b"\0" in text.encode()
    except UnicodeEncodeError:
        is_bad = True
    if is_bad:
        raise Terminal(
            "invalid_input", f"the {kind} text contains characters that no message can hold"
        )
    return text


def _coding(text: str) -> str:
    # Never 8 bits, and no line is longer than servers take.
    return "base64" if len(text) > _PLAIN_LENGTH else "quoted-printable"


def _recipients(addresses: list[MailAddress]) -> tuple[str, ...]:
    unique = tuple(dict.fromkeys(each.mailbox for each in addresses))
    if not unique:
        raise Terminal("invalid_input", "the message has no recipient")
    if len(unique) > MAX_RECIPIENTS:
        raise Terminal(
            "limit_exceeded",
            f"the message has {len(unique)} recipients; at most {MAX_RECIPIENTS} are allowed",
        )
    return unique


def _message_id(mail: Mail, sender: MailAddress) -> str:
    key = mail.message_id if mail.message_id is not None else uuid4().hex
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{sender.domain}>"


def _refused_sender(account: MailAccount, what: str) -> Terminal:
    return Terminal(
        "sender_refused",
        f'the credential sends as "{account.sender}" only, and {what}; '
        'leave "from" out or correct it',
    )


def _too_large() -> Terminal:
    return Terminal("message_too_large", f"the message is larger than {MAX_MESSAGE_BYTES:,} bytes")

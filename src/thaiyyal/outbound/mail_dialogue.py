"""What is said to a mail server once it is connected: secure the line, sign in, hand over."""

from aiosmtplib import SMTP, SMTPDataError, SMTPRecipientRefused

from thaiyyal.outbound.credentials import MailAccount
from thaiyyal.outbound.letters import Letter
from thaiyyal.outbound.mail_failures import Progress, no_tls
from thaiyyal.sdk.context import Delivered
from thaiyyal.sdk.errors import StepError, Terminal


async def secure(smtp: SMTP, account: MailAccount, *, timeout_s: float) -> None:
    """Begin TLS when the account says so; the server must offer it, and say nothing in between.

    What the server told before is forgotten: someone on the line may have said it.
    """
    await smtp.ehlo()
    if account.security != "starttls":
        return
    if not smtp.supports_extension("starttls"):
        raise no_tls(account.host, "it does not offer STARTTLS, which the credential requires")
    await smtp.starttls(timeout=timeout_s)
    await smtp.ehlo()


async def sign_in(smtp: SMTP, account: MailAccount) -> None:
    """Prove who sends, by the first way of ours that the server offers, once."""
    if account.username is None:
        return
    if account.security == "none":
        raise no_tls(account.host, "a password is sent over TLS only")
    name, password = account.username, account.password or ""
    offered = smtp.server_auth_methods
    if "plain" in offered:
        await smtp.auth_plain(name, password)
    elif "login" in offered:
        await smtp.auth_login(name, password)
    elif "cram-md5" in offered:
        await smtp.auth_crammd5(name, password)
    else:
        raise Terminal("auth_failed", f"{account.host} offers no way to sign in with a password")


async def hand_over(smtp: SMTP, letter: Letter, *, host: str, progress: Progress) -> Delivered:
    """Send the letter; return whom the server refused, at least one is accepted."""
    encoding = _encoding(smtp, letter, host)
    options = [f"SIZE={len(letter.content)}"] if smtp.supports_extension("size") else []
    options += ["SMTPUTF8"] if letter.needs_utf8 else []
    await smtp.mail(letter.sender, options=options, encoding=encoding)
    refused = await _name_recipients(smtp, letter, encoding)
    progress.is_sent = True
    try:
        await smtp.data(letter.content)
    except SMTPDataError:
        progress.is_sent = False
        raise
    progress.is_sent = False
    return Delivered(letter.message_id, refused)


async def _name_recipients(smtp: SMTP, letter: Letter, encoding: str) -> tuple[str, ...]:
    refused: dict[str, SMTPRecipientRefused] = {}
    for recipient in letter.recipients:
        try:
            await smtp.rcpt(recipient, encoding=encoding)
        except SMTPRecipientRefused as error:
            refused[recipient] = error
    if len(refused) == len(letter.recipients):
        raise min(refused.values(), key=lambda error: error.code)  # for now, before for good
    return tuple(refused)


def _encoding(smtp: SMTP, letter: Letter, host: str) -> str:
    if not letter.needs_utf8:
        return "ascii"
    if not smtp.supports_extension("smtputf8"):
        raise _not_offered(host)
    return "utf-8"


def _not_offered(host: str) -> StepError:
    return Terminal(
        "message_refused",
        f"{host} takes no addresses with letters outside ASCII before the @ (SMTPUTF8)",
    )

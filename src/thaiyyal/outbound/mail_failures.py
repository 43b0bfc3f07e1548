"""What goes wrong with a mail server, for a workflow: one code and one sentence each.

Of what the server says only its numbers are told; its words may hold anything.
"""

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from aiosmtplib import (
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPException,
    SMTPNotSupported,
    SMTPRecipientRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from thaiyyal.outbound.failures import speaks_no_tls
from thaiyyal.sdk.errors import StepError, Terminal

_ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}", re.ASCII)
_REFUSALS: dict[type[SMTPResponseException], tuple[str, str]] = {
    SMTPAuthenticationError: (
        "auth_failed",
        "does not accept the credential's name and password",
    ),
    SMTPSenderRefused: ("sender_refused", "does not let the credential's sender send"),
    SMTPRecipientRefused: ("recipients_refused", "takes the message for none of its recipients"),
    SMTPDataError: ("message_refused", "does not take the message"),
}


@dataclass(slots=True)
class Progress:
    """How far a delivery has come: whether the message may have been taken."""

    is_sent: bool = False


@contextmanager
def translated(host: str, progress: Progress) -> Iterator[None]:
    """Turn exceptions of the client into ``StepError``."""
    try:
        yield
    except (SMTPException, OSError, ValueError) as error:
        raise failure_of(error, host, progress) from error


def failure_of(error: Exception, host: str, progress: Progress) -> StepError:
    """Return what ``error`` means while talking to ``host``, its port with it."""
    if progress.is_sent:
        return Terminal(
            "delivery_unknown",
            f"the connection to {host} broke after the message was sent and before it was "
            "acknowledged: it may have been delivered; look at the mailbox before sending it again",
        )
    if isinstance(error, SMTPResponseException):
        return _refusal(error, host)
    if isinstance(error, SMTPNotSupported):
        return Terminal("message_refused", f"{host} does not offer {error.message}")
    return _broken(error, host)


def no_tls(host: str, what: str) -> StepError:
    """Return the error for a connection that would not be secure."""
    return Terminal("tls_required", f"nothing was sent to {host}: {what}")


def _refusal(error: SMTPResponseException, host: str) -> StepError:
    if error.code < 0:
        return StepError("invalid_response", f"{host} did not answer in readable SMTP")
    code, words = _REFUSALS.get(type(error), ("message_refused", "refuses to talk"))
    found = _ENHANCED.match(error.message)
    status = f"{error.code} {found[0]}" if found else str(error.code)
    kind = Terminal if error.code >= 500 else StepError
    return kind(code, f"{host} {words} (status {status})")


def _broken(error: Exception, host: str) -> StepError:
    causes = (error, error.__cause__)
    if any("handshake is taking longer" in str(each) for each in causes):
        return StepError("timeout", f"{host} took too long to connect or to answer")
    if speaks_no_tls(*causes):
        return StepError(
            "tls_error",
            f"{host} speaks no TLS from the beginning; is it the right port, or the security "
            "starttls?",
        )
    if any(isinstance(each, ssl.SSLError) for each in causes):
        return StepError(
            "tls_error",
            f"no secure connection to {host}: its certificate or its TLS is not accepted",
        )
    if isinstance(error, TimeoutError):
        return StepError("timeout", f"{host} took too long to connect or to answer")
    if isinstance(error, ValueError):
        return Terminal("invalid_input", f"the message cannot be sent to {host} as it is")
    return StepError(
        "connect_error", f"no connection to {host}, or it closed the connection; is it running?"
    )

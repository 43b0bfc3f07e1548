"""Whether the sender of a request to a webhook knows its secret. Pure.

Comparisons take the same time however much is right, and all refusals of a secret say the same.
"""

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Literal, TypeAlias

from thaiyyal.features.triggers.errors import WebhookRefused
from thaiyyal.nodes.trigger.webhook_auth import HeaderAuth, SignatureAuth
from thaiyyal.nodes.trigger.webhook_trigger import WebhookTriggerParams

Headers: TypeAlias = Sequence[tuple[str, str]]
"""Name and value of each header as they came; names in any case, values decoded as Latin-1."""
DEFAULT_HEADER = HeaderAuth()
_SECONDS = re.compile(r"[0-9]{1,12}", re.ASCII)
_HEX = re.compile(r"[0-9a-fA-F]{64}", re.ASCII)
_BASE64_LENGTH = 44


def verify(
    headers: Headers,
    body: bytes,
    params: WebhookTriggerParams,
    *,
    secret: str | None,
    now: datetime,
) -> None:
    """Return when a request may start an execution.

    Args:
        headers: All headers of the request.
        body: Its body, byte by byte as it came.
        params: The parameters of the trigger.
        secret: The secret of the address; None when none was made.
        now: For requests that say when they were made.

    Raises:
        WebhookRefused: The secret is not known to the sender, there is none, or the request is old.
    """
    if params.auth == "none":
        return
    if not secret:
        raise WebhookRefused(
            "this address wants a secret and has none; whoever owns the workflow has to make one"
        )
    if params.auth == "header":
        _verify_header(headers, params.header or DEFAULT_HEADER, secret)
    elif params.signature is None:
        raise _refused()
    else:
        _verify_signature(headers, body, params.signature, secret, now)


def _verify_header(headers: Headers, where: HeaderAuth, secret: str) -> None:
    given = _behind(_only(headers, where.name), where.prefix)
    if given is None or not hmac.compare_digest(_bytes(given), _bytes(secret)):
        raise _refused()


def _verify_signature(
    headers: Headers, body: bytes, how: SignatureAuth, secret: str, now: datetime
) -> None:
    signed, at = body, None
    if how.timestamp_header is not None:
        at = _only(headers, how.timestamp_header)
        if at is None or not _SECONDS.fullmatch(at):
            raise _refused()
        signed = at.encode("ascii") + b"." + body
    text = _behind(_only(headers, how.header), how.prefix)
    given = None if text is None else _decoded(text, how.encoding)
    expected = hmac.digest(secret.encode(), signed, hashlib.sha256)
    if given is None or not hmac.compare_digest(given, expected):
        raise _refused()
    if at is not None and abs(now.timestamp() - int(at)) > how.tolerance:
        raise WebhookRefused(
            "the time of the request is too far from now; send it again with the time of sending"
        )


def _only(headers: Headers, name: str) -> str | None:
    """Return the value of a header; None unless it is there exactly once."""
    wanted = name.lower()
    found = [value for key, value in headers if key.lower() == wanted]
    return found[0].strip(" \t") if len(found) == 1 else None


def _behind(text: str | None, prefix: str) -> str | None:
    if text is None or not text.startswith(prefix):
        return None
    return text[len(prefix) :]


def _decoded(text: str, encoding: Literal["hex", "base64"]) -> bytes | None:
    if encoding == "hex":
        return bytes.fromhex(text) if _HEX.fullmatch(text) else None
    if len(text) != _BASE64_LENGTH or not text.isascii():
        return None
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        return None


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _refused() -> WebhookRefused:
    return WebhookRefused("the request does not prove that its sender knows the secret")

"""From a response to a value: JSON, text or base64, chosen by the content type."""

import base64
import codecs
import re

from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.kernel.values import Value, parse_json
from thaiyyal.nodes.http_exchange.params import ExchangeParams
from thaiyyal.sdk import Response, StepError

_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]+)""", re.IGNORECASE)
_TEXTS = frozenset({"application/x-www-form-urlencoded", "application/xml"})
# Not encodings of characters: escapes and host names, slow or with surrogates in their results.
_NO_CHARSETS = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "utf-7"})


def read_response(response: Response, params: ExchangeParams) -> Value:
    """Return the node's value: the body, or the full response with the body in it."""
    body = body_of(response, params.response)
    if not params.full_response:
        return body
    headers: dict[str, Value] = dict(response.headers)
    return {"status": response.status, "headers": headers, "body": body, "url": response.url}


def body_of(response: Response, form: str) -> Value:
    """Return the body read as ``form``: auto, json, text or bytes.

    Raises:
        StepError: parse_error for a body that should be JSON and is none, limit_exceeded for
            JSON that is nested too deep.
    """
    media_type = _media_type(response)
    match form if form != "auto" else _form_of(media_type, response.body):
        case "json":
            return _json(response.body)
        case "text":
            return _text(response)
        case _:
            return base64.b64encode(response.body).decode("ascii")


def check_status(response: Response) -> None:
    """Raise ``http_status`` for anything but 2xx."""
    if not 200 <= response.status <= 299:
        raise StepError(
            "http_status",
            f"the server answered with status {response.status}; "
            "to handle it in the workflow, turn fail_on_status off",
            meta={"status": response.status, "url": response.url},
        )


def _media_type(response: Response) -> str:
    return response.headers.get("content-type", "").partition(";")[0].strip().lower()


def _form_of(media_type: str, body: bytes) -> str:
    if not media_type:
        return "json" if _is_json_container(body) else "text"
    if media_type == "application/json" or media_type.endswith("+json"):
        return "json"
    if media_type.startswith("text/") or media_type.endswith("+xml") or media_type in _TEXTS:
        return "text"
    return "bytes"


def _is_json_container(body: bytes) -> bool:
    if body.lstrip(b" \t\r\n\xef\xbb\xbf")[:1] not in (b"{", b"["):
        return False
    try:
        _json(body)
    except StepError as error:
        return error.code != "parse_error"
    return True


def _json(body: bytes) -> Value:
    text = body.removeprefix(codecs.BOM_UTF8)
    if not text:
        return None
    try:
        return parse_json(text)
    except ThaiyyalError as error:
        raise StepError(error.code, f"the answer cannot be read: {error.message}") from error


def _text(response: Response) -> str:
    found = _CHARSET.search(response.headers.get("content-type", ""))
    name = found.group(1) if found else "utf-8"
    try:
        codec = codecs.lookup(name).name
        if codec in _NO_CHARSETS or codec == "utf-8":
            return _utf8(response.body)
        return response.body.decode(codec, errors="replace")
    except (LookupError, ValueError):
        return _utf8(response.body)


def _utf8(body: bytes) -> str:
    return body.removeprefix(codecs.BOM_UTF8).decode("utf-8", errors="replace")

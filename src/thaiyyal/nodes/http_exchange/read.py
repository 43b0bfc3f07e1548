"""From a response to a value: JSON, text or base64, chosen by the content type."""

import base64
import codecs
import re

from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.kernel.values import Value, parse_json
from thaiyyal.nodes.http_exchange.files import value_of_file
from thaiyyal.nodes.http_exchange.params import ExchangeParams
from thaiyyal.sdk import Response, Retryable, StepError
from thaiyyal.sdk.retry_after import retry_after_s

_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]+)""", re.IGNORECASE)
_TEXTS = frozenset({"application/x-www-form-urlencoded", "application/xml"})
# Not encodings of characters: escapes and host names, slow or with surrogates in their results.
_NO_CHARSETS = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "utf-7"})


def read_response(response: Response, params: ExchangeParams) -> Value:
    """Return the node's value: the body, or the full response with the body in it.

    Of a body that was saved it is what describes the file.
    """
    if response.file is not None:
        body = value_of_file(response.file)
    else:
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


def is_success(response: Response) -> bool:
    """Say whether the status is 2xx."""
    return 200 <= response.status <= 299


def bad_status(response: Response, *, now_s: float) -> StepError:
    """Return the error ``http_status``; a next attempt waits as long as the server wants."""
    code, message = "http_status", f"the server answered with status {response.status}; "
    meta: dict[str, object] = {"status": response.status, "url": response.url}
    after_s = retry_after_s(response.headers, now_s=now_s)
    if after_s is None:
        message += "to handle it in the workflow, turn fail_on_status off"
        return StepError(code, message, meta=meta)
    message += f"it wants to be asked again in {after_s:.0f} s, which a node that retries does"
    return Retryable(code, message, after_s=after_s, meta=meta)


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

"""From a request to the input of the execution that it starts. Pure.

``{"method", "headers", "query", "body", "content"}``: names of headers in lower case, what proves
the sender left out; a query name that comes several times is a list.
"""

import base64
import codecs
from collections.abc import Iterable
from urllib.parse import parse_qsl

from thaiyyal.features.triggers.errors import UnreadableBody, WrongContent, WrongMethod
from thaiyyal.features.triggers.proof import DEFAULT_HEADER, Headers
from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.kernel.values import Value, parse_json
from thaiyyal.nodes.trigger.webhook_trigger import Content, WebhookTriggerParams

MOST_FIELDS = 1_000
"""Fields of a query or a form that are read."""
_SECRET = frozenset({"authorization", "cookie", "proxy-authorization"})
_FORM = "application/x-www-form-urlencoded"
_TEXTS = frozenset({"application/xml", "application/yaml", "application/javascript"})
_CHARSETS = frozenset({"utf-8", "ascii", "iso8859-1", "cp1252"})


def input_of(
    params: WebhookTriggerParams,
    *,
    method: str,
    headers: Headers,
    query: str,
    content_type: str | None,
    body: bytes,
) -> dict[str, Value]:
    """Return the input of the execution that a request starts.

    Args:
        params: The parameters of the trigger.
        method: The method of the request.
        headers: All of its headers.
        query: What stands behind the question mark, as it came.
        content_type: The header Content-Type, if there is one.
        body: The body.

    Raises:
        WrongMethod: The trigger takes another method.
        WrongContent: The trigger does not take such a body.
        UnreadableBody: The body is not what its type says, or the query has too many fields.
    """
    if method != params.method:
        raise WrongMethod(f"this address takes {params.method} only")
    found: dict[str, Value] = {
        "method": method,
        "headers": _shown_headers(headers, params),
        "query": _fields(query, "query"),
        "body": None,
        "content": None,
    }
    if body:
        kind = content_kind(content_type)
        if kind not in params.content_types:
            taken = ", ".join(params.content_types)
            raise WrongContent(f"this address does not take a body of the kind {kind}: {taken}")
        found["body"] = _body(kind, body, content_type or "")
        found["content"] = kind
    return found


def content_kind(content_type: str | None) -> Content:
    """Return how a body of a media type is read; what nobody knows is binary.

    >>> content_kind("application/problem+json; charset=utf-8"), content_kind("image/png")
    ('json', 'binary')
    """
    media_type = _media_type(content_type or "")
    if media_type == "application/json" or media_type.endswith("+json"):
        return "json"
    if media_type == _FORM:
        return "form"
    if media_type.startswith("text/") or media_type in _TEXTS or media_type.endswith("+xml"):
        return "text"
    return "binary"


def _body(kind: Content, body: bytes, content_type: str) -> Value:
    match kind:
        case "json":
            return _json(body)
        case "form":
            return _fields(_text(body, "utf-8"), "form")
        case "text":
            return _text(body, _charset(content_type))
        case "binary":
            return base64.b64encode(body).decode("ascii")


def _json(body: bytes) -> Value:
    try:
        return parse_json(body)
    except ThaiyyalError as error:
        raise UnreadableBody(f"the body is no JSON: {error.message}") from error


def _text(body: bytes, charset: str) -> str:
    try:
        return body.decode(charset)
    except UnicodeDecodeError as error:
        raise UnreadableBody(
            f"the body is not {charset} text: byte {error.start} does not fit"
        ) from error


def _fields(text: str, where: str) -> dict[str, Value]:
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise UnreadableBody(f"the {where} has more than {MOST_FIELDS} fields") from error
    return _grouped(pairs)


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, Value]:
    """Return names with their values; several values of a name are a list."""
    lists: dict[str, list[Value]] = {}
    for name, value in pairs:
        lists.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in lists.items()}


def _shown_headers(headers: Headers, params: WebhookTriggerParams) -> dict[str, Value]:
    hidden = {*_SECRET, (params.header or DEFAULT_HEADER).name.lower()}
    found: dict[str, str] = {}
    for name, value in headers:
        key = name.lower()
        if key not in hidden:
            found[key] = f"{found[key]}, {value}" if key in found else value
    return {**found}


def _media_type(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def _charset(content_type: str) -> str:
    for part in content_type.split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            return _known_charset(value.strip().strip('"'))
    return "utf-8"


def _known_charset(name: str) -> str:
    try:
        known = codecs.lookup(name).name if name.isascii() and name.isprintable() else ""
    except LookupError:
        known = ""
    if known not in _CHARSETS:
        raise WrongContent("the charset of the body is not known here; send UTF-8")
    return known

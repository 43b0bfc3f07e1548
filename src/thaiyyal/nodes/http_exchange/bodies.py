"""A request's body as bytes: JSON, text, form or multipart, with its content type."""

import base64
import binascii
import hashlib
from dataclasses import dataclass

from thaiyyal.kernel.values import Value, dump_json, text_form
from thaiyyal.nodes.http_exchange.pairs import encode_pairs, pairs_from_object
from thaiyyal.sdk import invalid_input


@dataclass(frozen=True, slots=True)
class Body:
    """What is sent; a multipart content type names its boundary, so it cannot be overridden."""

    data: bytes
    content_type: str
    is_multipart: bool = False


def encode_body(value: Value, body_type: str | None) -> Body | None:
    """Return ``value`` as a body; null is none. Without a type a text is text, the rest JSON."""
    if value is None:
        return None
    match body_type or ("text" if isinstance(value, str) else "json"):
        case "text":
            return Body(_bytes(text_form(value)), "text/plain; charset=utf-8")
        case "form":
            data = encode_pairs(pairs_from_object(_object(value, "form")))
            return Body(data.encode(), "application/x-www-form-urlencoded")
        case "multipart":
            return _multipart(_object(value, "multipart"))
        case _:
            return Body(_bytes(dump_json(value)), "application/json")


def _multipart(fields: dict[str, Value]) -> Body:
    parts = [
        _part(name, member)
        for name, entry in fields.items()
        for member in (entry if isinstance(entry, list) else [entry])
        if member is not None
    ]
    # Made from the content: the same step sends the same bytes, and no part can contain it.
    boundary = "part-" + hashlib.sha256(b"\0".join(parts)).hexdigest()[:40]
    marked = [b"--%s\r\n%s\r\n" % (boundary.encode(), part) for part in parts]
    data = b"".join(marked) + b"--%s--\r\n" % boundary.encode()
    return Body(data, f"multipart/form-data; boundary={boundary}", is_multipart=True)


def _part(name: str, entry: Value) -> bytes:
    disposition = f'Content-Disposition: form-data; name="{_quoted(name)}"'
    if isinstance(entry, list):
        raise invalid_input(f'the field "{name[:80]}" of the body must not be a list of lists')
    if not isinstance(entry, dict):
        return _bytes(f"{disposition}\r\n\r\n{text_form(entry)}")
    filename = entry.get("filename")
    if not isinstance(filename, str):
        raise invalid_input(f'the file "{name[:80]}" needs a "filename"')
    content_type = entry.get("content_type") or "application/octet-stream"
    if not isinstance(content_type, str) or not content_type.isprintable():
        raise invalid_input(f'the "content_type" of the file "{name[:80]}" is not readable')
    head = f'{disposition}; filename="{_quoted(filename)}"\r\nContent-Type: {content_type}\r\n\r\n'
    return _bytes(head) + _file_bytes(name, entry)


def _file_bytes(name: str, entry: dict[str, Value]) -> bytes:
    data, encoded = entry.get("data"), entry.get("base64")
    if isinstance(data, str) and encoded is None:
        return _bytes(data)
    if isinstance(encoded, str) and data is None:
        try:
            return base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError) as error:
            raise invalid_input(f'the file "{name[:80]}" is no valid base64') from error
    raise invalid_input(f'the file "{name[:80]}" needs either "data" or "base64", a text')


def _object(value: Value, body_type: str) -> dict[str, Value]:
    if not isinstance(value, dict):
        raise invalid_input(f"a body of type {body_type} must be an object")
    return value


def _quoted(text: str) -> str:
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", errors="replace")

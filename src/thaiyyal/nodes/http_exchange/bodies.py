"""A request's body: JSON, text, form, multipart or a file, with its content type."""

import base64
import binascii
import hashlib
from dataclasses import dataclass

from thaiyyal.kernel.values import Value, dump_json, text_form
from thaiyyal.nodes.http_exchange.files import file_of_value
from thaiyyal.nodes.http_exchange.pairs import encode_pairs, pairs_from_object
from thaiyyal.sdk import BodyParts, StoredFile, invalid_input


@dataclass(frozen=True, slots=True)
class Body:
    """What is sent; a multipart content type names its boundary, so it cannot be overridden."""

    data: bytes | BodyParts
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
        case "file":
            file = file_of_value(value, "a body of type file")
            return Body((file,), file.media_type)
        case _:
            return Body(_bytes(dump_json(value)), "application/json")


def _multipart(fields: dict[str, Value]) -> Body:
    parts = [
        _part(name, member)
        for name, entry in fields.items()
        for member in (entry if isinstance(entry, list) else [entry])
        if member is not None
    ]
    boundary = _boundary(parts)
    pieces: list[bytes | StoredFile] = []
    for part in parts:
        pieces += [b"--%s\r\n" % boundary, *part, b"\r\n"]
    pieces.append(b"--%s--\r\n" % boundary)
    content_type = f"multipart/form-data; boundary={boundary.decode()}"
    return Body(_joined(pieces), content_type, is_multipart=True)


def _boundary(parts: list[BodyParts]) -> bytes:
    # Made from the content: the same step sends the same bytes, and no part can contain it.
    digest = hashlib.sha256()
    for part in parts:
        for piece in part:
            digest.update(piece if isinstance(piece, bytes) else piece.sha256.encode())
        digest.update(b"\0")
    return b"part-" + digest.hexdigest()[:40].encode()


def _joined(pieces: list[bytes | StoredFile]) -> bytes | BodyParts:
    """Return one text of bytes, unless there are files between them."""
    plain = [piece for piece in pieces if isinstance(piece, bytes)]
    return b"".join(plain) if len(plain) == len(pieces) else tuple(pieces)


def _part(name: str, entry: Value) -> BodyParts:
    disposition = f'Content-Disposition: form-data; name="{_quoted(name)}"'
    if isinstance(entry, list):
        raise invalid_input(f'the field "{name[:80]}" of the body must not be a list of lists')
    if not isinstance(entry, dict):
        return (_bytes(f"{disposition}\r\n\r\n{text_form(entry)}"),)
    if "file" in entry:
        return _file_part(name, entry, disposition)
    filename = entry.get("filename")
    if not isinstance(filename, str):
        raise invalid_input(f'the file "{name[:80]}" needs a "filename"')
    content_type = entry.get("content_type") or "application/octet-stream"
    if not isinstance(content_type, str) or not content_type.isprintable():
        raise invalid_input(f'the "content_type" of the file "{name[:80]}" is not readable')
    return (_file_head(disposition, filename, content_type) + _file_bytes(name, entry),)


def _file_part(name: str, entry: dict[str, Value], disposition: str) -> BodyParts:
    file = file_of_value(entry, f'the file "{name[:80]}"')
    return (_file_head(disposition, file.name, file.media_type), file)


def _file_head(disposition: str, filename: str, content_type: str) -> bytes:
    named = f'{disposition}; filename="{_quoted(filename)}"'
    return _bytes(f"{named}\r\nContent-Type: {content_type}\r\n\r\n")


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

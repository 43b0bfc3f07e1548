"""How values stand in the log: as JSON text that can be hashed, bounded and clean.

The text is what an export shows, so that whoever reads an export can hash the same bytes.
"""

import hashlib
import json
from datetime import datetime
from ipaddress import ip_address

import orjson

from thaiyyal.kernel.values import Value

MOST_BYTES = 64 * 1024
"""Longest text of one value; of a longer one its size and digest are kept."""


def json_text(value: Value) -> bytes:
    """Return a value as the log keeps it: compact JSON, keys in their order, UTF-8 unescaped.

    >>> json_text({"name": "Zoë", "tags": []})
    b'{"name":"Zo\\xc3\\xab","tags":[]}'
    """
    text = _dumped(value)
    if len(text) <= MOST_BYTES:
        return text
    return _dumped(
        {"omitted": {"size_bytes": len(text), "sha256": hashlib.sha256(text).hexdigest()}}
    )


def readable(text: bytes) -> bytes:
    """Return stored JSON as it is; what somebody made unreadable, as a JSON string of it.

    >>> readable(b'{"a":1}'), readable(b"{oh")
    (b'{"a":1}', b'"{oh"')
    """
    try:
        orjson.loads(text)
    except orjson.JSONDecodeError:
        return _dumped(text.decode("utf-8", "replace"))
    return bytes(text)


def clean(text: str | None, *, most: int) -> str | None:
    """Return text that the database takes: no NUL, no half characters, cut at its length."""
    if text is None:
        return None
    return text.replace("\0", "").encode("utf-8", "replace").decode()[:most]


def clean_address(text: str | None) -> str | None:
    """Return a network address without its zone, None for what is none.

    >>> clean_address("fe80::1%eth0"), clean_address("a socket")
    ('fe80::1', None)
    """
    try:
        return str(ip_address((text or "").partition("%")[0]))
    except ValueError:
        return None


def _dumped(value: Value) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return text.encode("utf-8", "replace")


def _plain(thing: object) -> str:
    """Return ids and times as the API writes them."""
    return thing.isoformat() if isinstance(thing, datetime) else str(thing)

"""JSON as it is stored: bytes, compressed when that pays. Never `jsonb`, which reorders keys."""

import json

import orjson
import zstandard

from thaiyyal.kernel.values import Value

_COMPRESS_ABOVE = 2 * 1024
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_LARGEST = 256 * 1024 * 1024


def pack(value: Value) -> bytes:
    """Return the stored form of a JSON value."""
    return pack_json(orjson.dumps(value))


def pack_json(text: bytes) -> bytes:
    """Return the stored form of a JSON text."""
    if len(text) <= _COMPRESS_ABOVE:
        return text
    return zstandard.compress(text, 3)


def unpacked_bytes(stored: bytes) -> int:
    """Return how long the JSON text is that was stored, without unpacking it."""
    if not stored.startswith(_ZSTD_MAGIC):
        return len(stored)
    size = zstandard.frame_content_size(stored)
    return _LARGEST if size < 0 else size


def unpack_json(stored: bytes) -> bytes:
    """Return the JSON text that was stored."""
    if not stored.startswith(_ZSTD_MAGIC):
        return bytes(stored)
    return zstandard.decompress(stored, max_output_size=_LARGEST)


def unpack(stored: bytes) -> Value:
    """Return the JSON value that was stored; half characters, which it may hold, too."""
    text = unpack_json(stored)
    try:
        value: Value = orjson.loads(text)
    except orjson.JSONDecodeError:
        value = json.loads(text)
    return value

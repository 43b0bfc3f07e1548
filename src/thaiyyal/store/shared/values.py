"""Values as stores of bytes keep them: JSON, compressed when that pays, of a limited size."""

import json

import orjson

from thaiyyal.kernel.values import Value, dump_json
from thaiyyal.store.payload import pack_json, unpack_json

MOST_VALUE_BYTES = 1024 * 1024


class ValueTooLarge(ValueError):
    """A value has ``size`` bytes as JSON, which is too much. Never leaves the store."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size


def stored_from(value: Value) -> bytes:
    """Return the stored form of a value.

    Raises:
        ValueTooLarge: It has too many bytes.
    """
    text = dump_json(value).encode()
    if len(text) > MOST_VALUE_BYTES:
        raise ValueTooLarge(len(text))
    return pack_json(text)


def value_from(stored: bytes) -> Value:
    """Return the value that was stored."""
    text = unpack_json(stored)
    try:
        value: Value = orjson.loads(text)
    except orjson.JSONDecodeError:  # half of a surrogate pair, which texts of workflows may have
        value = json.loads(text)
    return value

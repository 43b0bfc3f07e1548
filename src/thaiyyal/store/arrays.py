"""Columns of many rows as PostgreSQL's binary arrays, made in one go.

The driver's own lists are written out element by element and quoted as text, which costs more than
all else of a group of rows. Layout: `src/backend/utils/adt/arrayfuncs.c`, `array_send`.
"""

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection
from psycopg.abc import Buffer
from psycopg.adapt import Dumper
from psycopg.pq import Format

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_NULL = b"\xff\xff\xff\xff"
_HEAD = struct.Struct(">iiIii").pack
_EMPTY = struct.Struct(">iiI").pack
_LENGTH = struct.Struct(">i").pack
_INT2 = struct.Struct(">ih").pack
_INT4 = struct.Struct(">ii").pack
_INT8 = struct.Struct(">iq").pack
_FLOAT8 = struct.Struct(">id").pack
_BOOL = (b"\0\0\0\1\0", b"\0\0\0\1\1")


def _uuid(value: UUID) -> bytes:
    return b"\0\0\0\x10" + value.bytes


def _text(value: str) -> bytes:
    data = value.encode()
    return _LENGTH(len(data)) + data


def _bytea(value: bytes) -> bytes:
    return _LENGTH(len(value)) + value


def _timestamptz(value: datetime) -> bytes:
    return _INT8(8, (value - _EPOCH) // _MICROSECOND)


_KINDS: dict[str, tuple[int, int, Callable[[Any], bytes]]] = {
    "uuid": (2950, 2951, _uuid),
    "text": (25, 1009, _text),
    "bytea": (17, 1001, _bytea),
    "boolean": (16, 1000, lambda value: _BOOL[bool(value)]),
    "smallint": (21, 1005, lambda value: _INT2(2, value)),
    "integer": (23, 1007, lambda value: _INT4(4, value)),
    "bigint": (20, 1016, lambda value: _INT8(8, value)),
    "double precision": (701, 1022, lambda value: _FLOAT8(8, value)),
    "timestamptz": (1184, 1185, _timestamptz),
}
"""Name of a type -> its oid, that of its array, and how an element is written with its length."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column in binary form, as a parameter."""

    oid: int
    data: bytes


def column(kind: str, values: Sequence[Any]) -> Column:
    """Return values, None for NULL, as an array of a type named in ``_KINDS``.

    >>> column("smallint", [1, None]).data.hex(" ", -4)
    '00000001 00000001 00000015 00000002 00000001 00000002 0001ffff ffff'
    """
    element, array, write = _KINDS[kind]
    if not values:
        return Column(array, _EMPTY(0, 0, element))
    parts = [_NULL if value is None else write(value) for value in values]
    head = _HEAD(1, 1 if _NULL in parts else 0, element, len(values), 1)
    return Column(array, head + b"".join(parts))


class ColumnDumper(Dumper):
    """Sends a column as it is."""

    format = Format.BINARY

    def dump(self, obj: Column) -> Buffer:
        """Return the bytes."""
        return obj.data

    def get_key(self, obj: Column, format: Any) -> tuple[type, int]:  # type: ignore[override]
        """Have one dumper for each type of array."""
        return (Column, obj.oid)

    def upgrade(self, obj: Column, format: Any) -> "ColumnDumper":
        """Return the dumper of the column's type."""
        dumper = ColumnDumper(Column)
        dumper.oid = obj.oid
        return dumper


def register_columns(connection: AsyncConnection[Any]) -> None:
    """Let a connection take columns as parameters."""
    connection.adapters.register_dumper(Column, ColumnDumper)

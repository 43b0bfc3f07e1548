"""What a thief of the database would have: every field of every table, unpacked."""

import struct
from collections import defaultdict
from collections.abc import Iterator

import psycopg
import zstandard
from psycopg import sql

_TABLES = """
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema')
"""
_COLUMNS = """
SELECT attname FROM pg_attribute
WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum
"""
_HEAD = 19  # bytes before the first row of a binary copy
_ZSTD = b"\x28\xb5\x2f\xfd"


def dumped(conninfo: str) -> dict[str, bytes]:
    """Return all that a database holds, by column; compressed fields as they are and unpacked."""
    with psycopg.connect(conninfo) as owner:
        tables = owner.execute(_TABLES).fetchall()
        parts = [_columns(owner, schema, table) for schema, table in tables]
    return {name: held for part in parts for name, held in part.items()}


def _columns(owner: psycopg.Connection, schema: str, table: str) -> dict[str, bytes]:
    name = sql.Identifier(schema, table)
    columns = [row[0] for row in owner.execute(_COLUMNS, [name.as_string(owner)])]
    statement = sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(name)
    with owner.cursor().copy(statement) as copy:
        copied = b"".join(bytes(data) for data in copy)
    found: defaultdict[str, list[bytes]] = defaultdict(list)
    for at, held in _fields(copied):
        found[f"table {schema}.{table}.{columns[at]}"] += [held, *_unpacked(held)]
    return {column: b"\n".join(held) for column, held in found.items()}


def _fields(copied: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the fields of a binary copy, each with the place of its column."""
    at = _HEAD
    while (count := struct.unpack_from("!h", copied, at)[0]) >= 0:
        at += 2
        for column in range(count):
            size = struct.unpack_from("!i", copied, at)[0]
            at += 4
            if size > 0:
                yield column, copied[at : at + size]
            at += max(size, 0)


def _unpacked(held: bytes) -> list[bytes]:
    if not held.startswith(_ZSTD):
        return []
    return [zstandard.decompress(held, max_output_size=1 << 28)]

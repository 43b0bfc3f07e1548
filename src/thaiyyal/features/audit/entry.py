"""One entry of the log as it is stored, and the bytes of it that the chain hashes."""

import struct
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from uuid import UUID

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_LENGTH = struct.Struct(">i").pack
_NUMBER = struct.Struct(">q").pack
_NONE = _LENGTH(-1)


@dataclass(frozen=True, slots=True)
class Entry:
    """Who did what to which thing. ``before``, ``after``, ``details``: JSON texts.

    ``seq`` and ``hash`` are the entry's place in its tenant's chain, None until it is sealed.
    """

    tenant_id: UUID
    id: UUID
    at: datetime
    actor_kind: str
    user_id: UUID | None
    api_key_id: UUID | None
    action: str
    resource_type: str
    resource_id: str | None
    status: str
    address: str | None
    user_agent: str | None
    request_id: str | None
    before: bytes | None
    after: bytes | None
    details: bytes | None
    seq: int | None = None
    hash: bytes | None = None


HASHED: tuple[str, ...] = tuple(field.name for field in fields(Entry))[:-2]
"""The fields that the chain is over, in their order."""


def entry_bytes(entry: Entry) -> bytes:
    """Return what the chain hashes: each field with its length before it, -1 for none."""
    parts = (
        entry.tenant_id.bytes,
        entry.id.bytes,
        _NUMBER((entry.at - _EPOCH) // _MICROSECOND),
        entry.actor_kind.encode(),
        _id(entry.user_id),
        _id(entry.api_key_id),
        entry.action.encode(),
        entry.resource_type.encode(),
        _text(entry.resource_id),
        entry.status.encode(),
        _text(entry.address),
        _text(entry.user_agent),
        _text(entry.request_id),
        entry.before,
        entry.after,
        entry.details,
    )
    return b"".join([_NONE if part is None else _LENGTH(len(part)) + part for part in parts])


def _id(id_: UUID | None) -> bytes | None:
    return None if id_ is None else id_.bytes


def _text(text: str | None) -> bytes | None:
    return None if text is None else text.encode()

"""`Last-Event-ID`: how far somebody has read. One execution: its `seq`; several: one opaque text.

The text is not secret and not signed: whoever makes one up sees less of what they may see anyway.
"""

import base64
import binascii
import hashlib
from collections.abc import Mapping, Sequence
from uuid import UUID

from thaiyyal.features.executions.events.errors import BadEventId

LARGEST_SEQ = 2_147_483_646
_TAG_BYTES = 6
_LARGEST_BYTES = 5


def place_text(ids: Sequence[UUID], seqs: Mapping[UUID, int], *, is_single: bool) -> str:
    """Return the id of an event after which everything up to ``seqs`` is known.

    >>> place_text([UUID(int=1)], {UUID(int=1): 7}, is_single=True)
    '7'
    """
    if is_single:
        return str(seqs[ids[0]])
    packed = b"".join(_packed(seqs[id_]) for id_ in sorted(ids))
    return base64.urlsafe_b64encode(_tag(ids) + packed).decode().rstrip("=")


def place_in(text: str | None, ids: Sequence[UUID], *, is_single: bool) -> dict[UUID, int]:
    """Return how far each execution is known; nothing of it without a text.

    Raises:
        BadEventId: The text was not made for these executions.
    """
    if not text:
        return dict.fromkeys(ids, 0)
    if is_single:
        return {ids[0]: _seq(text)}
    data = _decoded(text)
    if data[:_TAG_BYTES] != _tag(ids):
        raise BadEventId
    seqs = _unpacked(data[_TAG_BYTES:])
    if len(seqs) != len(ids):
        raise BadEventId
    return dict(zip(sorted(ids), seqs, strict=True))


def _seq(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 10):
        raise BadEventId
    return _within(int(text))


def _within(seq: int) -> int:
    if seq > LARGEST_SEQ:
        raise BadEventId
    return seq


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadEventId from error


def _tag(ids: Sequence[UUID]) -> bytes:
    """Return what tells the executions of one stream from those of others, in any order."""
    return hashlib.sha256(b"".join(id_.bytes for id_ in sorted(ids))).digest()[:_TAG_BYTES]


def _packed(seq: int) -> bytes:
    """Return a number in groups of seven bits, the lowest first; all but the last are marked."""
    parts = bytearray()
    while seq > 0x7F:
        parts.append(seq & 0x7F | 0x80)
        seq >>= 7
    parts.append(seq)
    return bytes(parts)


def _unpacked(data: bytes) -> list[int]:
    seqs, seq, bits = list[int](), 0, 0
    for part in data:
        if bits >= 7 * _LARGEST_BYTES:
            raise BadEventId
        seq |= (part & 0x7F) << bits
        bits += 7
        if part < 0x80:
            seqs.append(_within(seq))
            seq = bits = 0
    if bits:
        raise BadEventId
    return seqs

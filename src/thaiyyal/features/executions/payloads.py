"""How values are stored: whole when they are short, else a preview beside a blob, else a preview.

Whatever users computed is measured before it is written out: shared parts may make it immense.
"""

import hashlib
from dataclasses import dataclass

from thaiyyal.features.executions.previews import MOST_BYTES, bytes_of, preview_of
from thaiyyal.kernel.errors import LimitExceeded
from thaiyyal.kernel.redaction import SecretValues
from thaiyyal.kernel.values import Value, dump_json
from thaiyyal.store.payload import pack_json

INLINE_BYTES = 64 * 1024
"""Longest JSON text that stands in a row; what is longer is a blob."""


@dataclass(frozen=True, slots=True)
class Blob:
    """A large value: its stored form, under the digest of its JSON text."""

    sha256: bytes
    size_bytes: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Payload:
    """A value in its stored form. With ``blob``, or when nothing whole is kept, a preview."""

    stored: bytes
    is_preview: bool = False
    blob: Blob | None = None

    @property
    def digest(self) -> bytes | None:
        """The digest of the blob, if there is one."""
        return None if self.blob is None else self.blob.sha256

    @property
    def size_bytes(self) -> int:
        """What it takes of the tenant's storage."""
        return len(self.stored) + (0 if self.blob is None else len(self.blob.content))


def json_text(value: Value, *, most: int, what: str) -> bytes:
    """Return a value's JSON text.

    Raises:
        LimitExceeded: It has more than ``most`` bytes.
    """
    size = bytes_of(value, most=most)
    if size <= most:
        text = dump_json(value).encode()
        size = len(text)
        if size <= most:
            return text
    raise LimitExceeded(
        f"{what} has more than {most} bytes as JSON, which is the limit for what is stored or "
        "sent; pass on less, for example with a limit or a filter node"
    )


def payload_of(value: Value, text: bytes) -> Payload:
    """Return the stored form of a value that is kept whole; ``text`` is its JSON."""
    if len(text) <= INLINE_BYTES:
        return Payload(pack_json(text))
    blob = Blob(hashlib.sha256(text).digest(), len(text), pack_json(text))
    return Payload(preview_of(value), is_preview=True, blob=blob)


def shortened(value: Value, secrets: SecretValues | None = None) -> Payload:
    """Return the stored form of a value that is kept as far as 4 KiB, its secrets masked."""
    if bytes_of(value, most=MOST_BYTES) <= MOST_BYTES:
        shown = value if not secrets else secrets.mask_value(value)
        text = dump_json(shown).encode()
        if len(text) <= MOST_BYTES:
            return Payload(pack_json(text))
    return Payload(preview_of(value, secrets), is_preview=True)


def masked_text(value: Value, text: bytes, secrets: SecretValues) -> tuple[Value, bytes]:
    """Return a value, whose JSON is ``text``, as it may be shown; the same when that is so."""
    if not secrets.is_in(text):
        return value, text
    shown = secrets.mask_value(value)
    return shown, dump_json(shown).encode()

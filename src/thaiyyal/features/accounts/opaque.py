"""Opaque tokens: refresh tokens, API keys and one-time links, of 256 bits each.

``thk_`` + 43 characters + 6 of a CRC-32 over what stands before: scanners of leaked secrets know
them by their shape, and a typing error is told before anything is looked up. Only SHA-256 of the
text is stored; a slow hash would add nothing to 256 bits.
"""

import re
import secrets
import zlib
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from thaiyyal.features.accounts.errors import BadToken
from thaiyyal.features.accounts.keyring import Draw

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_SHAPE = re.compile(r"th[a-z]_[0-9A-Za-z]{49}")
_CHECK = 6


class OpaqueKind(StrEnum):
    """What a token is for; its first three characters."""

    REFRESH = "thr"
    API_KEY = "thk"
    ONE_TIME = "tho"


@dataclass(frozen=True, slots=True)
class OpaqueToken:
    """A new token: ``text`` is shown once, ``digest`` is stored."""

    text: str = field(repr=False)
    digest: bytes


def new_opaque_token(kind: OpaqueKind, *, draw: Draw = secrets.token_bytes) -> OpaqueToken:
    """Return a fresh token of ``kind``."""
    body = f"{kind}_{_base62(int.from_bytes(draw(32), 'big'), width=43)}"
    text = body + _checksum(body)
    return OpaqueToken(text, _digest(text))


def digest_of(text: str, kind: OpaqueKind) -> bytes:
    """Return what is stored of a token; raises ``BadToken`` for a text that cannot be one."""
    whole = _SHAPE.fullmatch(text) is not None and text.startswith(f"{kind}_")
    if not whole or _checksum(text[:-_CHECK]) != text[-_CHECK:]:
        raise BadToken("this is not valid, or was not copied completely")
    return _digest(text)


def hint_of(text: str) -> str:
    """Return the part of a token that may be shown in lists, so that its owner knows it again."""
    return text[:8]


def _digest(text: str) -> bytes:
    return sha256(text.encode("ascii")).digest()


def _checksum(body: str) -> str:
    return _base62(zlib.crc32(body.encode("ascii")), width=_CHECK)


def _base62(number: int, *, width: int) -> str:
    digits = []
    for _ in range(width):
        number, rest = divmod(number, 62)
        digits.append(_DIGITS[rest])
    return "".join(reversed(digits))

"""Recovery codes: ten texts that stand in for the second factor, once each.

80 bits each, so SHA-256 without salt is enough to store them: nobody tries 2^80 texts, and a slow
hash would make ten comparisons for one sign-in dear. The alphabet is Crockford's base 32: no I, L,
O or U, and who reads 1 as I or 0 as O is understood.
"""

import re
import secrets
from hashlib import sha256

from thaiyyal.features.accounts.keyring import Draw

COUNT = 10

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE = re.compile(f"[{_ALPHABET}]{{16}}")
_MEANT = str.maketrans("ILO", "110")
_SEPARATORS = re.compile(r"[\s-]+")


def new_recovery_codes(*, draw: Draw = secrets.token_bytes) -> list[str]:
    """Return ten fresh codes, in groups of four, to be shown once."""
    return [_code_from_number(int.from_bytes(draw(10), "big")) for _ in range(COUNT)]


def digest_of_recovery_code(text: str) -> bytes | None:
    """Return what is stored of a code, however it was typed; None if it cannot be one."""
    code = _SEPARATORS.sub("", text[:64]).upper().translate(_MEANT)
    return sha256(code.encode("ascii")).digest() if _CODE.fullmatch(code) else None


def _code_from_number(number: int) -> str:
    letters = "".join(_ALPHABET[number >> shift & 31] for shift in range(75, -1, -5))
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))

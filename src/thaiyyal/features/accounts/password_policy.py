"""Which passwords are good enough. Pure but for the bundled list of common ones.

Strength comes from length and from not being guessable first, as NIST SP 800-63B (section
3.1.1.2) asks: no rule of "one capital, one digit, one sign", because people answer it with
``Password1!``, which is short, predictable and allowed by it.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from thaiyyal.features.accounts.common_passwords import is_common
from thaiyyal.features.accounts.passwords import MAX_CHARACTERS, prepared

MIN_CHARACTERS = 12
_MIN_DISTINCT = 5
_MIN_EFFECTIVE = 6
_MIN_WORD = 4
_PRODUCT = "thaiyyal"
_UNTYPABLE = {"Cc", "Cn", "Cs"}


@dataclass(frozen=True, slots=True)
class PasswordProblem:
    """One reason against a password; the message never repeats the password."""

    code: str
    message: str


def check_password(password: str, *, email: str, name: str) -> list[PasswordProblem]:
    """Return every reason against ``password``, none if it is good.

    At most 1,024 characters, which bounds the work; the 72 bytes that bcrypt reads are no limit,
    because it is given a digest.
    """
    if len(password) > MAX_CHARACTERS:
        text = f"is longer than {MAX_CHARACTERS:,} characters; use a shorter password"
        return [PasswordProblem("password_too_long", text)]
    return [PasswordProblem(code, text) for code, text in _reasons(prepared(password), email, name)]


def _reasons(password: str, email: str, name: str) -> Iterator[tuple[str, str]]:
    folded = password.casefold()
    if len(password) < MIN_CHARACTERS:
        yield "password_too_short", f"needs {MIN_CHARACTERS} characters or more; try a few words"
    if any(unicodedata.category(c) in _UNTYPABLE for c in password):
        yield "password_unreadable", "contains a character that no keyboard writes; type it anew"
    if is_common(folded):
        yield "password_common", "is one of the most common ones; use words that you make up"
    if is_predictable(folded):
        yield "password_predictable", "repeats itself or follows a sequence; mix different words"
    if _is_personal(folded, email, name):
        yield "password_personal", "contains your name, your e-mail address or the product's name"


def is_predictable(text: str) -> bool:
    """Whether a text has few different characters or is made of runs like 1234 and aaaa."""
    return len(set(text)) < _MIN_DISTINCT or _effective_length(text) < _MIN_EFFECTIVE


def _effective_length(text: str) -> int:
    """Return the length with every run of three or more equal steps (-1, 0, 1) counted as one."""
    steps = [ord(after) - ord(before) for before, after in pairwise(text)]
    runs = [(step, len(list(equal))) for step, equal in groupby(steps)]
    return len(text) - sum(length for step, length in runs if abs(step) <= 1 < length)


def _is_personal(folded: str, email: str, name: str) -> bool:
    text = _squashed(folded)
    local = email.partition("@")[0]
    words = {_PRODUCT, _squashed(local), _squashed(name), *map(_squashed, name.split())}
    return any(len(word) >= _MIN_WORD and word in text for word in words)


def _squashed(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())

"""Takes secrets out of what is logged: by the names of fields, by known values, by their look.

What is too long, too deep or too many is cut, so that a line stays a line.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from pydantic import Secret, SecretBytes, SecretStr

from thaiyyal.kernel.redaction import MASK, SHORTEST, SecretValues
from thaiyyal.kernel.secrets_in_use import in_use

LONGEST_TEXT = 8_192
MOST_MEMBERS = 50
DEEPEST = 5
_FAR = 8

Mask = Callable[[str], str]
"""Returns a text with its secrets masked."""

_SECRET_NAME = re.compile(
    r"passw(?:or)?d|passphrase|secret|token|authorization|cookie|api_?key|credential"
    r"|(?:private|signing|encryption)_?keys?|totp|recovery_?codes?|database_?url|conninfo|dsn"
)
_TELLS_ABOUT = re.compile(r"_(?:ids?|type|count|name|prefix|ms|s|at|bytes)$")
_HINTS = ("://", "eyj", "bearer", "basic", "password", "secret", "token", "api_key")
_LOOKS_SECRET = re.compile(
    r"(?P<before>://)[^\s/@]{1,1000}(?=@)"
    r"|(?P<scheme>\b(?i:bearer)\s{1,5}|\b(?i:basic)\s{1,5}(?=\S+[A-Z0-9=]))[\w.~+/=-]{8,}"
    r"|(?P<name>(?i:password|secret|token|api_key)[\"']?\s{0,5}[=:]\s{0,5})"
    r"(?:'[^']{1,500}'|\"[^\"]{1,500}\"|[^\s,;&'\"]{1,500})"
    r"|\beyJ[\w-]{5,}\.eyJ[\w-]{5,}\.[\w-]*",
    re.ASCII,
)


@lru_cache(maxsize=2_048)
def is_secret_name(name: str) -> bool:
    """Whether a field of this name holds a secret, not only something about one."""
    plain = name.lower().replace("-", "_")
    return _SECRET_NAME.search(plain) is not None and _TELLS_ABOUT.search(plain) is None


def masker(secrets: Iterable[str] = ()) -> Mask:
    """Return a function that masks these values, those in use, and what looks like a secret."""
    known = SecretValues(secrets)

    def mask(text: str) -> str:
        if len(text) < SHORTEST:
            return text
        text = in_use.mask_text(known.mask_text(text))
        low = text.lower()
        if any([hint in low for hint in _HINTS]):  # noqa: C419 - on every line; this is faster
            text = _LOOKS_SECRET.sub(_masked, text)
        return text

    return mask


def clean_text(text: str, mask: Mask, *, tail: int = 0) -> str:
    """Return a text without secrets, its middle cut out if it is too long.

    It is cut twice: far outside what is kept before it is searched, so that no secret is halved.
    """
    far = _FAR * LONGEST_TEXT
    if len(text) > 2 * far:
        text = text[:far] + text[-far:]
    text = mask(text)
    if len(text) <= LONGEST_TEXT:
        return text
    return f"{text[: LONGEST_TEXT - tail]}…{text[-tail:] if tail else ''}"


def clean_value(value: object, mask: Mask, depth: int = 0) -> object:
    """Return a value as it may be logged: plain JSON without secrets, bounded in every way."""
    match value:
        case str():
            return clean_text(value, mask)
        case None | bool() | int() | float():
            return value
        case Secret() | SecretStr() | SecretBytes():
            return MASK
        case Mapping() | list() | tuple() | set() | frozenset() if depth >= DEEPEST:
            return "…"
        case Mapping():
            return clean_fields(value, mask, depth + 1)
        case list() | tuple() | set() | frozenset():
            return list(_members(value, mask, depth + 1))
    return clean_text(str(value), mask)


def clean_fields(fields: Mapping[object, object], mask: Mask, depth: int = 0) -> dict[str, object]:
    """Return fields as they may be logged; those with the name of a secret are masked whole."""
    clean: dict[str, object] = {}
    for key, value in fields.items():
        if len(clean) == MOST_MEMBERS:
            clean["…"] = len(fields) - MOST_MEMBERS
            break
        name = clean_text(str(key), mask)
        clean[name] = MASK if value and is_secret_name(name) else clean_value(value, mask, depth)
    return clean


def _members(values: Iterable[object], mask: Mask, depth: int) -> Iterator[object]:
    for position, value in enumerate(values):
        if position == MOST_MEMBERS:
            yield "…"
            return
        yield clean_value(value, mask, depth)


def _masked(found: re.Match[str]) -> str:
    return f"{found['before'] or found['scheme'] or found['name'] or ''}{MASK}"

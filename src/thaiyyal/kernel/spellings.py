"""The spellings in which a secret gets about.

As it is, in lower case (as hosts are), as base64 (wherever in the encoded bytes it stands), hex,
percent-encoded, escaped for JSON (also JSON within JSON) and for HTML.
"""

import html
import json
import re
from base64 import b64encode
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import quote, quote_plus

_JSON_IN_JSON = 3


@lru_cache(maxsize=256)
def forms_of(secret: str) -> frozenset[str]:
    """Return the spellings in which a secret is searched for.

    >>> "cGFzc3dvcmQ" in forms_of("password"), "a%2Fbcdef" in forms_of("a/bcdef")
    (True, True)
    """
    raw = secret.encode("utf-8", "surrogatepass")
    plain = {
        secret,
        secret.lower(),
        raw.hex(),
        raw.hex().upper(),
        *_base64(raw),
        *_percent(raw),
        *_html(secret),
    }
    found, newest = set(plain), plain
    for _ in range(_JSON_IN_JSON):
        newest = {form for text in newest for form in _json(text)} - found
        found |= newest
    return frozenset(found)


def _base64(raw: bytes) -> Iterator[str]:
    """Yield what all encodings of bytes around ``raw`` have in common, by where it begins."""
    yield b64encode(raw).decode().rstrip("=")
    for lead, first in ((0, 0), (1, 2), (2, 3)):
        encoded = b64encode(bytes(lead) + raw).decode()
        whole = encoded[first : (lead + len(raw)) * 8 // 6]
        yield whole
        yield whole.replace("+", "-").replace("/", "_")


def _percent(raw: bytes) -> Iterator[str]:
    for quoted in (quote(raw, ""), quote(raw), quote(raw, "!'()*"), quote_plus(raw)):
        yield quoted
        yield re.sub("%..", lambda found: found[0].lower(), quoted)


def _html(text: str) -> Iterator[str]:
    escaped = html.escape(text, quote=False)
    yield escaped
    for quotation, apostrophe in (("&quot;", "&#x27;"), ("&quot;", "&#39;"), ("&#34;", "&#39;")):
        yield escaped.replace('"', quotation).replace("'", apostrophe)


def _json(text: str) -> Iterator[str]:
    for ascii_only in (True, False):
        escaped = json.dumps(text, ensure_ascii=ascii_only)[1:-1]
        yield escaped
        yield escaped.replace("/", "\\/")

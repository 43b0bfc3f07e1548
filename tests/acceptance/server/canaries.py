"""Secrets that are planted, in the spellings in which they could be seen, and the search for them.

The spellings are made here anew, so that what hides secrets is not measured by its own list.
"""

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from secrets import token_hex
from urllib.parse import quote, quote_plus

Sinks = Mapping[str, bytes]


@dataclass(slots=True)
class Canaries:
    """Secrets by their names, and a marker that is none: it has to be seen.

    ``shown``: which secret an answer may show, as the name of the sink and that of the secret.
    """

    marker: str = field(default_factory=lambda: f"marker-{token_hex(8)}")
    secrets: dict[str, str] = field(default_factory=dict, repr=False)
    shown: set[tuple[str, str]] = field(default_factory=set)

    def plant(self, name: str) -> str:
        """Return a new secret, whose spellings all differ from each other."""
        return self.add(name, f"c4n4ry/+{token_hex(6)}=?&{token_hex(6)}")

    def add(self, name: str, secret: str) -> str:
        """Take in a secret that somebody else has made."""
        self.secrets[name] = secret
        return secret

    def leaks(self, sinks: Sinks) -> list[str]:
        """Return which sink shows which secret in which form, and never the secret."""
        return sorted(
            f"{sink}: {name} ({form})"
            for name, secret in self.secrets.items()
            for sink in _suspects(secret, sinks)
            if (sink, name) not in self.shown
            for form, spelled in spellings(secret)
            if spelled in sinks[sink]
        )

    def sees_marker(self, sinks: Sinks) -> list[str]:
        """Return the sinks in which the marker is."""
        return sorted(sink for sink, held in sinks.items() if self.marker.encode() in held)


def is_in(secret: str, texts: Iterable[str]) -> bool:
    """Whether a secret is in one of the texts, as it is."""
    return any(secret in text for text in texts)


def spellings(secret: str) -> Iterator[tuple[str, bytes]]:
    """Yield the forms of a secret, each with its name."""
    for form, text in [*_texts(secret), *_encoded(secret)]:
        for level in ("", " in JSON", " in JSON in JSON"):
            yield form + level, text.encode()
            yield f"{form}{level}, slashes escaped", text.replace("/", "\\/").encode()
            text = json.dumps(text)[1:-1]


def _suspects(secret: str, sinks: Sinks) -> list[str]:
    """Return the sinks that are worth a closer look: they show what most spellings share."""
    core = max(re.findall(r"[A-Za-z0-9]+", secret), key=len)
    shared = [core, core.lower(), core.encode().hex(), core.encode().hex().upper()]
    shared += [
        spelled for _, text in _encoded(secret) for spelled in (text, text.replace("/", "\\/"))
    ]
    needles = {text.encode() for text in shared}
    return [sink for sink, held in sinks.items() if any(needle in held for needle in needles)]


def _texts(secret: str) -> Iterator[tuple[str, str]]:
    yield "plain", secret
    yield "lower case", secret.lower()
    yield "hex", secret.encode().hex()
    yield "HEX", secret.encode().hex().upper()
    yield "HTML", escape(secret)
    for form, quoted in (
        ("percent", quote(secret, safe="")),
        ("percent, slashes kept", quote(secret)),
        ("form", quote_plus(secret)),
    ):
        yield form, quoted
        yield f"{form}, lower case", re.sub("%..", lambda found: found[0].lower(), quoted)


def _encoded(secret: str) -> Iterator[tuple[str, str]]:
    """Yield what base64 of texts around a secret have in common, by where in them it begins."""
    raw = secret.encode()
    for lead in range(3):
        encoded = b64encode(b"x" * lead + raw).decode()
        inside = encoded[-(-lead * 8 // 6) : (lead + len(raw)) * 8 // 6]
        yield f"base64 at {lead}", inside
        yield f"base64 for addresses at {lead}", inside.replace("+", "-").replace("/", "_")

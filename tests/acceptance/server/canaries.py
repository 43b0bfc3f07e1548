"""Secrets that are planted, in the spellings in which they could be seen, and the search for them.

The spellings are made here anew, so that what hides secrets is not measured by its own list.
"""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
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
    secrets: dict[str, str] = field(default_factory=dict)
    shown: set[tuple[str, str]] = field(default_factory=set)

    def plant(self, name: str) -> str:
        """Return a new secret, whose spellings all differ from each other."""
        return self.add(name, f"c4n4ry/+{token_hex(6)}=?&{token_hex(6)}")

    def add(self, name: str, secret: str) -> str:
        """Take in a secret that somebody else has made."""
        assert len(secret) >= 8
        self.secrets[name] = secret
        return secret

    def leaks(self, sinks: Sinks) -> list[str]:
        """Return which sink shows which secret in which form, and never the secret."""
        forms = {name: dict(spellings(secret)) for name, secret in self.secrets.items()}
        return sorted(
            {
                f"{sink}: {name} ({form})"
                for sink, held in sinks.items()
                for name, spelled in forms.items()
                if (sink, name) not in self.shown
                for form, bytes_ in spelled.items()
                if bytes_ in held
            }
        )

    def sees_marker(self, sinks: Sinks) -> list[str]:
        """Return the sinks in which the marker is."""
        return sorted(sink for sink, held in sinks.items() if self.marker.encode() in held)


def spellings(secret: str) -> Iterator[tuple[str, bytes]]:
    """Yield the forms of a secret, each with its name."""
    for form, text in _texts(secret):
        yield form, text.encode()
        for level in ("JSON", "JSON in JSON"):
            text = json.dumps(text)[1:-1]
            yield f"{form} in {level}", text.encode()
            yield f"{form} in {level}, slashes escaped", text.replace("/", "\\/").encode()


def _texts(secret: str) -> Iterator[tuple[str, str]]:
    raw = secret.encode()
    yield "plain", secret
    yield "lower case", secret.lower()
    yield "hex", raw.hex()
    yield "HEX", raw.hex().upper()
    yield "HTML", escape(secret)
    for form, quoted in (
        ("percent", quote(secret, safe="")),
        ("percent, slashes kept", quote(secret)),
        ("form", quote_plus(secret)),
    ):
        yield form, quoted
        yield (
            f"{form}, lower case",
            quoted.replace("%2B", "%2b")
            .replace("%2F", "%2f")
            .replace("%3D", "%3d")
            .replace("%3F", "%3f"),
        )
    for lead in range(3):
        middle = b64encode(b"x" * lead + raw).decode()
        inside = middle[-(-lead * 8 // 6) : (lead + len(raw)) * 8 // 6]
        yield f"base64 at {lead}", inside
        yield f"base64 for addresses at {lead}", inside.replace("+", "-").replace("/", "_")

"""Names and texts of a query or a form, percent-encoded as UTF-8."""

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from thaiyyal.kernel.values import Value, text_form
from thaiyyal.sdk import invalid_input

Pairs = list[tuple[str, str]]


def pairs_from_object(entries: Mapping[str, Value]) -> Pairs:
    """Return name and text of every entry; null is left out, a list repeats its name.

    >>> pairs_from_object({"a": [1, "x", None], "b": None, "c": True})
    [('a', '1'), ('a', 'x'), ('c', 'true')]
    """
    pairs: Pairs = []
    for name, entry in entries.items():
        for member in entry if isinstance(entry, list) else [entry]:
            if isinstance(member, list | dict):
                raise invalid_input(f'"{name[:80]}" must be a text, number, true, false or null')
            if member is not None:
                pairs.append((name, text_form(member)))
    return pairs


def encode_pairs(pairs: Iterable[tuple[str, str]]) -> str:
    """Return the pairs in the form of a query."""
    return "&".join(f"{_encoded(name)}={_encoded(text)}" for name, text in pairs)


def with_query(url: str, pairs: Pairs) -> str:
    """Return ``url`` with ``pairs`` behind its own query; a fragment is dropped.

    >>> with_query("http://a.example/x?y=1#top", [("z", "a b")])
    'http://a.example/x?y=1&z=a%20b'
    """
    url = url.partition("#")[0]
    if not pairs:
        return url
    separator = "" if url.endswith(("?", "&")) else "&" if "?" in url else "?"
    return url + separator + encode_pairs(pairs)


def with_page_query(url: str, pairs: Pairs) -> str:
    """Return ``url`` with ``pairs`` in the place of its own parameters of the same names."""
    bare, mark, own = url.partition("#")[0].partition("?")
    names = {_encoded(name) for name, _ in pairs}
    kept = [part for part in own.split("&") if part.partition("=")[0] not in names]
    return with_query(bare + mark + "&".join(kept), pairs)


def _encoded(text: str) -> str:
    return quote(text, safe="", errors="replace")

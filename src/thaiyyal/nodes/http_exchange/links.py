"""The Link header (RFC 8288): which url is the next page."""

import re
from urllib.parse import urljoin

_TARGET = re.compile(r"[\s,]*<([^<>]*)>")
_PARAMETER = re.compile(
    r"\s*;\s*([^\s=;,\"<>]+)\s*(?:=\s*(?:\"((?:[^\"\\]|\\.)*)\"|([^\s;,\"<>]*)))?"
)


def next_link(header: str, page_url: str) -> str | None:
    """Return the url whose relation is "next", read against ``page_url``, or None.

    >>> next_link('<?p=3>; rel="prev", </x?p=5>; rel=next', "https://a.example/x?p=4")
    'https://a.example/x?p=5'
    """
    position = 0
    while found := _TARGET.match(header, position):
        relations, position = _relations(header, found.end())
        if "next" in relations:
            return _joined(page_url, found.group(1))
    return None


def _relations(header: str, position: int) -> tuple[list[str], int]:
    """Return the relations of the link whose parameters start here, and where they end."""
    relations: list[str] | None = None
    while found := _PARAMETER.match(header, position):
        name, quoted, bare = found.groups()
        if name.lower() == "rel" and relations is None:  # the first one counts
            relations = (quoted or bare or "").lower().split()
        position = found.end()
    return relations or [], position


def _joined(page_url: str, target: str) -> str:
    try:
        return urljoin(page_url, target).partition("#")[0]
    except ValueError:  # left as it is: whoever opens it says what is wrong
        return target

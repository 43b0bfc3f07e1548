"""Names of hosts, written one way: lower case ASCII, no dot at the end. Nothing is looked up."""

import re
from collections.abc import Iterator

import idna

MAX_HOST_LENGTH = 253
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMERIC_LABEL = re.compile(r"\d+|0x[0-9a-f]*", re.ASCII)


def ascii_host(text: str) -> str:
    """Return a host name in its one form.

    Raises:
        ValueError: It is none.

    >>> ascii_host("Bücher.Example.")
    'xn--bcher-kva.example'
    """
    host = text.lower() if text.isascii() else _encoded(text)
    host = host.removesuffix(".")
    if not host:
        raise ValueError("is empty")
    if len(host) > MAX_HOST_LENGTH or not all(_LABEL.fullmatch(x) for x in host.split(".")):
        raise ValueError("is no host name")
    return host


def has_odd_label(host: str) -> bool:
    """Say whether a part of ``host`` begins with ``xn--`` and stands for no name (RFC 5891).

    >>> has_odd_label("xn--bcher-kva.example"), has_odd_label("xn--a.example")
    (False, True)
    """
    return any(label.startswith("xn--") and not _is_readable(label) for label in host.split("."))


def is_numeric(host: str) -> bool:
    """Say whether a host ends in a number, which programs read as an address.

    >>> is_numeric("127.1"), is_numeric("0x7f000001"), is_numeric("1.example")
    (True, True, False)
    """
    return _NUMERIC_LABEL.fullmatch(host.rpartition(".")[2]) is not None


def and_parents(host: str) -> Iterator[str]:
    """Yield a host and every domain that it is in.

    >>> list(and_parents("a.b.example"))
    ['a.b.example', 'b.example', 'example']
    """
    yield host
    dot = host.find(".")
    while dot != -1:
        yield host[dot + 1 :]
        dot = host.find(".", dot + 1)


def _is_readable(label: str) -> bool:
    try:
        return bool(idna.ulabel(label))
    except (idna.IDNAError, UnicodeError):
        return False


def _encoded(text: str) -> str:
    # A longer text encodes slowly and to no host name.
    if len(text) > MAX_HOST_LENGTH:
        raise ValueError("is no host name")
    try:
        return idna.encode(text, uts46=True, transitional=False).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError) as error:
        raise ValueError("is no host name") from error

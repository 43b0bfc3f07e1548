"""Header lines of a message, encoded so that no text can become anything but what it says.

The library's parsing headers are not used here: they decode ``=?…?=`` in what they are given, and a
line break inside comes out as one; they also lose quotes when they fold.
"""

import re
from collections.abc import Iterable
from email.header import Header

from thaiyyal.sdk.mail_addresses import MailAddress

LINE_END = b"\r\n"
_AS_IT_IS = re.compile(r"[A-Za-z0-9!#$%&'*+/^_`{|}~.@,;:()<>\[\]\" -]*", re.ASCII)
_PLAIN_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+/^_`{|}~ -]+", re.ASCII)
_PLAIN_LENGTH = 60


def text_header(name: str, text: str) -> bytes:
    """Return the line of a header whose value is any text, such as the subject."""
    is_plain = _AS_IT_IS.fullmatch(text) and len(text) <= _PLAIN_LENGTH and text == text.strip()
    value = text if is_plain else _encoded(text, after=len(name) + 2)
    return f"{name}: {value}".encode("ascii") + LINE_END


def address_header(name: str, addresses: Iterable[MailAddress]) -> bytes:
    """Return the lines of a header that lists addresses, one on each line."""
    return f"{name}: {_LIST_END.join(map(_shown, addresses))}".encode() + LINE_END


_LIST_END = ",\r\n "


def _shown(address: MailAddress) -> str:
    if not address.name:
        return address.mailbox
    is_plain = _PLAIN_NAME.fullmatch(address.name) and len(address.name) <= _PLAIN_LENGTH
    name = address.name if is_plain else _encoded(address.name, after=12)
    return f"{name}\r\n <{address.mailbox}>"


def _encoded(text: str, *, after: int) -> str:
    words = Header(charset="utf-8", maxlinelen=76, header_name="x" * after)
    words.append(text, charset="utf-8")
    return words.encode(linesep="\r\n")

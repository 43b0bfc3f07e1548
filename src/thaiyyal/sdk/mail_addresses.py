"""E-mail addresses and other texts for headers, read strictly: what could be read twice is refused.

No line break, NUL or other control character passes, so that no text can become a second header.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from email_validator import EmailNotValidError, validate_email

from thaiyyal.sdk.errors import Terminal

MAX_ADDRESS_LENGTH: Final = 1_000
MAX_LIST_LENGTH: Final = 200_000
MAX_HEADER_LENGTH: Final = 998
_REFUSED_KINDS = frozenset({"Cc", "Cs", "Zl", "Zp"})
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_UNQUOTED = re.compile(r'[^"<>()\[\]\\@,;:]*')
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")  # letters that turn the reading direction


@dataclass(frozen=True, slots=True)
class MailAddress:
    """A mailbox with the name that is shown for it; ``domain`` is ASCII, lower case."""

    local: str
    domain: str
    name: str = ""

    @property
    def mailbox(self) -> str:
        """Return the address alone."""
        return f"{self.local}@{self.domain}"

    @property
    def needs_utf8(self) -> bool:
        """Whether only a server with SMTPUTF8 can take it."""
        return not self.local.isascii()

    def __str__(self) -> str:
        if not self.name:
            return self.mailbox
        name = self.name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{name}" <{self.mailbox}>'


def read_address(text: str, *, field: str) -> MailAddress:
    """Return the address that ``text`` is, ``ann@example.org`` or ``Ann <ann@example.org>``.

    Raises:
        Terminal: invalid_input.

    >>> str(read_address("Ann <ann@Bücher.example>", field="to"))
    '"Ann" <ann@xn--bcher-kva.example>'
    """
    check_header(text, field=field, longest=MAX_ADDRESS_LENGTH)
    name, mailbox = _split_name(text.strip())
    try:
        if name is None:
            raise EmailNotValidError
        found = validate_email(
            mailbox,
            allow_smtputf8=True,
            strict=True,
            check_deliverability=False,
            globally_deliverable=False,
        )
    except EmailNotValidError as error:
        raise _bad(field, f'"{text[:80]}" is no e-mail address') from error
    return MailAddress(found.local_part, found.ascii_domain.lower(), name)


def split_addresses(text: str, *, field: str) -> list[str]:
    """Return the parts of a list with commas or semicolons, those between quotes left alone.

    >>> split_addresses('"Doe, Ann" <a@example.org>; b@example.org', field="to")
    ['"Doe, Ann" <a@example.org>', 'b@example.org']
    """
    if len(text) > MAX_LIST_LENGTH:
        raise _bad(field, f"it is longer than {MAX_LIST_LENGTH:,} characters")
    ends = [at for at, is_quoted in _separators(text) if not is_quoted]
    starts = [0, *(at + 1 for at in ends)]
    parts = (text[a:b].strip() for a, b in zip(starts, [*ends, len(text)], strict=True))
    return [part for part in parts if part]


def check_header(text: str, *, field: str, longest: int = MAX_HEADER_LENGTH) -> None:
    """Refuse a text that cannot stand in one line of a header; raises invalid_input."""
    if len(text) > longest:
        raise _bad(field, f"it is longer than {longest:,} characters")
    if any(unicodedata.category(c) in _REFUSED_KINDS for c in text) or _TURNING.search(text):
        raise _bad(field, "it contains a line break or another control character")


def _split_name(text: str) -> tuple[str | None, str]:
    """Return the name (None: unreadable) and the mailbox of ``Name <mailbox>``."""
    if not text.endswith(">"):
        return "", text
    before, opening, mailbox = text[:-1].rpartition("<")
    if not opening:
        return None, text
    before = before.strip()
    quoted = _QUOTED.fullmatch(before)
    if quoted:
        return re.sub(r"\\(.)", r"\1", quoted[1]), mailbox
    return (before if _UNQUOTED.fullmatch(before) else None), mailbox


def _separators(text: str) -> list[tuple[int, bool]]:
    found: list[tuple[int, bool]] = []
    is_quoted = is_escaped = False
    for at, character in enumerate(text):
        if is_escaped:
            is_escaped = False
        elif character == "\\" and is_quoted:
            is_escaped = True
        elif character == '"':
            is_quoted = not is_quoted
        elif character in ",;":
            found.append((at, is_quoted))
    return found


def _bad(field: str, what: str) -> Terminal:
    return Terminal("invalid_input", f'"{field}" cannot be used in a message: {what}')

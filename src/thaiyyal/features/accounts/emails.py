"""E-mail addresses as names of accounts: one spelling for each, nothing is looked up.

Lower case as a whole. Before the ``@`` only ASCII is taken: a Cyrillic letter would make a second
account that nobody can tell from the first. A domain may be international; it is kept in its ASCII
form (``xn--``), in which look-alikes look different. ``localhost``, ``.local`` and ``.test`` are
taken, because the platform may stand in a network of its own.
"""

from typing import NewType

from email_validator import EmailNotValidError, validate_email

from thaiyyal.features.accounts.errors import InvalidEmail

Email = NewType("Email", str)

MAX_LENGTH = 254
_LOCAL = {"local", "localhost", "test"}


def read_email(text: str) -> Email:
    """Return the one spelling of an address; raises ``InvalidEmail``."""
    typed = text.strip(" \t\r\n")
    if len(typed) > MAX_LENGTH:
        raise InvalidEmail(f"an e-mail address has at most {MAX_LENGTH} characters")
    # The library refuses names of local networks; with a suffix they are names like any other.
    suffix = ".example" if _is_local(typed) else ""
    try:
        checked = validate_email(typed + suffix, allow_smtputf8=False, check_deliverability=False)
    except EmailNotValidError as err:
        raise InvalidEmail(f"this is no e-mail address that can be used here: {err}") from err
    return Email((checked.ascii_email or "").lower().removesuffix(suffix))


def _is_local(text: str) -> bool:
    domain = text.rpartition("@")[2].lower()
    return domain.rpartition(".")[2] in _LOCAL

"""What accounts refuse. No message says whether an account exists."""

from thaiyyal.kernel.authorize import NotSignedIn
from thaiyyal.kernel.errors import Kind, ThaiyyalError


class Busy(ThaiyyalError):
    """Too many passwords wait to be checked; trying again shortly helps."""

    code = "busy"
    kind = Kind.UNAVAILABLE


class InvalidEmail(ThaiyyalError):
    """A text is not an e-mail address that can name an account."""

    code = "email_invalid"
    kind = Kind.INVALID


class BadToken(NotSignedIn):
    """A token that proves nothing: ``token_invalid`` or, once good, ``token_expired``."""

    code = "token_invalid"


class KeyFileError(ThaiyyalError):
    """A file of keys cannot be used as it is."""

    code = "key_file_unusable"
    kind = Kind.UNAVAILABLE


class UnreadableSecret(ThaiyyalError):
    """Sealed bytes were changed, moved to another owner, or their key is gone."""

    code = "secret_unreadable"
    kind = Kind.UNAVAILABLE

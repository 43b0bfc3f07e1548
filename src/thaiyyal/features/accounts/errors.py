"""What accounts refuse. No message says whether an account exists."""

from collections.abc import Sequence

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


class EmailTaken(ThaiyyalError):
    """Another account has this address."""

    code = "email_taken"
    kind = Kind.CONFLICT

    def __init__(self) -> None:
        super().__init__(
            "there is an account with this e-mail address already; sign in with it, or ask for a "
            "link that sets a new password"
        )


class BadLink(ThaiyyalError):
    """A one-time link proves nothing any more, or never did."""

    code = "link_invalid"
    kind = Kind.MISSING

    def __init__(self) -> None:
        super().__init__(
            "this link is not valid: it was used, replaced by a newer one, has expired, or was not "
            "copied completely; ask for a new one"
        )


class PasswordRefused(ThaiyyalError):
    """A new password is not good enough; ``errors`` says why."""

    code = "password_refused"

    def __init__(self, problems: Sequence[tuple[str, str]], *, pointer: str) -> None:
        super().__init__("choose another password; errors says what is wrong with this one")
        self.errors = [
            {"pointer": pointer, "code": code, "message": f"the password {text}"}
            for code, text in problems
        ]

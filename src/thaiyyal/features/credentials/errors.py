"""What credentials refuse. No message holds a secret, or a value that could be one."""

from collections.abc import Sequence
from dataclasses import dataclass

from thaiyyal.kernel.authorize import Forbidden, NotFound
from thaiyyal.kernel.errors import Kind, ThaiyyalError


class UnknownCredential(NotFound):
    """There is no such credential in the tenant."""

    def __init__(self) -> None:
        super().__init__("there is no such credential; GET /credentials lists those there are")


class NotYourCredential(Forbidden):
    """Only the owner of a credential, or who manages all of them, changes it."""

    code = "not_your_credential"

    def __init__(self) -> None:
        super().__init__(
            "only its owner and those with credentials.manage may change, test or delete a "
            "credential; ask one of them"
        )


class BindsTooMuch(Forbidden):
    """A credential cannot be bound to what its maker may not change."""

    code = "binds_too_much"


@dataclass(frozen=True, slots=True)
class Problem:
    """One field that is wrong: where, and what to do."""

    pointer: str
    code: str
    message: str

    def as_value(self) -> dict[str, str]:
        """Return it as problems list it."""
        return {"pointer": self.pointer, "code": self.code, "message": self.message}


class InvalidCredential(ThaiyyalError):
    """Fields of a credential are missing, unknown or wrong; ``errors`` says which."""

    code = "invalid_credential"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("the credential has fields that are missing or wrong; see errors")
        self.errors = [problem.as_value() for problem in problems]


class SecretsRequired(ThaiyyalError):
    """A change of where secrets go needs the secrets anew."""

    code = "secrets_required"
    kind = Kind.CONFLICT

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            "this changes where the secrets of the credential are sent, so give them again: "
            f"{', '.join(names)}; whoever changes a destination has to know what is sent there"
        )
        self.errors = [
            Problem(f"/body/fields/{name}", "required", "has to be given again").as_value()
            for name in names
        ]


class NameTaken(ThaiyyalError):
    """Another credential of the tenant has this name."""

    code = "credential_name_taken"
    kind = Kind.CONFLICT

    def __init__(self) -> None:
        super().__init__("another credential has this name; workflows find them by it")


class TooManyCredentials(ThaiyyalError):
    """The tenant has as many credentials as any may have."""

    code = "too_many_credentials"
    kind = Kind.CONFLICT


class CannotBeTested(ThaiyyalError):
    """There is nothing to send a request to."""

    code = "credential_not_testable"


class NoConsent(ThaiyyalError):
    """A credential of this kind needs nobody's consent."""

    code = "credential_needs_no_consent"
    kind = Kind.CONFLICT

    def __init__(self) -> None:
        super().__init__(
            "only credentials of the kind oauth2_authorization_code are authorized by a person"
        )


class ConsentRefused(ThaiyyalError):
    """A consent at another service came to nothing."""

    code = "consent_refused"

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}; authorize the credential again")


class TokenRefused(ThaiyyalError):
    """The token endpoint of a service gave no token."""

    code = "token_refused"


class TokenUnavailable(ThaiyyalError):
    """The token endpoint of a service cannot be reached, or has trouble of its own."""

    code = "token_unavailable"
    kind = Kind.UNAVAILABLE

"""What can go wrong when somebody signs in with a provider."""

from thaiyyal.kernel.authorize import NotFound, NotSignedIn
from thaiyyal.kernel.errors import Kind, ThaiyyalError


class UnknownProvider(NotFound):
    """No provider of this name is set up."""

    def __init__(self) -> None:
        super().__init__("there is no such provider; GET /auth/options lists those there are")


class ProviderSignInFailed(NotSignedIn):
    """The provider did not prove who comes. ``because`` is for the log, not for the person."""

    code = "sign_in_failed"

    def __init__(self, because: str, *, told: str = "") -> None:
        super().__init__(told or "the provider did not confirm this sign-in; begin again")
        self.because = because


class NotAdmitted(ThaiyyalError):
    """The provider says who comes, and the settings do not let them in."""

    code = "not_admitted"
    kind = Kind.FORBIDDEN

    def __init__(self, because: str) -> None:
        super().__init__(
            "your account at this provider does not let you in here; ask an administrator of this "
            "platform"
        )
        self.because = because


class ProviderUnavailable(ThaiyyalError):
    """The provider cannot be reached, or answers in no way that can be understood."""

    code = "provider_unavailable"
    kind = Kind.UNAVAILABLE
    retry_after_s = 10

    def __init__(self, because: str) -> None:
        super().__init__(f"the provider does not work at the moment: {because}; try again later")
        self.because = because

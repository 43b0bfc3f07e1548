"""What sign-in answers when it refuses. None of it says whether an account exists."""

from thaiyyal.kernel.authorize import NotSignedIn
from thaiyyal.kernel.errors import Kind, ThaiyyalError


class SignInFailed(NotSignedIn):
    """Address and password do not belong together."""

    code = "sign_in_failed"

    def __init__(self) -> None:
        super().__init__("the e-mail address or the password is wrong")


class SecondFactorRequired(NotSignedIn):
    """The password was right; a code is missing or wrong."""

    code = "second_factor_required"

    def __init__(self, *, is_wrong: bool) -> None:
        super().__init__(
            "this code is wrong, too old, or was used before; send the next one as totp"
            if is_wrong
            else "send the code of your authenticator app, or a recovery code, as totp"
        )


class SignInLocked(ThaiyyalError):
    """Too many failures for one address, whoever has it or nobody."""

    code = "sign_in_locked"
    kind = Kind.LIMITED

    def __init__(self, wait_s: int) -> None:
        super().__init__(
            f"too many failed sign-ins for this address; wait {_minutes(wait_s)}, or ask for a "
            "link that sets a new password"
        )
        self.retry_after_s = wait_s


class TooManySignIns(ThaiyyalError):
    """One address signs in too often from one place."""

    code = "too_many_requests"
    kind = Kind.LIMITED

    def __init__(self, wait_s: int) -> None:
        super().__init__(f"too many sign-ins for this address; try again in {wait_s} seconds")
        self.retry_after_s = wait_s


def _minutes(wait_s: int) -> str:
    minutes = -(-wait_s // 60)
    return "a minute" if minutes == 1 else f"{minutes} minutes"

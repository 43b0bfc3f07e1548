"""Who is signed in proves it once more, before something that a thief of the session would do."""

from thaiyyal.features.accounts.passwords import PasswordHasher
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.kernel.ids import UserId
from thaiyyal.store.passes import take_pass
from thaiyyal.store.unit_of_work import Database

MOST = 5
WINDOW_S = 900


class NotConfirmed(ThaiyyalError):
    """The password or code that should confirm something is wrong."""

    code = "not_confirmed"

    def __init__(self, pointer: str) -> None:
        super().__init__("this could not be confirmed; see errors")
        self.errors = [{"pointer": pointer, "code": "wrong", "message": "this is not right"}]


class TooManyConfirmations(ThaiyyalError):
    """Somebody tries passwords or codes."""

    code = "too_many_requests"
    kind = Kind.LIMITED

    def __init__(self, wait_s: int) -> None:
        super().__init__(f"too many tries; try again in {wait_s} seconds")
        self.retry_after_s = wait_s


async def take_confirmation(database: Database, user_id: UserId) -> None:
    """Count a try of a person who is signed in; raises ``TooManyConfirmations``."""
    async with database.begin() as tx:
        wait_s = await take_pass(tx, f"confirmation:{user_id}", most=MOST, window_s=WINDOW_S)
    if wait_s:
        raise TooManyConfirmations(wait_s)


async def confirm_password(
    hasher: PasswordHasher, password: str, hashed: str | None, *, pointer: str
) -> None:
    """Do nothing when the password is right; raises ``NotConfirmed``."""
    if not await hasher.verify(password, hashed):
        raise NotConfirmed(pointer)

"""Failed sign-ins are counted before the password is looked at, for every address that is typed.

So many tries at the same time are no more than one by one, and neither the answer nor its time
tells whether the address has an account.
"""

import hmac
from hashlib import sha256

from thaiyyal.features.accounts.emails import read_email
from thaiyyal.features.accounts.errors import InvalidEmail
from thaiyyal.features.accounts.keyring import Keyring
from thaiyyal.features.accounts.settings import AccountSettings
from thaiyyal.features.accounts.sign_in import queries
from thaiyyal.features.accounts.sign_in.errors import SignInLocked, TooManySignIns
from thaiyyal.kernel.actor import Origin
from thaiyyal.kernel.ids import UserId
from thaiyyal.store.passes import take_pass
from thaiyyal.store.transaction import Transaction
from thaiyyal.store.unit_of_work import Database

_PURPOSE = b"thaiyyal sign-in attempts"
_MINUTE_S = 60


def digest_of_address(email: str, keyring: Keyring) -> bytes:
    """Return what is kept of an address that was typed: nobody can tell which it was."""
    return hmac.digest(keyring.keys[0].secret, _PURPOSE + b"\0" + email.encode(), sha256)


def address_of(typed: str) -> str:
    """Return the one spelling of an address; of what is none, its lower case without NUL."""
    try:
        return read_email(typed)
    except InvalidEmail:
        return typed.lower().replace("\0", "")


async def take_attempt(
    database: Database,
    settings: AccountSettings,
    *,
    email: str,
    digest: bytes,
    origin: Origin,
) -> UserId | None:
    """Count a try, and return whose address it is for, if anybody's.

    Raises:
        SignInLocked: The address has failed too often.
        TooManySignIns: It is tried too often from this place; this try does not count as failed.
    """
    lock_s, most = int(settings.lockout.total_seconds()), settings.lockout_failures
    async with database.begin() as tx:
        wait_s = await queries.take_attempt(tx, digest, most=most, lock_s=lock_s)
        if wait_s:
            raise SignInLocked(wait_s)
        pair = f"sign_in_pair:{digest.hex()}:{origin.place}"
        per_minute = settings.sign_ins_per_minute_account
        wait_s = await take_pass(tx, pair, most=per_minute, window_s=_MINUTE_S)
        if wait_s:
            raise TooManySignIns(wait_s)
        return await queries.find_user(tx, email)


async def forget_failures(tx: Transaction, email: str, keyring: Keyring) -> None:
    """Unlock an address: its owner has proved who they are."""
    await queries.forget_failures(tx, digest_of_address(email, keyring))

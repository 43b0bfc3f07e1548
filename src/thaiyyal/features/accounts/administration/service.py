"""The way back in for who lost everything, and closing accounts, by the command line.

Whoever calls this may do so because they have the machine. Everything is recorded in the
platform's log as done by the system.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from thaiyyal.features.accounts.acting import personal_scope
from thaiyyal.features.accounts.administration import queries
from thaiyyal.features.accounts.emails import read_email
from thaiyyal.features.accounts.keyring import Keyring
from thaiyyal.features.accounts.second_factor.service import drop_second_factor
from thaiyyal.features.accounts.sessions.queries import revoke_sessions
from thaiyyal.features.accounts.sign_in.attempts import forget_failures
from thaiyyal.features.audit import Change, record
from thaiyyal.kernel.actor import SYSTEM, TenantScope
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.kernel.ids import PLATFORM, UserId
from thaiyyal.kernel.values import Value
from thaiyyal.store.transaction import Row, Transaction
from thaiyyal.store.unit_of_work import Database

PAGE = 500


class LastPlatformOwner(ThaiyyalError):
    """Nobody would be left who owns the platform."""

    code = "last_platform_owner"
    kind = Kind.CONFLICT


async def every_user(database: Database) -> AsyncIterator[Row]:
    """Yield all users by address."""
    after = None
    while True:
        async with database.begin(TenantScope(PLATFORM)) as tx:
            rows = await queries.list_users(tx, after=after, limit=PAGE)
        for row in rows:
            yield row
        if len(rows) < PAGE:
            return
        after = rows[-1]["email"]


async def find_user(database: Database, email: str) -> Row:
    """Return who has an address, however it is spelled.

    Raises:
        InvalidEmail, NotFound: It is none; nobody has it.
    """
    spelled = read_email(email)
    async with database.begin(TenantScope(PLATFORM)) as tx:
        row = await queries.load_user(tx, spelled)
    if row is None:
        raise NotFound(f"nobody has an account with the address {spelled}")
    return row


async def show_user(database: Database, email: str) -> Row:
    """Return a user with how they sign in and where they are members. Raises as ``find_user``."""
    async with _of_user(database, email) as (tx, row):
        return {**row, **(await queries.load_details(tx) or {})}


async def disable_user(database: Database, email: str) -> bool:
    """Close an account: its sessions end, its API keys do nothing; whether it was open.

    Raises:
        LastPlatformOwner: Nobody else owns the platform.
        InvalidEmail, NotFound: As ``find_user``.
    """
    async with _of_user(database, email) as (tx, row):
        user_id = UserId(row["id"])
        await queries.lock_owners(tx)
        if row["is_platform_owner"] and not await queries.has_other_owner(tx, user_id):
            raise LastPlatformOwner(
                f"{row['email']} is the last owner of the platform, who cannot be disabled"
            )
        if not await queries.disable_user(tx):
            return False
        ended = await revoke_sessions(tx, because="account_disabled")
        details: Value = {"sessions_ended": ended}
        await record(tx, SYSTEM, Change("account.disabled", "user", user_id, details=details))
        return True


async def enable_user(database: Database, email: str) -> bool:
    """Open an account again; whether it was closed. Raises as ``find_user``."""
    async with _of_user(database, email) as (tx, row):
        opened = await queries.enable_user(tx)
        if opened:
            await record(tx, SYSTEM, Change("account.enabled", "user", row["id"]))
        return opened


async def drop_factor(database: Database, email: str) -> bool:
    """Take a second factor away; whether there was one. Raises as ``find_user``."""
    async with _of_user(database, email) as (tx, row):
        return await drop_second_factor(tx, SYSTEM, UserId(row["id"]))


async def unlock(database: Database, email: str, keyring: Keyring) -> None:
    """Forget the failed sign-ins of an address. Raises as ``find_user``."""
    async with _of_user(database, email) as (tx, row):
        await forget_failures(tx, row["email"], keyring)
        await record(tx, SYSTEM, Change("account.unlocked", "user", row["id"]))


async def sign_out(database: Database, email: str) -> int:
    """End all sessions of somebody; return how many. Raises as ``find_user``."""
    async with _of_user(database, email) as (tx, row):
        ended = await revoke_sessions(tx, because="administrator")
        change = Change("session.all_ended", "user", row["id"], details={"ended": ended})
        await record(tx, SYSTEM, change)
        return ended


@asynccontextmanager
async def _of_user(database: Database, email: str) -> AsyncIterator[tuple[Transaction, Row]]:
    """Open a transaction that sees what is a user's own, and writes into the platform's log."""
    row = await find_user(database, email)
    async with database.begin(personal_scope(UserId(row["id"]), None)) as tx:
        yield tx, row

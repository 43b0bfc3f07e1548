"""Setting the second factor up, and taking it away again."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from thaiyyal.features.accounts.acting import personal_scope, signed_in_user
from thaiyyal.features.accounts.confirmation import (
    NotConfirmed,
    confirm_password,
    take_confirmation,
)
from thaiyyal.features.accounts.key_holder import SealingKeys
from thaiyyal.features.accounts.passwords import PasswordHasher
from thaiyyal.features.accounts.recovery_codes import (
    digest_of_recovery_code,
    new_recovery_codes,
)
from thaiyyal.features.accounts.second_factor import queries
from thaiyyal.features.accounts.second_factor.check import (
    open_totp_secret,
    seal_totp_secret,
    take_code,
)
from thaiyyal.features.accounts.sessions import TokenIssuer
from thaiyyal.features.accounts.totp import new_totp_secret, otpauth_uri, verify_totp
from thaiyyal.features.audit import Change, record, record_refusal
from thaiyyal.features.routing import Services
from thaiyyal.kernel.actor import Actor, TenantScope
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.kernel.ids import UserId
from thaiyyal.store.transaction import Row, Transaction
from thaiyyal.store.unit_of_work import Database


class SecondFactorEnabled(ThaiyyalError):
    """There is a second factor; it has to be removed before another one is set up."""

    code = "second_factor_enabled"
    kind = Kind.CONFLICT


class NoSecondFactor(ThaiyyalError):
    """There is none, or none that waits for its first code."""

    code = "no_second_factor"
    kind = Kind.CONFLICT


@dataclass(frozen=True, slots=True)
class Prepared:
    """A secret for an authenticator app, shown once."""

    secret: str = field(repr=False)
    uri: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Proof:
    """What a person confirms something with: one of the two."""

    password: str | None = field(default=None, repr=False)
    code: str | None = field(default=None, repr=False)


async def prepare(database: Database, services: Services, actor: Actor) -> Prepared:
    """Make a secret, which is in force when its first code is confirmed.

    Raises:
        SecondFactorEnabled: One is in force.
    """
    user_id, secret = signed_in_user(actor), new_totp_secret()
    sealed = seal_totp_secret(services.get(SealingKeys), secret, user_id)
    async with database.begin(_scope(actor, user_id)) as tx:
        row = await _load(tx)
        if not await queries.prepare(tx, sealed):
            raise SecondFactorEnabled("your account has a second factor; remove that one first")
        await record(tx, actor, Change("second_factor.prepared", "user", user_id))
    return Prepared(secret, otpauth_uri(secret, email=row["email"]))


async def enable(database: Database, services: Services, actor: Actor, code: str) -> list[str]:
    """Put the prepared secret in force by its first code; return recovery codes, shown once.

    Raises:
        NoSecondFactor: None was prepared.
        SecondFactorEnabled: It is in force already.
        NotConfirmed: The code is not right.
    """
    user_id = signed_in_user(actor)
    await take_confirmation(database, user_id)
    async with (
        _refusals_recorded(database, actor),
        database.begin(_scope(actor, user_id)) as tx,
    ):
        row = await _load(tx)
        if row["is_enabled"]:
            raise SecondFactorEnabled("your second factor is in force already")
        if row["totp_secret"] is None:
            raise NoSecondFactor("make a secret first, with POST /me/totp")
        secret = open_totp_secret(services.get(SealingKeys), row["totp_secret"], user_id)
        step = verify_totp(secret, code, at=services.get(TokenIssuer).now(), last_step=None)
        if step is None or not await queries.enable(tx, sealed=row["totp_secret"], step=step):
            raise NotConfirmed("/body/code")
        await record(tx, actor, Change("second_factor.enabled", "user", user_id))
        return await _new_codes(tx)


async def disable(database: Database, services: Services, actor: Actor, proof: Proof) -> None:
    """Take the second factor away.

    Raises:
        NoSecondFactor: There is none.
        NotConfirmed, TooManyConfirmations: The proof is wrong; too often.
    """
    async with _confirmed(database, services, actor, proof) as tx:
        await drop_second_factor(tx, actor, signed_in_user(actor))


async def replace_recovery_codes(
    database: Database, services: Services, actor: Actor, proof: Proof
) -> list[str]:
    """Make new recovery codes, shown once; the old ones end. Raises as ``disable``."""
    async with _confirmed(database, services, actor, proof) as tx:
        change = Change("second_factor.codes_replaced", "user", signed_in_user(actor))
        await record(tx, actor, change)
        return await _new_codes(tx)


async def drop_second_factor(tx: Transaction, actor: Actor, user_id: UserId) -> bool:
    """Take the second factor of the scope's user away; whether there was one.

    Whoever calls this has decided that it is allowed: the command line, for who lost everything.
    """
    dropped = await queries.disable(tx)
    if dropped:
        await record(tx, actor, Change("second_factor.disabled", "user", user_id))
    return dropped


@asynccontextmanager
async def _confirmed(
    database: Database, services: Services, actor: Actor, proof: Proof
) -> AsyncIterator[Transaction]:
    """Open a transaction of who has a second factor and has proved once more who they are."""
    user_id = signed_in_user(actor)
    await take_confirmation(database, user_id)
    async with _refusals_recorded(database, actor):
        if proof.password is not None:
            async with database.begin(_scope(actor, user_id)) as tx:
                hashed = (await _load_enabled(tx))["password_hash"]
            hasher = services.get(PasswordHasher)
            await confirm_password(hasher, proof.password, hashed, pointer="/body/password")
        async with database.begin(_scope(actor, user_id)) as tx:
            row = await _load_enabled(tx)
            if proof.code is not None:
                await _take(tx, services, user_id, row, proof.code)
            yield tx


@asynccontextmanager
async def _refusals_recorded(database: Database, actor: Actor) -> AsyncIterator[None]:
    try:
        yield
    except NotConfirmed:
        change = Change("second_factor.change_refused", "user", actor.user_id, succeeded=False)
        await record_refusal(database, actor, change)
        raise


async def _take(tx: Transaction, services: Services, user_id: UserId, row: Row, code: str) -> None:
    kind = await take_code(
        tx,
        code,
        secret=open_totp_secret(services.get(SealingKeys), row["totp_secret"], user_id),
        last_step=row["totp_last_step"],
        now=services.get(TokenIssuer).now(),
    )
    if kind is None:
        raise NotConfirmed("/body/code")


async def _load_enabled(tx: Transaction) -> Row:
    row = await _load(tx)
    if not row["is_enabled"]:
        raise NoSecondFactor("your account has no second factor")
    return row


async def _load(tx: Transaction) -> Row:
    row = await queries.load(tx)
    assert row is not None
    return row


async def _new_codes(tx: Transaction) -> list[str]:
    codes = new_recovery_codes()
    digests = [digest for code in codes if (digest := digest_of_recovery_code(code)) is not None]
    await queries.replace_recovery_codes(tx, digests)
    return codes


def _scope(actor: Actor, user_id: UserId) -> TenantScope:
    return personal_scope(user_id, actor.tenant_id)

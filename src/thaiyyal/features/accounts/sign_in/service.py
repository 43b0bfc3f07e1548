"""Sign-in: count the try, check password and second factor, open a session."""

from dataclasses import dataclass, field

from thaiyyal.features.accounts.acting import personal_scope
from thaiyyal.features.accounts.key_holder import SealingKeys
from thaiyyal.features.accounts.passwords import PasswordHasher
from thaiyyal.features.accounts.second_factor.check import open_totp_secret, take_code
from thaiyyal.features.accounts.sessions import Grant, TokenIssuer, open_session
from thaiyyal.features.accounts.sessions import queries as sessions
from thaiyyal.features.accounts.sessions.opening import Proof
from thaiyyal.features.accounts.sign_in import queries
from thaiyyal.features.accounts.sign_in.attempts import (
    address_of,
    digest_of_address,
    take_attempt,
)
from thaiyyal.features.accounts.sign_in.errors import SecondFactorRequired, SignInFailed
from thaiyyal.features.accounts.sign_in.tenants import choose_tenant
from thaiyyal.features.audit import Change, record_refusal
from thaiyyal.features.routing import Services
from thaiyyal.kernel.actor import Actor, ActorKind, Origin, TenantScope
from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.kernel.ids import TenantId, UserId, new_id
from thaiyyal.store.transaction import Row, Transaction
from thaiyyal.store.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed to sign in. ``tenant``: its short name or id."""

    email: str
    password: str = field(repr=False)
    code: str | None = field(default=None, repr=False)
    tenant: str | None = None


@dataclass(slots=True)
class Try:
    """One try, as far as it came. ``row`` stays None for an address that nobody has."""

    typed: Typed
    origin: Origin
    email: str
    digest: bytes
    row: Row | None = None
    memberships: list[Row] = field(default_factory=list)


async def sign_in(database: Database, services: Services, typed: Typed, origin: Origin) -> Grant:
    """Return a session of who typed this. Every refusal is recorded.

    Raises:
        SignInFailed: Wrong password, no such account, or a disabled one.
        SecondFactorRequired: The password was right, the code is missing or wrong.
        SignInLocked, TooManySignIns: After too many failures; too often from one place.
        NotFound, TenantSuspended: The wanted tenant is none of theirs, or closed.
    """
    email = address_of(typed.email)
    digest = digest_of_address(email, services.get(TokenIssuer).keys.current())
    attempt = Try(typed, origin, email, digest)
    try:
        await _look_up(database, services, attempt)
        row = await _check_password(services, attempt)
        return await _enter(database, services, attempt, row)
    except ThaiyyalError as error:
        await _record_refusal(database, attempt, error)
        raise


async def _look_up(database: Database, services: Services, attempt: Try) -> None:
    settings = services.get(TokenIssuer).settings
    user_id = await take_attempt(
        database, settings, email=attempt.email, digest=attempt.digest, origin=attempt.origin
    )

    async def load(tx: Transaction) -> tuple[Row | None, list[Row]]:
        return await queries.load_secrets(tx), await sessions.load_memberships(tx)

    # Nobody is looked up as well: the same statements, whether or not there is an account.
    scope = TenantScope(None, user_id or UserId(new_id()))
    attempt.row, attempt.memberships = await database.repeat(scope, load)


async def _check_password(services: Services, attempt: Try) -> Row:
    row = attempt.row
    hashed = None if row is None else row["password_hash"]
    is_right = await services.get(PasswordHasher).verify(attempt.typed.password, hashed)
    if row is None or row["is_disabled"] or not is_right:
        raise SignInFailed
    return row


async def _enter(database: Database, services: Services, attempt: Try, row: Row) -> Grant:
    try:
        if row["totp_secret"] is not None and not attempt.typed.code:
            raise SecondFactorRequired(is_wrong=False)
        tenant_id = choose_tenant(attempt.memberships, attempt.typed.tenant)
    except ThaiyyalError:
        async with database.begin() as tx:  # the password was right: no failure
            await queries.give_back_attempt(tx, attempt.digest)
        raise
    rehashed = await _rehashed(services, attempt, row)
    async with database.begin(personal_scope(row["id"], tenant_id)) as tx:
        method = await _take_second_factor(tx, services, attempt, row)
        await queries.forget_failures(tx, attempt.digest)
        if rehashed is not None:
            await queries.replace_hash(tx, old=row["password_hash"], new=rehashed)
        proof = Proof(row["id"], tenant_id, method, attempt.origin)
        return await open_session(tx, services.get(TokenIssuer), proof)


async def _take_second_factor(tx: Transaction, services: Services, attempt: Try, row: Row) -> str:
    if row["totp_secret"] is None:
        return "password"
    secret = open_totp_secret(services.get(SealingKeys), row["totp_secret"], row["id"])
    kind = await take_code(
        tx,
        attempt.typed.code or "",
        secret=secret,
        last_step=row["totp_last_step"],
        now=services.get(TokenIssuer).now(),
    )
    if kind is None:
        raise SecondFactorRequired(is_wrong=True)
    return f"password+{kind}"


async def _rehashed(services: Services, attempt: Try, row: Row) -> str | None:
    """Return the password's hash of today's cost if it was stored with another one."""
    hasher = services.get(PasswordHasher)
    if not hasher.needs_rehash(row["password_hash"]):
        return None
    return await hasher.hash(attempt.typed.password)


async def _record_refusal(database: Database, attempt: Try, error: ThaiyyalError) -> None:
    """Write it into the log of the tenant that the person begins in, else into the platform's."""
    thing, id_, tenant_id = "address", attempt.digest.hex()[:16], None
    if attempt.row is not None:
        thing, id_ = "user", str(attempt.row["id"])
        tenant_id = _first_tenant(attempt.memberships)
    change = Change("session.refused", thing, id_, details={"because": error.code}, succeeded=False)
    actor = Actor(ActorKind.ANONYMOUS, tenant_id=tenant_id, origin=attempt.origin)
    await record_refusal(database, actor, change)


def _first_tenant(memberships: list[Row]) -> TenantId | None:
    return choose_tenant(memberships, None)

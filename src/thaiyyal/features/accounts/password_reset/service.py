"""Links that set a new password."""

from datetime import UTC, datetime, timedelta

from thaiyyal.features.accounts.acting import personal_scope
from thaiyyal.features.accounts.errors import BadLink
from thaiyyal.features.accounts.key_holder import SigningKeys
from thaiyyal.features.accounts.links import digest_of_link
from thaiyyal.features.accounts.new_passwords import hash_new_password
from thaiyyal.features.accounts.opaque import OpaqueKind, new_opaque_token
from thaiyyal.features.accounts.password_reset import queries
from thaiyyal.features.accounts.passwords import PasswordHasher
from thaiyyal.features.accounts.sessions import queries as sessions
from thaiyyal.features.accounts.sign_in.attempts import forget_failures
from thaiyyal.features.audit import Change, record, record_refusal
from thaiyyal.features.routing import Services
from thaiyyal.kernel.actor import Actor, ActorKind, Origin, TenantScope
from thaiyyal.kernel.ids import UserId
from thaiyyal.kernel.values import Value
from thaiyyal.store.transaction import Row, Transaction
from thaiyyal.store.unit_of_work import Database

LIFETIME = timedelta(hours=1)


async def create_password_reset_link(
    tx: Transaction, user_id: UserId, *, valid_for: timedelta = LIFETIME
) -> str:
    """Return the token of a new link, shown once; the user's older links end.

    The transaction may have any scope. Whoever calls this has decided that it is allowed, and
    writes the audit entry.
    """
    token = new_opaque_token(OpaqueKind.ONE_TIME)
    await queries.insert_link(
        tx, user_id=user_id, digest=token.digest, valid_until=datetime.now(UTC) + valid_for
    )
    return token.text


async def set_password_by_link(
    database: Database, services: Services, token: str, password: str, origin: Origin
) -> None:
    """Set a password by a link, end all sessions of its user, and lift a lock of their address.

    Raises:
        BadLink: The link is not good (any more).
        PasswordRefused: The password is not good enough; the link stays good.
    """
    digest = digest_of_link(token)
    user_id = await _find(database, digest)
    actor = Actor(ActorKind.ANONYMOUS, user_id=user_id, origin=origin)
    user = None if user_id is None else await _load(database, user_id, digest)
    if user is None:
        change = Change("password.reset_refused", "user", user_id, succeeded=False)
        await record_refusal(database, actor, change)
        raise BadLink
    hasher = services.get(PasswordHasher)
    hashed = await hash_new_password(hasher, password, email=user["email"], name=user["name"])
    keyring = services.get(SigningKeys).current()
    async with database.begin(personal_scope(user_id, user["tenant_id"])) as tx:
        if not await queries.use_link(tx, digest):
            raise BadLink
        await queries.set_password(tx, hashed)
        ended = await sessions.revoke_sessions(tx, because="password_reset")
        await forget_failures(tx, user["email"], keyring)
        details: Value = {"sessions_ended": ended}
        await record(tx, actor, Change("password.reset", "user", user_id, details=details))


async def _find(database: Database, digest: bytes) -> UserId | None:
    async def find(tx: Transaction) -> UserId | None:
        return await queries.find_user_of_link(tx, digest)

    return await database.repeat(None, find)


async def _load(database: Database, user_id: UserId, digest: bytes) -> Row | None:
    async def load(tx: Transaction) -> Row | None:
        return await queries.load_user_of_link(tx, digest)

    return await database.repeat(TenantScope(None, user_id), load)

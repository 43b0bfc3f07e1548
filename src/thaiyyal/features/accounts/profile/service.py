"""What a person changes about their own account."""

from thaiyyal.features.accounts.acting import personal_scope, signed_in_user
from thaiyyal.features.accounts.confirmation import (
    NotConfirmed,
    confirm_password,
    take_confirmation,
)
from thaiyyal.features.accounts.new_passwords import hash_new_password
from thaiyyal.features.accounts.password_reset.queries import end_links
from thaiyyal.features.accounts.passwords import PasswordHasher
from thaiyyal.features.accounts.profile import queries
from thaiyyal.features.accounts.sessions import queries as sessions
from thaiyyal.features.audit import Change, record, record_refusal
from thaiyyal.features.routing import Services
from thaiyyal.kernel.actor import Actor
from thaiyyal.kernel.values import Value
from thaiyyal.store.transaction import Row
from thaiyyal.store.unit_of_work import Database


async def rename(database: Database, actor: Actor, name: str) -> None:
    """Give a person another name."""
    user_id = signed_in_user(actor)
    async with database.begin(personal_scope(user_id, actor.tenant_id)) as tx:
        user = await sessions.load_user(tx)
        assert user is not None
        await queries.rename(tx, name)
        before: Value = {"name": user["name"]}
        change = Change("user.renamed", "user", user_id, before=before, after={"name": name})
        await record(tx, actor, change)


async def change_password(
    database: Database, services: Services, actor: Actor, *, current: str, new: str
) -> None:
    """Replace a person's password, and end all their sessions but this one.

    Raises:
        NotConfirmed: The current password is another one.
        PasswordRefused: The new one is not good enough.
        TooManyConfirmations: Somebody tries passwords.
    """
    user_id, hasher = signed_in_user(actor), services.get(PasswordHasher)
    scope = personal_scope(user_id, actor.tenant_id)
    await take_confirmation(database, user_id)
    async with database.begin(scope) as tx:
        row = await queries.load_password(tx)
    assert row is not None
    await _confirm(database, hasher, actor, row, current)
    hashed = await hash_new_password(
        hasher, new, email=row["email"], name=row["name"], pointer="/body/new"
    )
    async with database.begin(scope) as tx:
        if not await queries.replace_password(tx, old=row["password_hash"], new=hashed):
            raise NotConfirmed("/body/current")
        ended = await sessions.revoke_sessions(
            tx, because="password_changed", keep=actor.session_id
        )
        await end_links(tx, user_id)
        details: Value = {"sessions_ended": ended}
        await record(tx, actor, Change("password.changed", "user", user_id, details=details))


async def _confirm(
    database: Database, hasher: PasswordHasher, actor: Actor, row: Row, current: str
) -> None:
    try:
        await confirm_password(hasher, current, row["password_hash"], pointer="/body/current")
    except NotConfirmed:
        change = Change("password.change_refused", "user", actor.user_id, succeeded=False)
        await record_refusal(database, actor, change)
        raise

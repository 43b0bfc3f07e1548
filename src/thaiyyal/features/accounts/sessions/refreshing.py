"""A refresh token is changed for the next one; one that comes twice ends its session.

Two at once are no exception: which of them is the thief cannot be told.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from thaiyyal.features.accounts.acting import personal_scope
from thaiyyal.features.accounts.errors import BadToken
from thaiyyal.features.accounts.opaque import OpaqueKind, digest_of, new_opaque_token
from thaiyyal.features.accounts.sessions import queries
from thaiyyal.features.accounts.sessions.issuer import Grant, TokenIssuer
from thaiyyal.features.audit import Change, record, record_refusal
from thaiyyal.kernel.actor import Actor, ActorKind, Origin
from thaiyyal.kernel.authorize import TenantSuspended
from thaiyyal.kernel.ids import SessionId, TenantId, UserId
from thaiyyal.kernel.values import Value
from thaiyyal.store.transaction import Row, Transaction
from thaiyyal.store.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Family:
    """The session that a refresh token belongs to."""

    user_id: UserId
    session_id: SessionId
    tenant_id: TenantId | None
    digest: bytes


@dataclass(frozen=True, slots=True)
class Good:
    """The session goes on, in this tenant."""

    tenant_id: TenantId | None


@dataclass(frozen=True, slots=True)
class Reused:
    """The token was used before: it is in two hands."""


@dataclass(frozen=True, slots=True)
class Ended:
    """There is nothing to go on with."""

    because: str


Outcome = Good | Reused | Ended


def judge(session: Row | None, *, is_fresh: bool) -> Outcome:
    """Say what comes of a refresh. Who left the tenant goes on without one.

    Raises:
        TenantSuspended: The session's tenant is closed; nothing is to be changed.
    """
    if session is None or session["revoked_at"] is not None or session["is_over"]:
        return Ended("session_ended")
    if not is_fresh:
        return Reused()
    if session["is_disabled"]:
        return Ended("user_disabled")
    if not session["is_member"]:
        return Good(None)
    if not session["is_open"]:
        raise TenantSuspended
    return Good(session["tenant_id"])


async def refresh(database: Database, issuer: TokenIssuer, token: str, origin: Origin) -> Grant:
    """Return the next tokens of a session.

    Raises:
        BadToken: The token is none, is used up, or its session has ended.
        TenantSuspended: The session's tenant is closed.
    """
    digest = digest_of(token, OpaqueKind.REFRESH)
    family = await _find(database, digest)
    if family is None:
        change = Change("session.refused", "session", details=_why("unknown"), succeeded=False)
        await record_refusal(database, Actor(ActorKind.ANONYMOUS, origin=origin), change)
        raise _ended()
    actor = Actor(ActorKind.USER, user_id=family.user_id, tenant_id=family.tenant_id, origin=origin)
    async with database.begin(personal_scope(family.user_id, family.tenant_id)) as tx:
        grant = await _rotate(tx, issuer, family, actor)
    if grant is None:
        raise _ended()
    return grant


async def _rotate(
    tx: Transaction, issuer: TokenIssuer, family: Family, actor: Actor
) -> Grant | None:
    session = await queries.lock_session(tx, family.session_id)
    is_fresh = await queries.use_token(tx, family.digest)
    outcome = judge(session, is_fresh=is_fresh)
    match outcome:
        case Good(tenant_id=tenant_id):
            return await _go_on(tx, issuer, family, tenant_id, actor)
        case Reused():
            await queries.revoke_sessions(tx, because="refresh_reused", only=family.session_id)
            await _refuse(tx, actor, family, "session.refresh_reused", "refresh_reused")
            return None
        case Ended(because=because):
            await _refuse(tx, actor, family, "session.refused", because)
            return None
        case _:
            assert_never(outcome)


async def _go_on(
    tx: Transaction,
    issuer: TokenIssuer,
    family: Family,
    tenant_id: TenantId | None,
    actor: Actor,
) -> Grant:
    token = new_opaque_token(OpaqueKind.REFRESH)
    await queries.insert_token(tx, digest=token.digest, session_id=family.session_id)
    ends: datetime = await queries.touch_session(
        tx,
        family.session_id,
        tenant_id=tenant_id,
        origin=actor.origin,
        lasts=issuer.settings.session,
        at_most=issuer.settings.session_at_most,
    )
    user = await queries.load_user(tx)
    tenant = None if tenant_id is None else await queries.load_tenant(tx)
    assert user is not None
    await record(tx, actor, Change("session.refreshed", "session", family.session_id))
    return Grant(
        session_id=family.session_id,
        access_token=issuer.access_token(
            user_id=family.user_id, tenant_id=tenant_id, session_id=family.session_id
        ),
        expires_in=issuer.settings.access_token,
        refresh_token=token.text,
        lasts_until=ends,
        user=user,
        tenant=tenant,
    )


async def _find(database: Database, digest: bytes) -> Family | None:
    async def find(tx: Transaction) -> Row | None:
        return await queries.find_token(tx, digest)

    row = await database.repeat(None, find)
    if row is None:
        return None
    return Family(row["user_id"], row["session_id"], row["tenant_id"], digest)


async def _refuse(tx: Transaction, actor: Actor, family: Family, action: str, because: str) -> None:
    change = Change(action, "session", family.session_id, details=_why(because), succeeded=False)
    await record(tx, actor, change)


def _why(because: str) -> Value:
    return {"because": because}


def _ended() -> BadToken:
    return BadToken("this sign-in has ended; sign in again", code="not_signed_in")

"""How sessions end, and where they go on."""

from dataclasses import dataclass, replace

from thaiyyal.features.accounts.acting import personal_scope, session_of, signed_in_user
from thaiyyal.features.accounts.errors import BadToken
from thaiyyal.features.accounts.opaque import OpaqueKind, digest_of
from thaiyyal.features.accounts.sessions import queries
from thaiyyal.features.accounts.sessions.issuer import Grant, TokenIssuer
from thaiyyal.features.accounts.tokens import read_access_token
from thaiyyal.features.audit import Change, record
from thaiyyal.kernel.actor import Actor, ActorKind, Origin
from thaiyyal.kernel.authorize import NotFound, NotSignedIn, TenantSuspended
from thaiyyal.kernel.ids import SessionId, TenantId, UserId
from thaiyyal.kernel.values import Value
from thaiyyal.store.transaction import Row, Transaction
from thaiyyal.store.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a client that signs out has."""

    access: str | None
    refresh: str | None


async def sign_out(database: Database, issuer: TokenIssuer, tokens: Tokens, origin: Origin) -> None:
    """End the sessions of both tokens.

    Raises:
        NotSignedIn: There is no token, or none of them is one of ours.
    """
    found = [_of_access_token(issuer, tokens.access), await _of_refresh_token(database, tokens)]
    known = {who.session_id: who for who in found if who is not None}
    if not known:
        raise NotSignedIn("send an access token, a refresh token, or the cookie that has one")
    for session_id, who in known.items():
        actor = replace(who, origin=origin)
        assert session_id is not None
        await _end_one(database, actor, session_id, because="signed_out")


async def sign_out_everywhere(database: Database, actor: Actor) -> int:
    """End all sessions of a person, this one too; return how many there were."""
    user_id = signed_in_user(actor)
    async with database.begin(personal_scope(user_id, actor.tenant_id)) as tx:
        ended = await queries.revoke_sessions(tx, because="signed_out_everywhere")
        change = Change("session.all_ended", "user", user_id, details={"ended": ended})
        await record(tx, actor, change)
    return ended


async def end_session(database: Database, actor: Actor, session_id: SessionId) -> None:
    """End one of a person's own sessions; raises ``NotFound``."""
    signed_in_user(actor)
    if not await _end_one(database, actor, session_id, because="ended_by_user"):
        raise NotFound("you have no such session, or it has ended already")


async def switch_tenant(
    database: Database, issuer: TokenIssuer, actor: Actor, tenant_id: TenantId
) -> Grant:
    """Go on in another tenant; the refresh token stays the one that the client has.

    Raises:
        NotFound: The person is no active member of such a tenant.
        TenantSuspended: It is closed.
    """
    user_id, session_id = signed_in_user(actor), session_of(actor)
    async with database.begin(personal_scope(user_id, tenant_id)) as tx:
        user, tenant = await queries.load_user(tx), await queries.load_tenant(tx)
        if tenant is None:
            await _refuse_tenant(tx, tenant_id)
            raise NotFound("you are a member of no such tenant")
        lasts_until = await queries.switch_session(tx, session_id, tenant_id)
        if user is None or lasts_until is None:
            raise NotSignedIn("this sign-in has ended; sign in again")
        before: Value = {"tenant_id": _text(actor.tenant_id)}
        after: Value = {"tenant_id": str(tenant_id)}
        change = Change(
            "session.tenant_switched", "session", session_id, before=before, after=after
        )
        await record(tx, actor, change)
    token = issuer.access_token(user_id=user_id, tenant_id=tenant_id, session_id=session_id)
    return Grant(
        session_id, token, issuer.settings.access_token, None, lasts_until, user=user, tenant=tenant
    )


def _of_access_token(issuer: TokenIssuer, token: str | None) -> Actor | None:
    if token is None:
        return None
    keyring, settings = issuer.keys.current(), issuer.settings
    try:
        claims = read_access_token(token, keyring=keyring, issuer=settings.issuer, now=issuer.now())
    except BadToken:
        return None
    return _person(claims.user_id, claims.tenant_id, claims.session_id)


async def _of_refresh_token(database: Database, tokens: Tokens) -> Actor | None:
    if tokens.refresh is None:
        return None
    try:
        digest = digest_of(tokens.refresh, OpaqueKind.REFRESH)
    except BadToken:
        return None

    async def find(tx: Transaction) -> Row | None:
        return await queries.find_token(tx, digest)

    row = await database.repeat(None, find)
    return None if row is None else _person(row["user_id"], row["tenant_id"], row["session_id"])


def _person(user_id: UserId, tenant_id: TenantId | None, session_id: SessionId) -> Actor:
    return Actor(ActorKind.USER, user_id=user_id, tenant_id=tenant_id, session_id=session_id)


async def _refuse_tenant(tx: Transaction, tenant_id: TenantId) -> None:
    for found in await queries.load_memberships(tx):
        if found["id"] == tenant_id and found["is_member"] and not found["is_open"]:
            raise TenantSuspended


async def _end_one(
    database: Database, actor: Actor, session_id: SessionId, *, because: str
) -> bool:
    async with database.begin(personal_scope(actor.user_id, actor.tenant_id)) as tx:
        ended = await queries.revoke_sessions(tx, because=because, only=session_id)
        if ended:
            details: Value = {"because": because}
            await record(tx, actor, Change("session.ended", "session", session_id, details=details))
    return ended > 0


def _text(id_: TenantId | None) -> str | None:
    return None if id_ is None else str(id_)

"""Making and ending API keys. Nobody gives a key more than they have."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from thaiyyal.features.accounts.acting import signed_in_user
from thaiyyal.features.accounts.api_keys import queries
from thaiyyal.features.accounts.opaque import OpaqueKind, hint_of, new_opaque_token
from thaiyyal.features.audit import Change, record
from thaiyyal.features.tenancy.rank import held_by, require_to_hold
from thaiyyal.kernel.actor import SYSTEM, Actor, ActorKind
from thaiyyal.kernel.authorize import NotFound, is_allowed
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.kernel.ids import ApiKeyId, new_id
from thaiyyal.kernel.permissions import Permission
from thaiyyal.kernel.values import Value
from thaiyyal.store.transaction import Row, Transaction

MOST = 100


class TooManyApiKeys(ThaiyyalError):
    """One person has as many keys as anybody may have."""

    code = "too_many_api_keys"
    kind = Kind.CONFLICT


@dataclass(frozen=True, slots=True)
class Wish:
    """What a key is to be. ``scopes`` None: all that its maker may do now."""

    name: str
    scopes: frozenset[Permission] | None
    lasts: timedelta


@dataclass(frozen=True, slots=True)
class Made:
    """A new key; ``text`` is shown once."""

    text: str = field(repr=False)
    row: Row


async def create_key(tx: Transaction, actor: Actor, wish: Wish) -> Made:
    """Make a key of whoever is signed in.

    Raises:
        SignInRequired: A key makes no keys.
        Escalation: It would allow what the person may not do.
        TooManyApiKeys: The person has enough.
    """
    signed_in_user(actor)
    return await _create(tx, actor, wish, by=actor)


async def create_key_for(tx: Transaction, wish: Wish) -> Made:
    """Make a key of the scope's user in the scope's tenant, for whoever has the machine.

    Raises:
        NotFound: They are no active member of it.
        Escalation: It would allow what that person may not do.
        TooManyApiKeys: The person has enough.
    """
    user_id = tx.scope.user_id
    held = None if user_id is None else await queries.load_rights(tx)
    if held is None:
        raise NotFound("they are no active member of this tenant, so they can have no key for it")
    owner = Actor(
        ActorKind.USER, user_id=user_id, tenant_id=tx.scope.tenant_id, permissions=_known(held)
    )
    return await _create(tx, owner, wish, by=SYSTEM)


async def _create(tx: Transaction, actor: Actor, wish: Wish, *, by: Actor) -> Made:
    """Make a key of ``actor``; the log says that it was made ``by`` somebody."""
    scopes = held_by(actor) if wish.scopes is None else wish.scopes
    require_to_hold(actor, scopes)
    if await queries.count_keys(tx) >= MOST:
        raise TooManyApiKeys(f"{MOST} API keys are the most here; revoke one that is not needed")
    token, key_id = new_opaque_token(OpaqueKind.API_KEY), ApiKeyId(new_id())
    await queries.insert_key(
        tx,
        id_=key_id,
        name=wish.name,
        hint=hint_of(token.text),
        digest=token.digest,
        scopes=sorted(map(str, scopes)),
        expires_at=datetime.now(UTC) + wish.lasts,
    )
    row = await queries.load_key(tx, key_id)
    assert row is not None
    await record(tx, by, Change("api_key.created", "api_key", key_id, after=_shown(row)))
    return Made(token.text, row)


async def revoke_key(tx: Transaction, actor: Actor, key_id: ApiKeyId) -> None:
    """End a key of one's own, or with ``api_keys.manage`` anybody's; twice is no error.

    Raises:
        NotFound: There is no such key, or none that the actor may know of.
    """
    row = await queries.load_key(tx, key_id)
    is_own = row is not None and row["user_id"] == actor.user_id
    if row is None or not (is_own or is_allowed(actor, Permission.API_KEYS_MANAGE)):
        raise NotFound("there is no such API key of yours")
    if await queries.revoke_key(tx, key_id):
        await record(tx, actor, Change("api_key.revoked", "api_key", key_id, before=_shown(row)))


def _known(names: list[str]) -> frozenset[Permission]:
    return frozenset(permission for permission in Permission if permission.value in names)


def _shown(row: Row) -> Value:
    return {
        "name": row["name"],
        "hint": row["hint"],
        "scopes": row["scopes"],
        "user_id": str(row["user_id"]),
        "expires_at": row["expires_at"].isoformat(),
    }

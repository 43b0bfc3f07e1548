"""Who stands behind a credential, right now.

An answer is kept for half a second at most: what was revoked, disabled or changed is therefore
seen by every process within a second, without any message between them.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from thaiyyal.features.accounts import queries
from thaiyyal.features.accounts.errors import BadToken
from thaiyyal.features.accounts.keyring import Keyring
from thaiyyal.features.accounts.marks import MARKS_KEPT_S, Marks
from thaiyyal.features.accounts.opaque import OpaqueKind, digest_of
from thaiyyal.features.accounts.token_cache import TokenCache
from thaiyyal.features.accounts.tokens import Claims
from thaiyyal.kernel.actor import Actor, ActorKind, Origin, TenantScope
from thaiyyal.kernel.authorize import NotSignedIn
from thaiyyal.kernel.clock import Now
from thaiyyal.kernel.ids import ApiKeyId, SessionId, TenantId, UserId
from thaiyyal.kernel.permissions import Permission
from thaiyyal.store.transaction import Transaction
from thaiyyal.store.unit_of_work import Database

_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Presented:
    """The credential that a request carries: one of the two, as texts."""

    access_token: str | None = None
    api_key: str | None = None


@dataclass(slots=True)
class Authenticator:
    """Turns credentials into actors. For one event loop; ``monotonic`` counts seconds.

    ``reread`` looks for new keys when a token names none of ``keyring``; whether there are any.
    """

    database: Database
    keyring: Callable[[], Keyring]
    tokens: TokenCache
    now: Now
    monotonic: Callable[[], float]
    kept_s: float = 0.5
    reread: Callable[[], bool] = lambda: False
    marks: Marks = field(init=False)
    _kept: OrderedDict[str, tuple[float, Actor]] = field(default_factory=OrderedDict)
    _flights: "dict[str, asyncio.Future[Actor]]" = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.marks = Marks(self.database, self.monotonic, kept_s=min(MARKS_KEPT_S, self.kept_s))

    def again(self, presented: Presented, origin: Origin, actor: Actor) -> "Standing":
        """Return what tells who presents a credential, for as long as an answer takes."""
        return Standing(self, presented, origin, actor)

    async def authenticate(self, presented: Presented, origin: Origin) -> Actor:
        """Return who presents a credential.

        Raises:
            NotSignedIn: There is none, or nobody stands behind it any more.
        """
        text = presented.access_token or presented.api_key
        if not text:
            raise NotSignedIn("sign in first: send an access token or an API key")
        if presented.access_token:
            # Signature and expiry are looked at on every use; only the look-up is kept.
            self._claims(text)
        actor = self._recent(text)
        if actor is None:
            actor = await self._looked_up(text, presented)
        return replace(actor, origin=origin)

    async def _looked_up(self, text: str, presented: Presented) -> Actor:
        """Look an actor up once for all who ask at the same time, if answers are kept at all."""
        if not self.kept_s:
            return await self._look_up(presented)
        flight = self._flights.get(text)
        if flight is None:
            flight = asyncio.ensure_future(self._look_up(presented))
            self._flights[text] = flight
            flight.add_done_callback(partial(self._landed, text))
        return await asyncio.shield(flight)

    def _landed(self, text: str, flight: "asyncio.Future[Actor]") -> None:
        self._flights.pop(text, None)
        if not flight.cancelled() and flight.exception() is None:
            self._keep(text, flight.result())

    def forget(self) -> None:
        """Look everybody up afresh."""
        self._kept.clear()

    async def afresh(self, presented: Presented, origin: Origin) -> Actor:
        """Return who presents a credential as of now, whatever was found a moment ago.

        Raises:
            NotSignedIn: As ``authenticate``.
        """
        actor = await self._look_up(presented)
        self._keep(presented.access_token or presented.api_key or "", actor)
        return replace(actor, origin=origin)

    def check_expiry(self, presented: Presented) -> None:
        """Look at what the credential itself says.

        Raises:
            BadToken: It is an access token that has expired.
        """
        if presented.access_token:
            self._claims(presented.access_token)

    def _claims(self, token: str) -> Claims:
        try:
            return self.tokens.read(token, keyring=self.keyring(), now=self.now())
        except BadToken as error:
            if error.code != "token_invalid" or not self.reread():
                raise
        return self.tokens.read(token, keyring=self.keyring(), now=self.now())

    def _recent(self, text: str) -> Actor | None:
        found = self._kept.get(text)
        if found is None or self.monotonic() - found[0] > self.kept_s:
            return None
        return found[1]

    def _keep(self, text: str, actor: Actor) -> None:
        self._kept[text] = (self.monotonic(), actor)
        self._kept.move_to_end(text)
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)

    async def _look_up(self, presented: Presented) -> Actor:
        if presented.api_key:
            return await self._by_api_key(presented.api_key)
        assert presented.access_token is not None
        claims = self._claims(presented.access_token)

        async def load(tx: Transaction) -> Actor:
            row = await queries.load_session_actor(tx, claims.session_id)
            if row is None:
                raise NotSignedIn("this sign-in has ended; sign in again")
            return _actor(row, ActorKind.USER, claims.user_id, claims.tenant_id)

        scope = TenantScope(claims.tenant_id, claims.user_id)
        return await self.database.repeat(scope, load)

    async def _by_api_key(self, text: str) -> Actor:
        digest = digest_of(text, OpaqueKind.API_KEY)

        async def find(tx: Transaction) -> dict[str, Any] | None:
            return await queries.find_api_key(tx, digest)

        found = await self.database.repeat(None, find)
        if found is None:
            raise NotSignedIn("this API key is not valid")
        tenant_id, user_id = TenantId(found["tenant_id"]), UserId(found["user_id"])

        async def load(tx: Transaction) -> Actor:
            row = await queries.load_api_key_actor(tx, ApiKeyId(found["api_key_id"]))
            if row is None:
                raise NotSignedIn("this API key is not valid any more")
            if row["is_use_unnoted"]:
                await queries.note_use_of_key(tx, row["api_key_id"])
            return _actor(row, ActorKind.API_KEY, user_id, tenant_id)

        return await self.database.repeat(TenantScope(tenant_id, user_id), load)


@dataclass(slots=True)
class Standing:
    """Who stands behind one credential, asked again and again: cheap while nothing changes."""

    authenticator: Authenticator
    presented: Presented
    origin: Origin
    actor: Actor
    _mark: int | None = None

    async def __call__(self) -> Actor:
        """Return who it is by now, as of less than half a second ago.

        Raises:
            NotSignedIn, BadToken: As ``Authenticator.authenticate``.
        """
        self.authenticator.check_expiry(self.presented)
        is_same, self._mark = await self.authenticator.marks.is_same(self.actor, self._mark)
        if not is_same:
            self.actor = await self.authenticator.afresh(self.presented, self.origin)
        return self.actor


def _actor(
    row: dict[str, Any], kind: ActorKind, user_id: UserId, tenant_id: TenantId | None
) -> Actor:
    """Build the actor of a row; who is no active member of the tenant acts in none."""
    scopes = row.get("scopes")
    session_id, api_key_id = row.get("session_id"), row.get("api_key_id")
    return Actor(
        kind,
        user_id=user_id,
        tenant_id=tenant_id if row["is_member"] else None,
        session_id=None if session_id is None else SessionId(session_id),
        api_key_id=None if api_key_id is None else ApiKeyId(api_key_id),
        permissions=_known(row["permissions"]) if row["is_member"] else frozenset(),
        scopes=None if scopes is None else _known(scopes),
        role_ids=frozenset(row["role_ids"]) if row["is_member"] else frozenset(),
        is_platform_owner=row["is_platform_owner"],
        is_suspended=row["is_suspended"],
    )


_BY_NAME = {permission.value: permission for permission in Permission}


def _known(names: list[str]) -> frozenset[Permission]:
    """Return permissions by name; one that this program does not know allows nothing."""
    return frozenset(_BY_NAME[name] for name in names if name in _BY_NAME)

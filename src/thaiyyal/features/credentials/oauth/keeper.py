"""Tokens that all processes share: sealed beside their credential, got by one at a time.

Who gets them says so in the database and asks without a connection: a slow service holds up nobody
but those who want its tokens.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime
from uuid import UUID
from weakref import WeakValueDictionary

from thaiyyal.features.credentials import use_queries
from thaiyyal.features.credentials.data_keys import DataKeys, TenantBox
from thaiyyal.features.credentials.errors import TokenRefused, TokenUnavailable, UnknownCredential
from thaiyyal.features.credentials.kinds import Grant
from thaiyyal.features.credentials.oauth.tokens import (
    TIME_LIMIT_S,
    Tokens,
    client_credentials_form,
    guard,
    read_tokens,
    refresh_form,
    token_request,
)
from thaiyyal.features.credentials.opened import Opened
from thaiyyal.features.credentials.sealing import TOKENS, open_for, seal_for
from thaiyyal.features.credentials.ways_out import WayOutOf
from thaiyyal.kernel.actor import TenantScope
from thaiyyal.kernel.clock import utc_now
from thaiyyal.kernel.ids import TenantId
from thaiyyal.outbound.credentials import OneCredential
from thaiyyal.sdk.errors import StepError
from thaiyyal.store.transaction import Row, Transaction
from thaiyyal.store.unit_of_work import Database

_CLAIMED_S = TIME_LIMIT_S + 5.0
"""After it another process asks: whoever began has ended, or been cut off."""
_LOOK_AGAIN_S = 0.2
YOUNG_S = 10.0
"""A token that is younger is not replaced when it is refused: another would fare no better."""


class TokenKeeper:
    """Gives the access token of a credential, a fresh one when that of before is no good."""

    def __init__(
        self,
        database: Database,
        keys: DataKeys,
        way_out_of: WayOutOf,
        *,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._database = database
        self._keys = keys
        self._way_out_of = way_out_of
        self._now = now
        self._locks: WeakValueDictionary[UUID, asyncio.Lock] = WeakValueDictionary()
        self._renewals: set[asyncio.Task[Tokens]] = set()

    async def current(
        self, tenant_id: TenantId, opened: Opened, row: Row, *, refused: str | None = None
    ) -> Tokens:
        """Return tokens that can be sent; not the one that a service has ``refused``.

        Unless that one was only just got: a loop of refusals must not get tokens without end.

        Raises:
            TokenRefused: The service gives none, or nobody has consented yet.
            TokenUnavailable: It cannot be asked.
        """
        box = await self._keys.of(tenant_id)
        tokens = stored_tokens(box, row)
        if tokens is not None and self._is_good(tokens, refused):
            return tokens
        lock = self._locks.setdefault(opened.id, asyncio.Lock())
        async with lock:
            found = await self._found_or_renewed(tenant_id, box, opened, refused)
            while found is None:
                await asyncio.sleep(_LOOK_AGAIN_S)
                found = await self._found_or_renewed(tenant_id, box, opened, refused)
            return found

    async def ask(self, tenant_id: TenantId, opened: Opened, form: dict[str, str]) -> Tokens:
        """Ask the token endpoint; nothing is kept."""
        return await self._asked(tenant_id, opened, form, None)

    async def keep(self, tx: Transaction, box: TenantBox, opened: Opened, tokens: Tokens) -> bool:
        """Keep tokens for all; False: the credential is another one by now."""
        sealed = seal_for(box, opened.id, TOKENS, tokens.packed())
        return await use_queries.store_tokens(
            tx, opened.id, tokens=sealed, generation=opened.generation
        )

    async def _found_or_renewed(
        self, tenant_id: TenantId, box: TenantBox, opened: Opened, refused: str | None
    ) -> Tokens | None:
        """Return tokens that were kept meanwhile, or fresh ones; None while others get them."""
        async with self._database.begin(TenantScope(tenant_id)) as tx:
            until = await use_queries.claim_tokens(tx, opened.id, lasts_s=_CLAIMED_S)
            row = await use_queries.load(tx, opened.id)
            if row is None:
                raise UnknownCredential
            tokens = stored_tokens(box, row)
            if tokens is not None and self._is_good(tokens, refused):
                if until is not None:
                    await use_queries.release_tokens(tx, opened.id, until=until)
                return tokens
        if until is None:
            return None
        # Whoever waits may give up; tokens that replace others are kept all the same.
        renewal = asyncio.create_task(self._renewed(tenant_id, box, opened, tokens, until))
        self._renewals.add(renewal)
        renewal.add_done_callback(self._over)
        return await asyncio.shield(renewal)

    def _over(self, renewal: asyncio.Task[Tokens]) -> None:
        self._renewals.discard(renewal)
        if not renewal.cancelled():
            renewal.exception()  # whoever waited has it

    async def _renewed(
        self,
        tenant_id: TenantId,
        box: TenantBox,
        opened: Opened,
        tokens: Tokens | None,
        until: datetime,
    ) -> Tokens:
        scope = TenantScope(tenant_id)
        try:
            fresh = await self._fresh(tenant_id, opened, tokens)
            async with self._database.begin(scope) as tx:
                await self.keep(tx, box, opened, fresh)
        finally:
            async with self._database.begin(scope) as tx:
                await use_queries.release_tokens(tx, opened.id, until=until)
        return fresh

    async def _fresh(self, tenant_id: TenantId, opened: Opened, tokens: Tokens | None) -> Tokens:
        if opened.kind.grant is Grant.CLIENT_CREDENTIALS:
            return await self._asked(
                tenant_id, opened, client_credentials_form(opened.values), None
            )
        if tokens is None or tokens.refresh_token is None:
            raise TokenRefused(
                "nobody has consented yet, or the consent has ended; authorize the credential"
            )
        return await self._asked(tenant_id, opened, refresh_form(tokens), tokens)

    async def _asked(
        self, tenant_id: TenantId, opened: Opened, form: dict[str, str], before: Tokens | None
    ) -> Tokens:
        way_out = self._way_out_of(tenant_id, OneCredential(guard(opened.values)))
        try:
            answer = await way_out.send(token_request(opened.values, form))
        except StepError as error:
            if error.code == "tls_required":
                raise TokenRefused(error.message) from error
            raise TokenUnavailable(f"the token endpoint gave no answer: {error.message}") from error
        return read_tokens(answer, now_s=self._now().timestamp(), before=before)

    def _is_good(self, tokens: Tokens, refused: str | None) -> bool:
        now_s = self._now().timestamp()
        is_young = 0 <= now_s - tokens.got_at < YOUNG_S
        return (is_young or tokens.access_token != refused) and tokens.is_good(now_s)


def stored_tokens(box: TenantBox, row: Row) -> Tokens | None:
    """Return the tokens that are kept with a credential."""
    if row["tokens"] is None:
        return None
    return Tokens.unpacked(open_for(box, row["id"], TOKENS, row["tokens"]))

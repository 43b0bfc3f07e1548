"""Data keys in this process: unwrapped when they are needed, forgotten after a while."""

import secrets
import time
from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from thaiyyal.features.credentials.data_keys import queries
from thaiyyal.features.credentials.data_keys.boxes import TenantBox
from thaiyyal.features.credentials.data_keys.wrapping import KeyWrapper
from thaiyyal.kernel.actor import TenantScope
from thaiyyal.kernel.ids import TenantId, new_id
from thaiyyal.store.transaction import Row, Transaction
from thaiyyal.store.unit_of_work import Database

_KEPT_S = 60.0
_KEY_BYTES = 32


class DataKeys:
    """Gives the box of a tenant; the first look makes the tenant's first key."""

    def __init__(
        self,
        database: Database,
        wrapper: KeyWrapper,
        *,
        kept_s: float = _KEPT_S,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._wrapper = wrapper
        self._kept_s = kept_s
        self._monotonic = monotonic
        self._boxes: dict[TenantId, tuple[float, TenantBox]] = {}

    async def of(self, tenant_id: TenantId) -> TenantBox:
        """Return what seals and opens for a tenant; raises ``UnreadableSecret``."""
        until, box = self._boxes.get(tenant_id, (0.0, None))
        if box is None or self._monotonic() >= until:
            box = await self._load(tenant_id)
            self._boxes[tenant_id] = (self._monotonic() + self._kept_s, box)
        return box

    def forget(self, tenant_id: TenantId) -> None:
        """Read the keys of a tenant anew when they are needed next."""
        self._boxes.pop(tenant_id, None)

    async def _load(self, tenant_id: TenantId) -> TenantBox:
        scope = TenantScope(tenant_id)
        async with self._database.begin(scope) as tx:
            rows = await queries.all_keys(tx)
        if not rows:
            rows = await self._database.repeat(scope, partial(self._first, tenant_id))
        return await self._box(tenant_id, rows)

    async def _first(self, tenant_id: TenantId, tx: Transaction) -> list[Row]:
        await queries.lock_keys(tx)
        if not await queries.all_keys(tx):
            key = secrets.token_bytes(_KEY_BYTES)
            wrapped = await self._wrapper.wrap(key, owner=tenant_id.bytes)
            await queries.insert_key(tx, new_id(), wrapped=wrapped, wrapper=self._wrapper.name)
        return await queries.all_keys(tx)

    async def _box(self, tenant_id: TenantId, rows: Sequence[Row]) -> TenantBox:
        keys: dict[UUID, bytes] = {}
        for row in rows:
            wrapped = bytes(row["wrapped"])
            keys[row["id"]] = await self._wrapper.unwrap(wrapped, owner=tenant_id.bytes)
        return TenantBox(tenant_id, rows[-1]["id"], keys)

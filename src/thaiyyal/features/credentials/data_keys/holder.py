"""Data keys in this process: unwrapped when they are needed, forgotten after a while.

A new key opens at once and seals later, when every process has read the keys anew: so nobody meets
what was sealed with a key that it does not know.
"""

import asyncio
import secrets
import time
from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

import structlog

from thaiyyal.features.accounts.errors import UnreadableSecret
from thaiyyal.features.credentials.data_keys import queries
from thaiyyal.features.credentials.data_keys.boxes import TenantBox
from thaiyyal.features.credentials.data_keys.wrapping import KeysUnavailable, KeyWrapper, Wrapped
from thaiyyal.kernel.actor import TenantScope
from thaiyyal.kernel.ids import TenantId, new_id
from thaiyyal.secrets import Outages
from thaiyyal.store.transaction import Row, Transaction
from thaiyyal.store.unit_of_work import Database

KEPT_S = 60.0
SETTLED_S = 90.0  # longer than keys are kept, by the time for which a box may be in use
KEY_BYTES = 32
_MOST = 1_000
_log = structlog.get_logger("thaiyyal.credentials")


class DataKeys:
    """Gives the box of a tenant; the first look makes the tenant's first key.

    Args:
        database: Where the wrapped keys are.
        wrapper: What wraps and unwraps them.
        kept_s: How long a box is remembered.
        settled_s: The age at which a key that is not the first seals; more than ``kept_s``.
        monotonic: The clock of what is remembered.
    """

    def __init__(
        self,
        database: Database,
        wrapper: KeyWrapper,
        *,
        kept_s: float = KEPT_S,
        settled_s: float = SETTLED_S,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._wrapper = wrapper
        self._kept_s = kept_s
        self._settled_s = settled_s
        self._monotonic = monotonic
        self._boxes: dict[TenantId, tuple[float, TenantBox]] = {}
        self._loading: dict[TenantId, asyncio.Task[TenantBox]] = {}
        self._outages = Outages(monotonic=monotonic)

    async def of(self, tenant_id: TenantId) -> TenantBox:
        """Return what seals and opens for a tenant, to be used soon.

        Raises:
            KeysUnavailable: What wraps the keys cannot be asked; the log says what is wrong.
            UnreadableSecret: The key that seals was changed, or what wraps it is gone.
        """
        box = self.remembered(tenant_id)
        if box is not None:
            return box
        task = self._loading.get(tenant_id) or self._begin(tenant_id)
        return await asyncio.shield(task)  # others wait for it too

    def remembered(self, tenant_id: TenantId) -> TenantBox | None:
        """Return the box of a tenant when nobody has to be asked for it."""
        until, box = self._boxes.get(tenant_id, (0.0, None))
        return box if self._monotonic() < until else None

    def forget(self, tenant_id: TenantId) -> None:
        """Read the keys of a tenant anew when they are needed next."""
        self._boxes.pop(tenant_id, None)

    def _begin(self, tenant_id: TenantId) -> asyncio.Task[TenantBox]:
        task = asyncio.create_task(self._load(tenant_id))
        self._loading[tenant_id] = task
        task.add_done_callback(partial(self._over, tenant_id))
        return task

    def _over(self, tenant_id: TenantId, task: asyncio.Task[TenantBox]) -> None:
        del self._loading[tenant_id]
        if not task.cancelled():
            task.exception()  # whoever waited has it

    async def _load(self, tenant_id: TenantId) -> TenantBox:
        try:
            box = await self._read(tenant_id)
        except KeysUnavailable as error:
            raise self._outages.for_tenants(error) from None
        self._remember(tenant_id, box)
        return box

    async def _read(self, tenant_id: TenantId) -> TenantBox:
        scope = TenantScope(tenant_id)
        async with self._database.begin(scope) as tx:
            rows = await queries.all_keys(tx, settled_s=self._settled_s)
        if not rows:
            # Wrapped before the transaction: no connection waits for what wraps.
            wrapped = await new_wrapped(self._wrapper, tenant_id)
            rows = await self._database.repeat(scope, partial(self._first, wrapped))
        return await self._box(tenant_id, rows)

    async def _first(self, wrapped: Wrapped, tx: Transaction) -> list[Row]:
        """Insert the first key, unless another process was faster."""
        await queries.lock_keys(tx)
        rows = await queries.all_keys(tx, settled_s=self._settled_s)
        if rows:
            return rows
        await queries.insert_key(tx, new_id(), wrapped=wrapped.data, wrapper=wrapped.wrapper)
        return await queries.all_keys(tx, settled_s=self._settled_s)

    async def _box(self, tenant_id: TenantId, rows: Sequence[Row]) -> TenantBox:
        """Unwrap the keys. An older one that is lost takes along only what it has sealed."""
        newest = _sealing(rows)
        found = await asyncio.gather(*(self._unwrapped(tenant_id, row) for row in rows))
        keys: dict[UUID, bytes] = {}
        for row, key in zip(rows, found, strict=True):
            if isinstance(key, bytes):
                keys[row["id"]] = key
            elif row["id"] == newest:
                raise key
            else:
                _log.error("data_key_unreadable", key_id=str(row["id"]), wrapper=row["wrapper"])
        return TenantBox(tenant_id, newest, keys)

    async def _unwrapped(self, tenant_id: TenantId, row: Row) -> bytes | UnreadableSecret:
        try:
            return await self._wrapper.unwrap(wrapped_in(row), owner=tenant_id.bytes)
        except KeysUnavailable:
            raise
        except UnreadableSecret as error:
            return error

    def _remember(self, tenant_id: TenantId, box: TenantBox) -> None:
        self._boxes.pop(tenant_id, None)
        while len(self._boxes) >= _MOST:
            del self._boxes[next(iter(self._boxes))]
        self._boxes[tenant_id] = (self._monotonic() + self._kept_s, box)


async def new_wrapped(wrapper: KeyWrapper, tenant_id: TenantId) -> Wrapped:
    """Return a fresh data key, wrapped."""
    return await wrapper.wrap(secrets.token_bytes(KEY_BYTES), owner=tenant_id.bytes)


def wrapped_in(row: Row) -> Wrapped:
    """Return the wrapped key of a row."""
    return Wrapped(bytes(row["wrapped"]), row["wrapper"])


def _sealing(rows: Sequence[Row]) -> UUID:
    """Return which key seals: the newest that every process knows."""
    settled = [row["id"] for row in rows if not row["settles_in_s"]]
    found: UUID = settled[-1] if settled else rows[0]["id"]
    return found

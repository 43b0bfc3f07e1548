"""New data keys for tenants, and their credentials sealed anew, while servers run.

Older keys stay: what executions have recorded is opened with them until retention deletes it. A
key that is younger than an hour belongs to the same rotation, so that one that was cut off goes on;
one that cannot be unwrapped gets a successor at once.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from thaiyyal.features.accounts.errors import UnreadableSecret
from thaiyyal.features.credentials.data_keys import queries
from thaiyyal.features.credentials.data_keys.boxes import TenantBox
from thaiyyal.features.credentials.data_keys.holder import (
    SETTLED_S,
    DataKeys,
    new_wrapped,
    wrapped_in,
)
from thaiyyal.features.credentials.data_keys.rewrapping import Tell
from thaiyyal.features.credentials.data_keys.wrapping import KeysUnavailable, KeyWrapper, Wrapped
from thaiyyal.features.credentials.sealing import SECRETS, TOKENS
from thaiyyal.kernel.actor import TenantScope
from thaiyyal.kernel.ids import TenantId, new_id
from thaiyyal.store.transaction import Row, Transaction
from thaiyyal.store.unit_of_work import Database

_SAME_ROTATION_S = 3_600.0
_PAGE = 100


@dataclass(slots=True)
class Renewed:
    """How many keys are new, how many credentials they seal, and what nothing here can open.

    ``young``: how many tenants were left with a key that is new enough. ``unreadable``:
    credentials; ``locked``: tenants one of whose keys cannot be unwrapped.
    """

    keys: int = 0
    young: int = 0
    resealed: int = 0
    unreadable: list[UUID] = field(default_factory=list)
    locked: list[TenantId] = field(default_factory=list)


class Renewal:
    """Gives tenants new keys and seals with them. ``settled_s``: as that of ``DataKeys``."""

    def __init__(
        self,
        database: Database,
        wrapper: KeyWrapper,
        *,
        settled_s: float = SETTLED_S,
        same_rotation_s: float = _SAME_ROTATION_S,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._database = database
        self._wrapper = wrapper
        self._settled_s = settled_s
        self._same_rotation_s = same_rotation_s
        self._sleep = sleep
        self.found = Renewed()

    async def run(self, tenants: list[TenantId], *, tell: Tell) -> Renewed:
        """Make the keys of all, wait until every server knows them, then seal anew.

        Raises:
            KeysUnavailable: What wraps the keys cannot be asked; do it again later.
        """
        for tenant_id in tenants:
            await self._make_key(tenant_id)
        for done, tenant_id in enumerate(tenants):
            tell(done, len(tenants))
            await self._settle(tenant_id)
            try:
                await self._reseal(tenant_id)
            except KeysUnavailable:
                raise
            except UnreadableSecret:
                self.found.locked.append(tenant_id)
        tell(len(tenants), len(tenants))
        return self.found

    async def _make_key(self, tenant_id: TenantId) -> None:
        scope = TenantScope(tenant_id)
        async with self._database.begin(scope) as tx:
            rows = await queries.all_keys(tx, settled_s=self._settled_s)
        if not rows:
            return  # the first is made when it is used
        if not await self._is_due(tenant_id, rows[-1]):
            self.found.young += 1
            return
        wrapped = await new_wrapped(self._wrapper, tenant_id)
        insert = partial(self._insert, wrapped, rows[-1]["id"])
        self.found.keys += await self._database.repeat(scope, insert)

    async def _insert(self, wrapped: Wrapped, before: UUID, tx: Transaction) -> bool:
        """Add a key after ``before``, unless somebody else has added one meanwhile."""
        await queries.lock_keys(tx)
        rows = await queries.all_keys(tx, settled_s=self._settled_s)
        if not rows or rows[-1]["id"] != before:
            return False
        await queries.insert_key(tx, new_id(), wrapped=wrapped.data, wrapper=wrapped.wrapper)
        return True

    async def _is_due(self, tenant_id: TenantId, newest: Row) -> bool:
        """Whether the newest key of a tenant is not of this rotation, or is lost."""
        if newest["age_s"] >= self._same_rotation_s:
            return True
        try:
            await self._wrapper.unwrap(wrapped_in(newest), owner=tenant_id.bytes)
        except KeysUnavailable:
            raise
        except UnreadableSecret:
            return True
        return False

    async def _settle(self, tenant_id: TenantId) -> None:
        """Wait until the newest key seals in every process."""
        while True:
            async with self._database.begin(TenantScope(tenant_id)) as tx:
                rows = await queries.all_keys(tx, settled_s=self._settled_s)
            left_s = rows[-1]["settles_in_s"] if len(rows) > 1 else 0.0
            if not left_s:
                return
            await self._sleep(left_s)

    async def _reseal(self, tenant_id: TenantId) -> None:
        keys = DataKeys(self._database, self._wrapper, settled_s=self._settled_s)
        box: TenantBox | None = None
        after: UUID | None = None
        while True:
            async with self._database.begin(TenantScope(tenant_id)) as tx:
                rows = await queries.list_sealed(tx, after=after, limit=_PAGE)
            if rows and box is None:
                box = await keys.of(tenant_id)
            if box is not None:
                await self._reseal_page(box, rows)
            if len(rows) < _PAGE:
                return
            after = rows[-1]["id"]

    async def _reseal_page(self, box: TenantBox, rows: list[Row]) -> None:
        async with self._database.begin(TenantScope(box.tenant_id)) as tx:
            for row in rows:
                try:
                    self.found.resealed += await _reseal_row(tx, box, row)
                except UnreadableSecret:
                    self.found.unreadable.append(row["id"])


async def _reseal_row(tx: Transaction, box: TenantBox, row: Row) -> bool:
    """Seal what an older key has sealed; what somebody changes meanwhile is left as it is."""
    secrets = _anew(box, row["sealed"], SECRETS + row["id"].bytes)
    tokens = _anew(box, row["tokens"], TOKENS + row["id"].bytes)
    count = 0
    if secrets is not None:
        old = bytes(row["sealed"])
        count += await queries.replace_secrets(tx, row["id"], old=old, new=secrets)
    if tokens is not None:
        old = bytes(row["tokens"])
        count += await queries.replace_tokens(tx, row["id"], old=old, new=tokens)
    return count > 0


def _anew(box: TenantBox, sealed: bytes | None, aad: bytes) -> bytes | None:
    if sealed is None or not box.needs_resealing(bytes(sealed)):
        return None
    return box.seal(box.open(bytes(sealed), aad=aad), aad=aad)

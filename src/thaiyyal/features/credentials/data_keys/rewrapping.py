"""Wrapping data keys anew with the newest key of what wraps now, while servers run.

The old form is exchanged for the new one in a single statement: each key can be unwrapped at any
moment. What was begun and cut off is gone on with by doing it again.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from thaiyyal.features.accounts.errors import UnreadableSecret
from thaiyyal.features.credentials.data_keys import queries
from thaiyyal.features.credentials.data_keys.holder import KEY_BYTES, wrapped_in
from thaiyyal.features.credentials.data_keys.wrapping import KeysUnavailable, KeyWrapper, Wrapped
from thaiyyal.kernel.actor import TenantScope
from thaiyyal.kernel.ids import PLATFORM, TenantId
from thaiyyal.store.transaction import Row
from thaiyyal.store.unit_of_work import Database

Tell = Callable[[int, int], None]
"""Told how many of how many tenants are done."""


@dataclass(slots=True)
class Rewrapped:
    """How many keys were wrapped anew, and by which; whose keys nothing here can unwrap."""

    wrapper: str
    count: int = 0
    unreadable: list[TenantId] = field(default_factory=list)


async def rewrap(
    database: Database, wrapper: KeyWrapper, tenants: list[TenantId], *, tell: Tell
) -> Rewrapped:
    """Wrap anew what another key than the newest wraps.

    Raises:
        KeysUnavailable: What wraps, or has wrapped, cannot be asked; the rest stays as it was.
    """
    probe = await wrapper.wrap(secrets.token_bytes(KEY_BYTES), owner=PLATFORM.bytes)
    found = Rewrapped(probe.wrapper)
    for done, tenant_id in enumerate(tenants):
        tell(done, len(tenants))
        await _rewrap_of(found, database, wrapper, tenant_id)
    tell(len(tenants), len(tenants))
    return found


async def _rewrap_of(
    found: Rewrapped, database: Database, wrapper: KeyWrapper, tenant_id: TenantId
) -> None:
    async with database.begin(TenantScope(tenant_id)) as tx:
        rows = await queries.all_keys(tx, settled_s=0)
    for row in rows:
        if row["wrapper"] == found.wrapper:
            continue
        try:
            new = await _wrapped_anew(wrapper, tenant_id, row)
        except KeysUnavailable:
            raise
        except UnreadableSecret:
            found.unreadable.append(tenant_id)
            continue
        async with database.begin(TenantScope(tenant_id)) as tx:
            found.count += await queries.replace_wrapped(
                tx, row["id"], old=bytes(row["wrapped"]), wrapped=new.data, wrapper=new.wrapper
            )


async def _wrapped_anew(wrapper: KeyWrapper, tenant_id: TenantId, row: Row) -> Wrapped:
    plain = await wrapper.unwrap(wrapped_in(row), owner=tenant_id.bytes)
    return await wrapper.wrap(plain, owner=tenant_id.bytes)

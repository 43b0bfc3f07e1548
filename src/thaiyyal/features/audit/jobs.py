"""Upkeep of the log: sealing what was written, removing what is too old. Safe in any number."""

from collections.abc import Mapping
from typing import Any

from thaiyyal.features.audit import queries
from thaiyyal.features.audit.record import Change, record
from thaiyyal.kernel.actor import SYSTEM, TenantScope
from thaiyyal.kernel.ids import PLATFORM, TenantId
from thaiyyal.kernel.values import Value
from thaiyyal.store.transaction import Transaction
from thaiyyal.store.unit_of_work import Database

LEAST_DAYS = 30
"""No setting makes the log be kept for less; the database refuses it too."""
_SEAL_BATCH = 1_000
_TRIM_BATCH = 10_000


async def seal(database: Database) -> int:
    """Seal every entry that is committed; return how many. Another sealer at work is enough."""
    sealed = 0
    while batch := await database.repeat(None, _seal_batch):
        sealed += batch
        if batch < _SEAL_BATCH:
            break
    return sealed


async def trim(database: Database, *, default_days: int) -> int:
    """Remove entries that are older than their tenant keeps them; return how many.

    Every log keeps a checkpoint, from which its chain is verified, and an entry about the removal.
    """
    async with database.begin(TenantScope(PLATFORM)) as tx:
        tenants = await queries.all_tenants(tx)
        await queries.forget_erased(tx)
    gone = await _trim_log(database, PLATFORM, days=kept_days({}, default_days))
    for tenant in tenants:
        days = kept_days(tenant.settings, default_days)
        gone += await _trim_log(database, tenant.id, days=days)
    async with database.begin() as tx:
        await queries.drop_empty_months(tx)
    return gone


def kept_days(settings: Mapping[str, Any], default_days: int) -> int:
    """Return for how many days a tenant's log is kept.

    >>> kept_days({"audit_retention_days": 90}, 365), kept_days({}, 365), kept_days({}, 7)
    (90, 365, 30)
    """
    chosen = settings.get("audit_retention_days")
    days = chosen if isinstance(chosen, int) else default_days
    return max(LEAST_DAYS, days)


async def _seal_batch(tx: Transaction) -> int:
    return await queries.seal(tx, most=_SEAL_BATCH)


async def _trim_log(database: Database, tenant_id: TenantId, *, days: int) -> int:
    gone = 0
    while True:
        async with database.begin(TenantScope(tenant_id)) as tx:
            trimmed = await queries.trim(tx, days=days, most=_TRIM_BATCH)
            if trimmed is None:
                return gone
            await record(tx, SYSTEM, _change(trimmed, days))
        gone += trimmed.entries
        if trimmed.entries < _TRIM_BATCH:
            return gone


def _change(trimmed: queries.Trimmed, days: int) -> Change:
    details: dict[str, Value] = {
        "entries": trimmed.entries,
        "kept_days": days,
        "checkpoint": {"seq": trimmed.last.seq, "hash": trimmed.last.hash.hex()},
    }
    return Change("audit.trimmed", "audit", details=details)

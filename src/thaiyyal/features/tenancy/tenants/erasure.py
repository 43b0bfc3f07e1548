"""Erasing tenants that were deleted: some rows at a time, so that no statement takes long."""

from datetime import timedelta

from thaiyyal.features.audit import Change, record
from thaiyyal.features.tenancy.tenants import queries
from thaiyyal.kernel.actor import SYSTEM, TenantScope
from thaiyyal.kernel.ids import PLATFORM, TenantId
from thaiyyal.kernel.values import Value
from thaiyyal.store.transaction import Row
from thaiyyal.store.unit_of_work import Database

GRACE = timedelta(days=1)
"""How long a deletion can be taken back."""
ROWS_AT_ONCE = 5_000
_PLATFORM = TenantScope(PLATFORM)


async def erase_deleted_tenants(database: Database, *, grace: timedelta = GRACE) -> int:
    """Erase every tenant that was deleted longer ago than ``grace``; return how many are gone.

    Whatever is interrupted goes on at the next call, in whatever process.
    """
    async with database.begin(_PLATFORM) as tx:
        rows = await queries.list_to_erase(tx, grace)
    return sum([await _erase(database, row) for row in rows])


async def _erase(database: Database, row: Row) -> bool:
    while True:
        async with database.begin(_PLATFORM) as tx:
            is_gone = await queries.erase_some(tx, TenantId(row["id"]), most=ROWS_AT_ONCE)
            if is_gone:
                before: Value = {"slug": row["slug"], "name": row["name"]}
                await record(
                    tx, SYSTEM, Change("tenant.erased", "tenant", row["id"], before=before)
                )
        if is_gone is not False:
            return bool(is_gone)

"""Upkeep of files: what stopped coming in, because its process ended, is swept."""

from functools import partial

from thaiyyal.features.executions.files import queries
from thaiyyal.features.executions.files.incoming import forget_upload
from thaiyyal.kernel.actor import TenantScope
from thaiyyal.kernel.ids import TenantId
from thaiyyal.store.unit_of_work import Database

UNTOUCHED_S = 3_600
_BATCH = 200


async def sweep_files(database: Database, *, untouched_s: int = UNTOUCHED_S) -> int:
    """Delete files that stopped coming in and that nobody has touched for so long."""
    swept = 0
    while True:
        async with database.begin() as tx:
            found = await queries.list_unfinished(tx, untouched_s=untouched_s, most=_BATCH)
        for row in found:
            scope = TenantScope(TenantId(row["tenant_id"]))
            await database.repeat(scope, partial(forget_upload, upload_id=row["upload_id"]))
        swept += len(found)
        if len(found) < _BATCH:
            return swept

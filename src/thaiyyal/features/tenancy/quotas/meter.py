"""Counts in this process, and brings the counts to the database every second: API calls,
executions that are not recorded.

Many tenants are one statement. How far over a limit a tenant can come is what one second lets
through. For one event loop.
"""

from collections import Counter

from thaiyyal.features.audit import record
from thaiyyal.features.tenancy.quotas import queries
from thaiyyal.features.tenancy.quotas.metrics import Metric, QuotaExceeded
from thaiyyal.features.tenancy.quotas.take import levels_of, warning_of
from thaiyyal.kernel.actor import SYSTEM, TenantScope
from thaiyyal.kernel.clock import Now, utc_now
from thaiyyal.kernel.ids import TenantId
from thaiyyal.store.transaction import Row, Transaction
from thaiyyal.store.unit_of_work import Database


class Meter:
    """API calls of tenants that no flush has brought home yet, and who has none left."""

    metric = Metric.API_CALLS

    def __init__(self, *, now: Now = utc_now) -> None:
        self._counts: Counter[TenantId] = Counter()
        self._over: dict[TenantId, QuotaExceeded] = {}
        self._now = now

    def count(self, tenant_id: TenantId) -> None:
        """Count one call."""
        self._counts[tenant_id] += 1

    def is_over(self, tenant_id: TenantId) -> bool:
        """Whether the tenant had no calls left at the last flush."""
        return tenant_id in self._over

    def charge(self, tenant_id: TenantId) -> None:
        """Count one call, unless none is left.

        Raises:
            QuotaExceeded: The tenant has made the calls of this month.
        """
        refusal = self._over.get(tenant_id)
        if refusal is not None:
            raise QuotaExceeded(refusal.level, now=self._now())
        self.count(tenant_id)

    async def flush(self, database: Database) -> None:
        """Write the counts; afterwards ``is_over`` is as fresh as the database.

        Raises:
            DatabaseUnavailable: Nothing was written; the counts are kept for the next time.
        """
        taken, self._counts = self._counts, Counter()
        asked = {**dict.fromkeys(self._over, 0), **taken}
        if not asked:
            return
        try:
            rows = await database.repeat(None, _Flush(self.metric, asked))
        except BaseException:
            self._counts.update(taken)
            raise
        for gone in self._over.keys() - {row["tenant_id"] for row in rows}:
            del self._over[gone]
        for row in rows:
            await self._take_note(database, row)

    async def _take_note(self, database: Database, row: Row) -> None:
        tenant_id = TenantId(row["tenant_id"])
        if not row["is_over"]:
            self._over.pop(tenant_id, None)
        if not row["warns"] and row["is_over"] == (tenant_id in self._over):
            return
        async with database.begin(TenantScope(tenant_id)) as tx:
            level = next(one for one in await levels_of(tx) if one.metric is self.metric)
            if row["warns"]:
                await record(tx, SYSTEM, warning_of(level))
        if row["is_over"]:
            self._over[tenant_id] = QuotaExceeded(level, now=self._now())


class ExecutionMeter(Meter):
    """Executions that leave nothing behind and are counted all the same."""

    metric = Metric.EXECUTIONS


class _Flush:
    """The unit of work of one flush."""

    def __init__(self, metric: Metric, counts: dict[TenantId, int]) -> None:
        self._metric = metric
        self._counts = counts

    async def __call__(self, tx: Transaction) -> list[Row]:
        return await queries.add_metered(tx, self._metric, self._counts)

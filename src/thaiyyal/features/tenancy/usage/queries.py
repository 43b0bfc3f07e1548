"""SQL of a tenant's figures. How much is read is bounded by the executions of one month.

Bounds of ids stand in sub-selects, so that they are computed once and not for every row.
"""

from datetime import datetime

from thaiyyal.store.transaction import Row, Transaction

_HEAD = """
SELECT now() AS at, t.plan,
  (SELECT count(*) FROM workflows w
   WHERE w.tenant_id = t.id AND w.deleted_at IS NULL) AS workflows,
  (SELECT count(*) FROM members m WHERE m.tenant_id = t.id) AS members
FROM tenants t WHERE t.id = current_tenant()
"""
_BY_STATUS = """
SELECT status, count(*) AS this_month,
  count(*) FILTER (WHERE id >= (SELECT uuid7_floor(date_trunc('day', now(), 'UTC')))) AS today
FROM executions
WHERE tenant_id = current_tenant()
  AND id >= (SELECT uuid7_floor(date_trunc('month', now(), 'UTC')))
GROUP BY status
"""
_DURATIONS = """
SELECT count(*) AS sample, avg(took_ms) AS average_ms,
  percentile_cont(0.5) WITHIN GROUP (ORDER BY took_ms) AS p50_ms,
  percentile_cont(0.95) WITHIN GROUP (ORDER BY took_ms) AS p95_ms
FROM (
  SELECT extract(epoch FROM finished_at - started_at)::float8 * 1000 AS took_ms
  FROM executions
  WHERE tenant_id = current_tenant()
    AND id >= (SELECT uuid7_floor(date_trunc('month', now(), 'UTC')))
    AND finished_at IS NOT NULL AND started_at IS NOT NULL
  ORDER BY id DESC LIMIT 10000
) AS newest
"""
_NOW_AND_PLAN = "SELECT now() AS at, plan FROM tenants WHERE id = current_tenant()"


async def load_head(tx: Transaction) -> Row | None:
    """Return the time, and how many workflows and members there are."""
    return await tx.row(_HEAD)


async def count_executions(tx: Transaction) -> list[Row]:
    """Return rows of status, this_month, today."""
    return await tx.rows(_BY_STATUS)


async def load_durations(tx: Transaction) -> Row | None:
    """Return sample, average_ms, p50_ms, p95_ms of the newest finished executions."""
    return await tx.row(_DURATIONS)


async def load_now_and_plan(tx: Transaction) -> tuple[datetime, str] | None:
    """Return the time of the transaction and the plan of its tenant."""
    row = await tx.row(_NOW_AND_PLAN)
    return None if row is None else (row["at"], row["plan"])

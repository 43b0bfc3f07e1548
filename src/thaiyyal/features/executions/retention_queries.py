"""SQL of retention: which executions are old, and what they leave behind."""

from thaiyyal.kernel.ids import TenantId
from thaiyyal.store.transaction import Transaction

_RETENTION = """
SELECT id, coalesce((settings ->> 'executions_retention_days')::integer, %(default_days)s) AS days
FROM tenants WHERE status <> 'deleting' ORDER BY id
"""
_DELETE_OLD = """
WITH old AS MATERIALIZED (
  SELECT id FROM executions
  WHERE tenant_id = current_tenant() AND id < uuid7_floor(now() - make_interval(days => %(days)s))
    AND status IN ('succeeded', 'failed', 'cancelled')
  ORDER BY id LIMIT %(most)s FOR UPDATE SKIP LOCKED
), steps_gone AS (
  DELETE FROM steps WHERE tenant_id = current_tenant()
    AND execution_id = ANY(ARRAY(SELECT id FROM old))
), logs_gone AS (
  DELETE FROM execution_logs WHERE tenant_id = current_tenant()
    AND execution_id = ANY(ARRAY(SELECT id FROM old))
), signals_gone AS (
  DELETE FROM signals WHERE tenant_id = current_tenant()
    AND execution_id = ANY(ARRAY(SELECT id FROM old))
), approvals_gone AS (
  DELETE FROM approvals WHERE tenant_id = current_tenant()
    AND execution_id = ANY(ARRAY(SELECT id FROM old))
), calls_gone AS (
  DELETE FROM calls WHERE tenant_id = current_tenant()
    AND execution_id = ANY(ARRAY(SELECT id FROM old))
), blobs_gone AS (
  DELETE FROM blobs WHERE tenant_id = current_tenant()
    AND execution_id = ANY(ARRAY(SELECT id FROM old))
)
DELETE FROM executions WHERE tenant_id = current_tenant() AND id = ANY(ARRAY(SELECT id FROM old))
RETURNING stored_bytes
"""
_DROP_EMPTY_MONTHS = "SELECT drop_empty_execution_months()"


async def retention_days(tx: Transaction, *, default_days: int) -> dict[TenantId, int]:
    """Return how long each tenant keeps executions; the transaction's scope is the platform."""
    rows = await tx.rows(_RETENTION, {"default_days": default_days})
    return {TenantId(row["id"]): row["days"] for row in rows}


async def delete_old(tx: Transaction, *, days: int, most: int) -> list[int]:
    """Delete ended executions of the tenant with all they have left; return their sizes."""
    rows = await tx.rows(_DELETE_OLD, {"days": days, "most": most})
    return [row["stored_bytes"] for row in rows]


async def drop_empty_months(tx: Transaction) -> int:
    """Drop partitions of months that are long over and empty."""
    return int(await tx.value(_DROP_EMPTY_MONTHS))

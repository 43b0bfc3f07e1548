"""SQL of retention: which executions are old, and what they leave behind."""

from dataclasses import dataclass
from uuid import UUID

from thaiyyal.kernel.ids import TenantId
from thaiyyal.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Kept:
    """How long, and how many, ended executions are kept. ``count`` 0: any number."""

    days: int
    count: int = 0


_RETENTION = """
SELECT id, coalesce((settings ->> 'executions_retention_days')::integer, %(days)s) AS days,
  coalesce((settings ->> 'executions_retention_count')::bigint, %(count)s) AS count
FROM tenants WHERE status <> 'deleting' ORDER BY id
"""
_KEPT_BY_AGE = "SELECT uuid7_floor(now() - make_interval(days => %(days)s))"
_KEPT_BY_COUNT = """
SELECT id FROM executions
WHERE tenant_id = current_tenant() AND status IN ('succeeded', 'failed', 'cancelled')
ORDER BY id DESC OFFSET %(count)s - 1 LIMIT 1
"""
_DELETE_OLD = """
WITH old AS MATERIALIZED (
  SELECT id FROM executions
  WHERE tenant_id = current_tenant() AND id < %(below)s
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
), sealed_gone AS (
  DELETE FROM sealed_values WHERE tenant_id = current_tenant()
    AND execution_id = ANY(ARRAY(SELECT id FROM old))
), files_gone AS (
  DELETE FROM files WHERE tenant_id = current_tenant()
    AND execution_id = ANY(ARRAY(SELECT id FROM old))
), file_chunks_gone AS (
  DELETE FROM file_chunks WHERE tenant_id = current_tenant()
    AND execution_id = ANY(ARRAY(SELECT id FROM old))
), blobs_gone AS (
  DELETE FROM blobs WHERE tenant_id = current_tenant()
    AND execution_id = ANY(ARRAY(SELECT id FROM old))
)
DELETE FROM executions WHERE tenant_id = current_tenant() AND id = ANY(ARRAY(SELECT id FROM old))
RETURNING stored_bytes
"""
_DROP_EMPTY_MONTHS = "SELECT drop_empty_execution_months()"


async def kept_by_tenants(tx: Transaction, default: Kept) -> dict[TenantId, Kept]:
    """Return what each tenant keeps; the transaction's scope is the platform."""
    rows = await tx.rows(_RETENTION, {"days": default.days, "count": default.count})
    return {TenantId(row["id"]): Kept(row["days"], row["count"]) for row in rows}


async def oldest_kept(tx: Transaction, kept: Kept) -> UUID:
    """Return the id before which the tenant keeps no execution that has ended."""
    by_age: UUID = await tx.value(_KEPT_BY_AGE, {"days": kept.days})
    if not kept.count:
        return by_age
    by_count: UUID | None = await tx.value(_KEPT_BY_COUNT, {"count": kept.count})
    return by_age if by_count is None else max(by_age, by_count)


async def delete_old(tx: Transaction, *, below: UUID, most: int) -> list[int]:
    """Delete ended executions of the tenant with all they have left; return their sizes."""
    rows = await tx.rows(_DELETE_OLD, {"below": below, "most": most})
    return [row["stored_bytes"] for row in rows]


async def drop_empty_months(tx: Transaction) -> int:
    """Drop partitions of months that are long over and empty."""
    return int(await tx.value(_DROP_EMPTY_MONTHS))

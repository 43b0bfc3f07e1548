"""SQL of who runs and records executions: begin, finish, steps, leases, what was lost."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from thaiyyal.features.executions.assignment import Finished
from thaiyyal.features.executions.payloads import Payload
from thaiyyal.features.executions.records import StepRow
from thaiyyal.kernel.ids import TenantId
from thaiyyal.store.transaction import Row, Transaction

_BEGIN = """
UPDATE executions SET status = 'running', started_at = %(started_at)s
WHERE tenant_id = current_tenant() AND id = %(id)s AND status = 'queued'
  AND lease_owner = %(lease_owner)s
"""
_FINISH = """
UPDATE executions SET status = %(status)s, output = %(output)s, output_blob = %(output_blob)s,
  error = %(error)s, cpu_ms = %(cpu_ms)s, stored_bytes = stored_bytes + %(stored_bytes)s,
  started_at = coalesce(%(started_at)s, started_at), finished_at = %(finished_at)s,
  lease_owner = NULL, lease_until = NULL
WHERE tenant_id = current_tenant() AND id = %(id)s AND lease_owner = %(lease_owner)s
  AND status IN ('queued', 'running')
"""
_ENDED_AT = """
SELECT finished_at FROM executions WHERE tenant_id = current_tenant() AND id = %(id)s
"""
_INSERT_STEPS = """
INSERT INTO steps (tenant_id, execution_id, seq, node_id, path, type, status, port, attempt,
  output, output_blob, is_preview, error, started_at, duration_ms, meta)
SELECT current_tenant(), %(execution_id)s, s.*
FROM unnest(%(seq)s::integer[], %(node_id)s::text[], %(path)s::text[], %(type)s::text[],
  %(status)s::text[], %(port)s::text[], %(attempt)s::integer[], %(output)s::bytea[],
  %(output_blob)s::bytea[], %(is_preview)s::boolean[], %(error)s::bytea[],
  %(started_at)s::timestamptz[], %(duration_ms)s::double precision[], %(meta)s::bytea[]) AS s
"""
_RENEW = """
SELECT execution_id, is_cancelled
FROM renew_executions(%(owner)s, %(tenants)s::uuid[], %(ids)s::uuid[], %(lease)s)
"""
_EXPIRED = "SELECT tenant_id, execution_id FROM expired_executions(%(most)s)"
_FAIL_LOST = """
UPDATE executions SET status = 'failed', error = %(error)s, finished_at = now(),
  lease_owner = NULL, lease_until = NULL
WHERE tenant_id = current_tenant() AND id = ANY(%(ids)s::uuid[])
  AND status IN ('queued', 'running') AND lease_until < now()
RETURNING id, workflow_id, started_by
"""
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
), blobs_gone AS (
  DELETE FROM blobs WHERE tenant_id = current_tenant()
    AND execution_id = ANY(ARRAY(SELECT id FROM old))
)
DELETE FROM executions WHERE tenant_id = current_tenant() AND id = ANY(ARRAY(SELECT id FROM old))
RETURNING stored_bytes
"""
_DROP_EMPTY_MONTHS = "SELECT drop_empty_execution_months()"


async def begin_execution(
    tx: Transaction, id_: UUID, *, lease_owner: UUID, started_at: datetime
) -> None:
    """Note that an execution that waited for its turn runs now."""
    params = {"id": id_, "lease_owner": lease_owner, "started_at": started_at}
    await tx.run(_BEGIN, params)


async def finish_execution(
    tx: Transaction,
    id_: UUID,
    finished: Finished,
    output: Payload | None,
    *,
    lease_owner: UUID,
    stored_bytes: int,
) -> bool:
    """Write how an execution ended; False when it is no longer this process's to say."""
    params = {
        "id": id_,
        "lease_owner": lease_owner,
        "status": finished.status,
        "output": None if output is None else output.stored,
        "output_blob": None if output is None else output.digest,
        "error": finished.error,
        "cpu_ms": finished.cpu_ms,
        "stored_bytes": stored_bytes,
        "started_at": finished.started_at,
        "finished_at": finished.finished_at,
    }
    return await tx.run(_FINISH, params) > 0


async def ended_at(tx: Transaction, id_: UUID) -> datetime | None:
    """Return when an execution ended, if it has."""
    found: datetime | None = await tx.value(_ENDED_AT, {"id": id_})
    return found


async def insert_steps(tx: Transaction, execution_id: UUID, steps: Sequence[StepRow]) -> None:
    """Insert all steps of an execution in one statement."""
    outputs = [step.output for step in steps]
    params: dict[str, Any] = {
        "execution_id": execution_id,
        "seq": list(range(1, len(steps) + 1)),
        "output": [None if one is None else one.stored for one in outputs],
        "output_blob": [None if one is None else one.digest for one in outputs],
        "is_preview": [one is not None and one.is_preview for one in outputs],
    }
    for name in _PLAIN:
        params[name] = [getattr(step, name) for step in steps]
    await tx.run(_INSERT_STEPS, params)


async def renew_leases(
    tx: Transaction,
    owner: UUID,
    live: Sequence[tuple[TenantId, UUID]],
    *,
    lease: timedelta,
) -> list[Row]:
    """Renew the leases of what a process runs; return rows of execution_id, is_cancelled."""
    params = {
        "owner": owner,
        "tenants": [tenant_id for tenant_id, _ in live],
        "ids": [id_ for _, id_ in live],
        "lease": lease,
    }
    return await tx.rows(_RENEW, params)


async def list_expired(tx: Transaction, *, most: int) -> list[Row]:
    """Return tenant_id and execution_id of what no process renews any more."""
    return await tx.rows(_EXPIRED, {"most": most})


async def fail_lost(tx: Transaction, ids: Sequence[UUID], *, error: bytes) -> list[Row]:
    """End executions of the transaction's tenant whose lease is over; return those that were."""
    return await tx.rows(_FAIL_LOST, {"ids": list(ids), "error": error})


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


_PLAIN = (
    "node_id",
    "path",
    "type",
    "status",
    "port",
    "attempt",
    "error",
    "started_at",
    "duration_ms",
    "meta",
)
"""Columns of steps that are stored as they are."""

"""SQL of schedules."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from thaiyyal.features.workflows.queries import joined
from thaiyyal.store.transaction import Row, Transaction

_COLUMNS = """
s.id, s.workflow_id, s.node_id, s.cron, s.every_ms, s.time_zone, s.catch_up, s.jitter_ms,
s.version, s.anchor_at, s.next_at, s.paused_at, s.enabled, s.last_at, s.last_execution_id,
s.last_error
"""
_UPSERT = """
INSERT INTO schedules AS s (tenant_id, id, workflow_id, node_id, cron, every_ms, time_zone,
  catch_up, jitter_ms, next_at, version, anchor_at)
SELECT current_tenant(), g.id, %(workflow_id)s, g.node_id, g.cron, g.every_ms, g.time_zone,
  g.catch_up, g.jitter_ms, g.next_at, %(version)s, %(now)s
FROM unnest(%(ids)s::uuid[], %(node_ids)s::text[], %(crons)s::text[], %(everys)s::bigint[],
  %(zones)s::text[], %(catch_ups)s::text[], %(jitters)s::bigint[], %(nexts)s::timestamptz[])
  AS g (id, node_id, cron, every_ms, time_zone, catch_up, jitter_ms, next_at)
ON CONFLICT (tenant_id, workflow_id, node_id) DO UPDATE SET
  cron = EXCLUDED.cron, every_ms = EXCLUDED.every_ms, time_zone = EXCLUDED.time_zone,
  catch_up = EXCLUDED.catch_up, jitter_ms = EXCLUDED.jitter_ms, version = EXCLUDED.version,
  enabled = true,
  anchor_at = CASE WHEN s.every_ms = EXCLUDED.every_ms THEN s.anchor_at
    ELSE EXCLUDED.anchor_at END,
  next_at = CASE
    WHEN s.paused_at IS NOT NULL THEN NULL
    WHEN s.next_at IS NOT NULL AND s.every_ms IS NOT DISTINCT FROM EXCLUDED.every_ms
      AND s.cron IS NOT DISTINCT FROM EXCLUDED.cron AND s.time_zone = EXCLUDED.time_zone
    THEN s.next_at ELSE EXCLUDED.next_at END
"""
_DROP_OTHERS = """
DELETE FROM schedules
WHERE tenant_id = current_tenant() AND workflow_id = %(workflow_id)s
  AND NOT node_id = ANY(%(node_ids)s)
"""
_LIST = joined(
    "SELECT",
    _COLUMNS,
    """FROM schedules s
WHERE s.tenant_id = current_tenant() AND s.workflow_id = %(workflow_id)s ORDER BY s.node_id
""",
)
_LOCK = joined(
    "SELECT",
    _COLUMNS,
    """FROM schedules s
WHERE s.tenant_id = current_tenant() AND s.workflow_id = %(workflow_id)s AND s.id = %(id)s
FOR UPDATE
""",
)
_LOCK_DUE = joined(
    "SELECT",
    _COLUMNS,
    """, now() AS now FROM schedules s
WHERE s.tenant_id = current_tenant() AND s.id = %(id)s AND s.next_at <= now()
FOR UPDATE SKIP LOCKED
""",
)
_DISABLE = """
UPDATE schedules SET enabled = false, next_at = NULL
WHERE tenant_id = current_tenant() AND workflow_id = %(workflow_id)s
"""
_SET_NEXT = """
UPDATE schedules s SET enabled = true, next_at = g.next_at
FROM unnest(%(ids)s::uuid[], %(nexts)s::timestamptz[]) AS g (id, next_at)
WHERE s.tenant_id = current_tenant() AND s.id = g.id
"""
_SET_PAUSED = """
UPDATE schedules SET paused_at = %(paused_at)s, next_at = %(next_at)s
WHERE tenant_id = current_tenant() AND id = %(id)s
"""
_ADVANCE = """
UPDATE schedules SET next_at = %(next_at)s, last_at = coalesce(%(last_at)s, last_at),
  last_execution_id = CASE WHEN %(last_at)s::timestamptz IS NULL THEN last_execution_id
    ELSE %(last_execution_id)s END,
  last_error = CASE WHEN %(last_at)s::timestamptz IS NULL THEN last_error
    ELSE %(last_error)s END
WHERE tenant_id = current_tenant() AND id = %(id)s
"""
_DUE = "SELECT tenant_id, schedule_id FROM due_schedules(%(most)s)"


async def upsert_schedules(
    tx: Transaction, workflow_id: UUID, rows: Sequence[Row], *, version: int, now: datetime
) -> None:
    """Write the schedules of a version; who keeps its timetable keeps its next slot."""

    def column(name: str) -> list[Any]:
        return [row[name] for row in rows]

    params = {
        "workflow_id": workflow_id,
        "version": version,
        "now": now,
        "ids": column("id"),
        "node_ids": column("node_id"),
        "crons": column("cron"),
        "everys": column("every_ms"),
        "zones": column("time_zone"),
        "catch_ups": column("catch_up"),
        "jitters": column("jitter_ms"),
        "nexts": column("next_at"),
    }
    await tx.run(_UPSERT, params)


async def drop_other_schedules(tx: Transaction, workflow_id: UUID, node_ids: list[str]) -> None:
    """Forget the schedules of nodes that are not there any more."""
    await tx.run(_DROP_OTHERS, {"workflow_id": workflow_id, "node_ids": node_ids})


async def list_schedules(tx: Transaction, workflow_id: UUID) -> list[Row]:
    """Return the schedules of a workflow."""
    return await tx.rows(_LIST, {"workflow_id": workflow_id})


async def lock_schedule(tx: Transaction, workflow_id: UUID, id_: UUID) -> Row | None:
    """Return a schedule that is about to change."""
    return await tx.row(_LOCK, {"workflow_id": workflow_id, "id": id_})


async def lock_due_schedule(tx: Transaction, id_: UUID) -> Row | None:
    """Return a schedule whose slot has come; None if another process has it or had it."""
    return await tx.row(_LOCK_DUE, {"id": id_})


async def disable_schedules(tx: Transaction, workflow_id: UUID) -> None:
    """Let no slot of a workflow come."""
    await tx.run(_DISABLE, {"workflow_id": workflow_id})


async def set_next(tx: Transaction, nexts: dict[UUID, datetime | None]) -> None:
    """Let the slots of schedules come again."""
    await tx.run(_SET_NEXT, {"ids": list(nexts), "nexts": list(nexts.values())})


async def set_paused(
    tx: Transaction, id_: UUID, *, paused_at: datetime | None, next_at: datetime | None
) -> None:
    """Pause a schedule, or let it go on."""
    await tx.run(_SET_PAUSED, {"id": id_, "paused_at": paused_at, "next_at": next_at})


async def advance_schedule(
    tx: Transaction,
    id_: UUID,
    *,
    next_at: datetime | None,
    last_at: datetime | None,
    last_execution_id: UUID | None,
    last_error: str | None,
) -> None:
    """Note what became of the slots that had come; without any only the next one."""
    params = {
        "id": id_,
        "next_at": next_at,
        "last_at": last_at,
        "last_execution_id": last_execution_id,
        "last_error": last_error,
    }
    await tx.run(_ADVANCE, params)


async def list_due(tx: Transaction, *, most: int) -> list[Row]:
    """Return tenant and id of schedules whose slot has come, of all tenants."""
    return await tx.rows(_DUE, {"most": most})

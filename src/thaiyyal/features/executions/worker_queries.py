"""SQL of processes that run executions: their leases, what they claim, what others take over."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from thaiyyal.store.transaction import Row, Transaction

_REGISTER = """
SELECT register_worker(%(worker)s, %(kind)s, %(host)s, %(pid)s, %(slots)s, %(version)s, %(lease)s)
"""
_RENEW = "SELECT renew_worker(%(worker)s, %(lease)s)"
_HOLD = "SELECT hold_worker(%(worker)s)"
_LEAVE = "SELECT leave_worker(%(worker)s)"
_HELD = "SELECT held_executions(%(worker)s)"
_RELEASE_HELD = """
SELECT release_held(%(worker)s, %(ids)s::uuid[], %(most_crashes)s, %(suspect_after)s)
"""
_LIST = """
SELECT id, kind, host, pid, slots, version, started_at, seen_at, lease_until > now() AS is_alive
FROM list_workers()
"""
_TAKE_OVER = "SELECT take_over_executions(%(lease)s, %(most_crashes)s, %(suspect_after)s)"
_WAKE = "SELECT wake_executions(%(most)s)"
_ADMIT_BACKLOG = "SELECT admit_backlog()"
_FREE_JOBS = "SELECT free_jobs(%(older_than)s)"
_RECONCILE = "SELECT reconcile_queue(%(older_than)s)"
_CLAIM = """
WITH claimed AS (
  UPDATE executions SET status = 'running', lease_owner = %(worker)s, attempt = attempt + 1,
    started_at = coalesce(started_at, now())
  WHERE tenant_id = current_tenant() AND id = ANY(%(ids)s::uuid[]) AND status = 'queued'
    AND admitted_at IS NOT NULL
  RETURNING *
)
SELECT c.id, c.workflow_id, c.version, c.content_hash, c.attempt, c.crashes, c.seed,
  coalesce(b.content, c.input) AS input, c.started_by, c.trigger, c.time_limit_ms, c.active_ms,
  c.signals, c.depth, c.parent_id, c.trigger_node, c.target_node, c.pinned, c.cancel_requested_at,
  c.started_at, c.created_at, c.retried_from, c.is_sealed, c.dead_at,
  c.key_root
FROM claimed c LEFT JOIN blobs b ON b.tenant_id = c.tenant_id AND b.execution_id = c.id
  AND b.sha256 = c.input_blob
"""
_JOURNAL = """
SELECT s.execution_id, s.seq, s.kind, s.node_id, s.path, s.key, s.status, s.port, s.attempt,
  coalesce(b.content, s.output) AS output, s.error, s.meta, s.fact
FROM steps s LEFT JOIN blobs b ON b.tenant_id = s.tenant_id AND b.execution_id = s.execution_id
  AND b.sha256 = s.output_blob AND s.kind = 'outcome'
WHERE s.tenant_id = current_tenant() AND s.execution_id = ANY(%(ids)s::uuid[])
ORDER BY s.execution_id, s.seq
"""
_SIGNALS = """
SELECT g.seq, g.name, g.payload, g.execution_id, z.place, z.sealed
FROM signals g LEFT JOIN sealed_values z ON z.tenant_id = g.tenant_id
  AND z.execution_id = g.execution_id AND z.place = 'signal ' || g.seq
WHERE g.tenant_id = current_tenant() AND g.execution_id = %(id)s AND g.seq > %(after)s
ORDER BY g.seq
"""


async def register_worker(tx: Transaction, described: Mapping[str, Any]) -> None:
    """Make a process known that is going to run executions."""
    await tx.run(_REGISTER, described)


async def renew_worker(tx: Transaction, worker: UUID, *, lease: timedelta) -> list[UUID] | None:
    """Renew a lease; return which of its executions shall stop, None when it has lost it."""
    found: list[UUID] | None = await tx.value(_RENEW, {"worker": worker, "lease": lease})
    return found


async def hold_worker(tx: Transaction, worker: UUID) -> None:
    """Make sure that the process has not been declared dead, until the transaction ends."""
    await tx.run(_HOLD, {"worker": worker})


async def leave_worker(tx: Transaction, worker: UUID) -> int:
    """End a process; return how many executions went back to the queue."""
    return int(await tx.value(_LEAVE, {"worker": worker}))


async def list_held(tx: Transaction, worker: UUID) -> list[UUID]:
    """Return the executions that are leased to a process."""
    return [row["held_executions"] for row in await tx.rows(_HELD, {"worker": worker})]


async def release_held(
    tx: Transaction, worker: UUID, ids: Sequence[UUID], *, most_crashes: int, suspect_after: int
) -> int:
    """Take some of what a process holds from it; return how many others may go on with."""
    params = {
        "worker": worker,
        "ids": list(ids),
        "most_crashes": most_crashes,
        "suspect_after": suspect_after,
    }
    return int(await tx.value(_RELEASE_HELD, params))


async def list_workers(tx: Transaction) -> list[Row]:
    """Return the processes that run executions."""
    return await tx.rows(_LIST)


async def take_over(
    tx: Transaction, *, lease: timedelta, most_crashes: int, suspect_after: int
) -> int:
    """Declare silent processes dead; return how many executions others may go on with."""
    params = {"lease": lease, "most_crashes": most_crashes, "suspect_after": suspect_after}
    return int(await tx.value(_TAKE_OVER, params))


async def wake_executions(tx: Transaction, *, most: int) -> int:
    """Let those go on whose time has come; return how many were admitted."""
    return int(await tx.value(_WAKE, {"most": most}) or 0)


async def admit_backlog(tx: Transaction) -> int:
    """Admit what waits for a place wherever there is one."""
    return int(await tx.value(_ADMIT_BACKLOG) or 0)


async def free_jobs(tx: Transaction, *, older_than: timedelta) -> int:
    """Close jobs that nobody does any more; return how many executions got a new one."""
    return int(await tx.value(_FREE_JOBS, {"older_than": older_than}))


async def reconcile_queue(tx: Transaction, *, older_than: timedelta) -> int:
    """As ``free_jobs``, also for executions without a job, whatever became of it."""
    return int(await tx.value(_RECONCILE, {"older_than": older_than}))


async def claim_executions(tx: Transaction, worker: UUID, ids: Sequence[UUID]) -> list[Row]:
    """Take admitted executions of the transaction's tenant; return those that were there."""
    return await tx.rows(_CLAIM, {"worker": worker, "ids": list(ids)})


async def load_journals(tx: Transaction, ids: Sequence[UUID]) -> list[Row]:
    """Return the journal rows of executions, those of each in order."""
    return await tx.rows(_JOURNAL, {"ids": list(ids)})


async def load_signals(tx: Transaction, id_: UUID, *, after: int = 0) -> list[Row]:
    """Return the signals of an execution in the order in which they came."""
    return await tx.rows(_SIGNALS, {"id": id_, "after": after})

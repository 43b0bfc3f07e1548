"""How the queue is doing: what waits, since when, and whether anybody takes it."""

from dataclasses import dataclass
from datetime import timedelta

from thaiyyal.store.transaction import Transaction

_STATE = """
SELECT
  (SELECT count(*) FROM queue.procrastinate_jobs WHERE status = 'todo') AS waiting,
  (SELECT count(*) FROM queue.procrastinate_jobs WHERE status = 'doing') AS doing,
  (SELECT count(*) FROM queue.procrastinate_workers
   WHERE last_heartbeat > now() - %(alive)s) AS workers,
  (SELECT j.id FROM queue.procrastinate_jobs j
   WHERE j.status = 'todo' AND j.lock IS NULL
     AND (j.scheduled_at IS NULL OR j.scheduled_at <= now())
   ORDER BY j.priority DESC, j.id LIMIT 1) AS next_job,
  coalesce(extract(epoch FROM clock_timestamp() - (
    SELECT coalesce(j.scheduled_at, (SELECT min(e.at) FROM queue.procrastinate_events e
      WHERE e.job_id = j.id AND e.type = 'deferred'))
    FROM queue.procrastinate_jobs j
    WHERE j.status = 'todo' AND j.lock IS NULL
      AND (j.scheduled_at IS NULL OR j.scheduled_at <= now())
    ORDER BY j.id LIMIT 1)), 0)::double precision AS oldest_s
"""
_HAS_QUEUE = "SELECT to_regclass('queue.procrastinate_jobs') IS NOT NULL"


@dataclass(frozen=True, slots=True)
class QueueState:
    """Jobs and who takes them. Jobs that wait for another one to end have no age here.

    ``next_job``: the one that is taken next. ``workers``: those that gave a sign of life.
    """

    waiting: int = 0
    doing: int = 0
    workers: int = 0
    next_job: int | None = None
    oldest_s: float = 0.0


async def queue_state(tx: Transaction, *, alive: timedelta) -> QueueState:
    """Return how the queue is doing; a worker that was silent for longer than ``alive`` is dead."""
    if not await tx.value(_HAS_QUEUE):
        return QueueState()
    row = await tx.row(_STATE, {"alive": alive})
    assert row is not None
    return QueueState(**row)

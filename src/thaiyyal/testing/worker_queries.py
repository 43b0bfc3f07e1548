"""SQL of the worker for tests: the next job of the queue, taken away."""

from typing import Any

from thaiyyal.store.transaction import Transaction

_PATH = "SELECT set_config('search_path', 'public, queue', true)"
_TAKE = """
DELETE FROM queue.procrastinate_jobs WHERE id = (
  SELECT id FROM queue.procrastinate_jobs WHERE status = 'todo' ORDER BY priority DESC, id LIMIT 1)
RETURNING args
"""


async def take_job(tx: Transaction) -> dict[str, Any] | None:
    """Return what the next job is about, None when there is none."""
    await tx.run(_PATH)
    found: dict[str, Any] | None = await tx.value(_TAKE)
    return found

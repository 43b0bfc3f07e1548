"""SQL of logs of executions."""

from uuid import UUID

from thaiyyal.store.transaction import Row, Transaction

_LINES = """
SELECT seq, at, level, node_id, message FROM execution_logs
WHERE tenant_id = current_tenant() AND execution_id = %(execution_id)s AND seq > %(after)s
  AND (%(level)s::text IS NULL OR level = %(level)s)
ORDER BY seq LIMIT %(limit)s
"""


async def list_lines(
    tx: Transaction, execution_id: UUID, *, after: int, level: str | None, limit: int
) -> list[Row]:
    """Return lines in the order in which they were written."""
    params = {"execution_id": execution_id, "after": after, "level": level, "limit": limit}
    return await tx.rows(_LINES, params)

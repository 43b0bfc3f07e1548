"""SQL of decisions: the open intent, the row that decides, the way back into the queue."""

from collections.abc import Mapping, Sequence
from typing import Any, LiteralString
from uuid import UUID

from psycopg import sql

from thaiyyal.features.executions.writes import JournalRow
from thaiyyal.store.transaction import Row, Transaction

_INTENT = """
SELECT s.seq, s.kind, s.node_id, s.path, s.key, s.type, s.status, s.fact,
  (SELECT max(l.seq) FROM steps l WHERE l.tenant_id = s.tenant_id
     AND l.execution_id = s.execution_id) AS last
FROM steps s WHERE s.tenant_id = current_tenant() AND s.execution_id = %(execution_id)s
  AND s.seq = %(seq)s AND s.kind = 'intent' AND NOT EXISTS (
    SELECT FROM steps o WHERE o.tenant_id = s.tenant_id AND o.execution_id = s.execution_id
      AND o.kind IN ('outcome', 'repeat') AND o.key = s.key AND o.seq > s.seq)
"""
_FIELDS: Sequence[LiteralString] = (
    "seq", "kind", "node_id", "path", "key", "type", "status", "port", "attempt", "output",
    "output_blob", "is_preview", "error", "at", "started_at", "duration_ms", "meta", "fact",
)  # fmt: skip
_INSERT = sql.SQL(
    "INSERT INTO steps (tenant_id, execution_id, {})"
    " VALUES (current_tenant(), %(execution_id)s, {})"
).format(
    sql.SQL(", ").join(map(sql.SQL, _FIELDS)), sql.SQL(", ").join(map(sql.Placeholder, _FIELDS))
)
_INSERT_BLOB = """
INSERT INTO blobs (tenant_id, execution_id, sha256, size_bytes, content)
VALUES (current_tenant(), %(execution_id)s, %(sha256)s, %(size_bytes)s, %(content)s)
ON CONFLICT DO NOTHING
"""
_REQUEUE = """
UPDATE executions SET status = 'queued', waiting_for = NULL, wake_at = NULL, error = NULL,
  stored_bytes = stored_bytes + %(stored_bytes)s
WHERE tenant_id = current_tenant() AND id = %(id)s AND status = 'waiting'
"""


async def load_open_intent(tx: Transaction, execution_id: UUID, seq: int) -> Row | None:
    """Return work that was begun and has no outcome, with the last number of the journal."""
    return await tx.row(_INTENT, {"execution_id": execution_id, "seq": seq})


async def insert_row(tx: Transaction, execution_id: UUID, row: JournalRow) -> None:
    """Add a row to the journal of an execution that nobody runs and that is locked."""
    await tx.run(_INSERT, {"execution_id": execution_id, **row._asdict()})


async def insert_blob(tx: Transaction, execution_id: UUID, blob: Mapping[str, Any]) -> None:
    """Store a large value."""
    await tx.run(_INSERT_BLOB, {"execution_id": execution_id, **blob})


async def requeue(tx: Transaction, id_: UUID, *, stored_bytes: int) -> None:
    """Let a waiting execution go on."""
    await tx.run(_REQUEUE, {"id": id_, "stored_bytes": stored_bytes})

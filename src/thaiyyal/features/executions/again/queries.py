"""SQL of executing once more: the earlier execution, its journal, a copy of both."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from thaiyyal.store.transaction import Row, Transaction

_EARLIER = """
SELECT e.id, e.workflow_id, e.version, e.content_hash, e.status, e.error, e.seed,
  e.retried_from, e.target_node, e.pinned, e.time_limit_ms, e.started_at, e.created_at, e.signals,
  e.input_blob, e.is_sealed, coalesce(b.content, e.input) AS input
FROM executions e LEFT JOIN blobs b ON b.tenant_id = e.tenant_id AND b.execution_id = e.id
  AND b.sha256 = e.input_blob
WHERE e.tenant_id = current_tenant() AND e.id = %(id)s
"""
_JOURNAL = """
SELECT seq, kind, key, fact, status FROM steps
WHERE tenant_id = current_tenant() AND execution_id = %(id)s AND kind NOT IN ('step', 'status')
ORDER BY seq
"""
_COPY = """
WITH copied AS (
  INSERT INTO steps (tenant_id, execution_id, seq, kind, node_id, path, key, type, status, port,
    attempt, output, output_blob, is_preview, error, at, started_at, duration_ms, meta, fact)
  SELECT tenant_id, %(id)s, row_number() OVER (ORDER BY seq), kind, node_id, path, key, type,
    status, port, attempt, output, output_blob, is_preview, error, at, started_at, duration_ms,
    meta, fact
  FROM steps WHERE tenant_id = current_tenant() AND execution_id = %(from)s
    AND seq = ANY(%(seqs)s::integer[])
  RETURNING output_blob, coalesce(octet_length(output), 0) + %(row_bytes)s AS size
), blobs_copied AS (
  INSERT INTO blobs (tenant_id, execution_id, sha256, size_bytes, content)
  SELECT tenant_id, %(id)s, sha256, size_bytes, content FROM blobs
  WHERE tenant_id = current_tenant() AND execution_id = %(from)s
    AND (sha256 = ANY(%(blobs)s::bytea[])
      OR sha256 IN (SELECT output_blob FROM copied WHERE output_blob IS NOT NULL))
  RETURNING octet_length(content) AS size
), signals_copied AS (
  INSERT INTO signals (tenant_id, execution_id, seq, name, payload, sent_by, at)
  SELECT tenant_id, %(id)s, seq, name, payload, sent_by, at FROM signals
  WHERE tenant_id = current_tenant() AND execution_id = %(from)s
    AND (seq = ANY(%(signals)s::integer[])
      OR name NOT LIKE 'approval:%%' AND name NOT LIKE 'workflow:%%')
  RETURNING seq
), sized AS (
  SELECT coalesce((SELECT sum(size) FROM copied), 0)
    + coalesce((SELECT sum(size) FROM blobs_copied), 0) AS size
)
INSERT INTO executions (tenant_id, id, workflow_id, version, content_hash, status, trigger,
  started_by, durability, input, input_blob, created_at, seed, priority, workflow_limit,
  time_limit_ms, depth, retried_from, key_root, trigger_node, target_node, pinned, signals,
  stored_bytes)
SELECT e.tenant_id, %(id)s, e.workflow_id, e.version, e.content_hash, 'queued', 'retry',
  %(started_by)s, 'durable', e.input, e.input_blob, now(), e.seed, e.priority, e.workflow_limit,
  e.time_limit_ms, e.depth, e.id, coalesce(e.key_root, e.id), e.trigger_node, e.target_node,
  e.pinned, coalesce((SELECT max(seq) FROM signals_copied), 0),
  coalesce(octet_length(e.input), 0) + (SELECT size FROM sized)
FROM executions e JOIN workflows w ON w.tenant_id = e.tenant_id AND w.id = e.workflow_id
  AND w.deleted_at IS NULL
WHERE e.tenant_id = current_tenant() AND e.id = %(from)s
RETURNING stored_bytes, workflow_id, version, content_hash
"""


async def load_earlier(tx: Transaction, id_: UUID) -> Row | None:
    """Return what is needed of an execution in order to do it once more."""
    return await tx.row(_EARLIER, {"id": id_})


async def load_outline(tx: Transaction, id_: UUID) -> list[Row]:
    """Return the journal of an execution without its values."""
    return await tx.rows(_JOURNAL, {"id": id_})


async def copy_execution(
    tx: Transaction, earlier: UUID, *, seqs: Sequence[int], signals: Sequence[int],
    blobs: Sequence[bytes], new: Mapping[str, Any],
) -> Row | None:  # fmt: skip
    """Queue an execution again, with a part of its journal, its blobs and its signals.

    None: its workflow is gone.
    """
    params = {
        "from": earlier,
        "seqs": list(seqs),
        "signals": list(signals),
        "blobs": list(blobs),
        **new,
    }
    return await tx.row(_COPY, params)

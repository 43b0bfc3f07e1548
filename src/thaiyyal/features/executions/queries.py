"""SQL of executions: what a start needs to know, one execution, its steps, a wish to cancel."""

from collections.abc import Sequence
from uuid import UUID

from thaiyyal.features.workflows.queries import COLUMNS, joined, of_actor
from thaiyyal.kernel.actor import Actor
from thaiyyal.store.transaction import Row, Transaction

_STARTABLE = joined(
    "SELECT",
    COLUMNS,
    """
    , w.draft_hash, v.version AS chosen_version, v.content_hash,
    (SELECT name FROM users WHERE id = %(user_id)s) AS actor_name
    FROM workflows w
    LEFT JOIN workflow_versions v ON v.tenant_id = w.tenant_id AND v.workflow_id = w.id
      AND v.version = coalesce(%(version)s, w.latest_version)
    LEFT JOIN users o ON o.id = w.owner_id
    WHERE w.tenant_id = current_tenant() AND w.id = %(id)s AND w.deleted_at IS NULL
    """,
)
_DRAFT = """
SELECT draft AS document, draft_hash AS content_hash FROM workflows
WHERE tenant_id = current_tenant() AND id = %(id)s AND draft IS NOT NULL
"""
_DOCUMENT = """
SELECT document, content_hash FROM workflow_versions
WHERE tenant_id = current_tenant() AND workflow_id = %(id)s AND version = %(version)s
"""
_DRAFT_OF = """
SELECT content AS document FROM blobs
WHERE tenant_id = current_tenant() AND execution_id = %(id)s AND sha256 = %(digest)s
"""
_LOAD = joined(
    """
    SELECT e.id, e.workflow_id, e.version, e.status, e.trigger, e.started_by,
      s.name AS started_by_name, e.error, e.cpu_ms, e.created_at, e.started_at, e.finished_at,
      e.cancel_requested_at, e.waiting_for, e.wake_at, e.attempt, e.retried_from, e.parent_id,
      e.content_hash, e.lease_owner, e.dead_at, w.name AS workflow_name, w.owner_id, w.visibility,
      coalesce(i.content, e.input) AS input, coalesce(b.content, e.output) AS output,
    (SELECT max(array_position(ARRAY['read', 'execute', 'write', 'admin'], p.level))
     FROM workflow_permissions p
     WHERE p.tenant_id = e.tenant_id AND p.workflow_id = e.workflow_id
       AND (p.user_id = %(user_id)s OR p.role_id = ANY(%(role_ids)s::uuid[]))) AS shared_rank
    FROM executions e
    LEFT JOIN workflows w ON w.tenant_id = e.tenant_id AND w.id = e.workflow_id
    LEFT JOIN users s ON s.id = e.started_by
    LEFT JOIN blobs i ON i.tenant_id = e.tenant_id AND i.execution_id = e.id
      AND i.sha256 = e.input_blob AND %(with_values)s
    LEFT JOIN blobs b ON b.tenant_id = e.tenant_id AND b.execution_id = e.id
      AND b.sha256 = e.output_blob AND %(with_values)s
    WHERE e.tenant_id = current_tenant() AND e.id = %(id)s
    """
)
_REQUEST_CANCEL = """
WITH asked AS (
  UPDATE executions SET cancel_requested_at = now(),
    status = CASE WHEN lease_owner IS NULL THEN 'cancelled' ELSE status END,
    finished_at = CASE WHEN lease_owner IS NULL THEN now() END,
    error = CASE WHEN lease_owner IS NULL THEN %(error)s ELSE error END,
    waiting_for = NULL, wake_at = NULL
  WHERE tenant_id = current_tenant() AND id = %(id)s AND cancel_requested_at IS NULL
    AND status IN ('queued', 'running', 'waiting')
  RETURNING tenant_id, id, cancel_requested_at, status, finished_at, error, waiting_for, wake_at,
    lease_owner IS NULL AND admitted_at IS NOT NULL AS frees, parent_id, parent_key
), closed AS (
  UPDATE approvals a SET decision = 'cancelled', decided_at = now() FROM asked
  WHERE a.tenant_id = asked.tenant_id AND a.execution_id = asked.id AND a.decision IS NULL
    AND asked.status = 'cancelled'
)
SELECT * FROM asked
"""
_CHILDREN = """
SELECT id FROM executions WHERE tenant_id = current_tenant() AND parent_id = ANY(%(ids)s::uuid[])
  AND status IN ('queued', 'running', 'waiting')
"""
_STEPS = """
SELECT s.seq, s.node_id, s.path, s.type, s.port, s.attempt, s.output, s.is_preview,
  s.error, s.started_at, s.duration_ms, s.meta,
  CASE WHEN s.kind = 'intent' AND e.finished_at IS NOT NULL THEN 'interrupted' ELSE s.status END
    AS status
FROM steps s JOIN executions e ON e.tenant_id = s.tenant_id AND e.id = s.execution_id
WHERE s.tenant_id = current_tenant() AND s.execution_id = %(execution_id)s AND s.seq > %(after)s
  AND (s.kind IN ('outcome', 'step') OR s.kind = 'intent' AND NOT EXISTS (
    SELECT FROM steps o WHERE o.tenant_id = s.tenant_id AND o.execution_id = s.execution_id
      AND o.seq > s.seq AND (o.kind IN ('outcome', 'repeat') AND o.key = s.key
        OR o.kind = 'step' AND o.node_id = s.node_id)))
ORDER BY s.seq LIMIT %(limit)s
"""
_STEP_OUTPUT = """
SELECT coalesce(b.content, s.output) AS output, s.is_preview AND b.sha256 IS NULL AS is_preview,
  s.node_id, s.path
FROM steps s LEFT JOIN blobs b ON b.tenant_id = s.tenant_id AND b.execution_id = s.execution_id
  AND b.sha256 = s.output_blob
WHERE s.tenant_id = current_tenant() AND s.execution_id = %(execution_id)s
  AND s.seq = %(seq)s
"""


async def load_startable(
    tx: Transaction, actor: Actor, workflow_id: UUID, version: int | None
) -> Row | None:
    """Return a workflow with the version that is to be executed; the latest if none is named."""
    params = {"id": workflow_id, "version": version, **of_actor(actor)}
    return await tx.row(_STARTABLE, params)


async def load_document(tx: Transaction, workflow_id: UUID, version: int | None) -> Row | None:
    """Return the stored document of a version, or the draft, with the hash of what it says."""
    params = {"id": workflow_id, "version": version}
    return await tx.row(_DRAFT if version is None else _DOCUMENT, params)


async def load_draft_of(tx: Transaction, execution_id: UUID, digest: bytes) -> Row | None:
    """Return the document of a draft that an execution has kept: the draft may have changed."""
    return await tx.row(_DRAFT_OF, {"id": execution_id, "digest": digest})


async def load_execution(
    tx: Transaction, actor: Actor, id_: UUID, *, with_values: bool = False
) -> Row | None:
    """Return an execution with what decides about it; whole input and output if asked."""
    return await tx.row(_LOAD, {"id": id_, "with_values": with_values, **of_actor(actor)})


async def request_cancel(tx: Transaction, id_: UUID, *, error: bytes) -> Row | None:
    """Note that an execution shall stop; None when it has ended or was told so before.

    One that nobody runs has ended with that; ``frees``: whether it had a place among the active.
    """
    return await tx.row(_REQUEST_CANCEL, {"id": id_, "error": error})


async def list_children(tx: Transaction, ids: Sequence[UUID]) -> list[UUID]:
    """Return the executions that these have called and that have not ended."""
    return [row["id"] for row in await tx.rows(_CHILDREN, {"ids": list(ids)})]


async def list_steps(tx: Transaction, execution_id: UUID, *, after: int, limit: int) -> list[Row]:
    """Return steps in the order of the record."""
    params = {"execution_id": execution_id, "after": after, "limit": limit}
    return await tx.rows(_STEPS, params)


async def load_step_output(tx: Transaction, execution_id: UUID, seq: int) -> Row | None:
    """Return the output of one step, whole if it was kept whole."""
    return await tx.row(_STEP_OUTPUT, {"execution_id": execution_id, "seq": seq})

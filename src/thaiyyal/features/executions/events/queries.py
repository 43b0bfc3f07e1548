"""SQL of streams: what is new of several executions, with who may see them, in one statement."""

from collections.abc import Mapping
from uuid import UUID

from thaiyyal.features.workflows.queries import of_actor
from thaiyyal.kernel.actor import Actor
from thaiyyal.store.transaction import Row, Transaction

_NEWS = """
SELECT g.id AS execution_id, e.workflow_id, e.status AS execution_status, e.waiting_for, e.wake_at,
  e.started_at AS execution_started_at, e.finished_at,
  CASE WHEN coalesce(n.place, 1) = 1 THEN e.error END AS execution_error,
  w.owner_id, w.visibility, f.shared_rank, f.last_seq,
  least(g.after::bigint + %(limit)s, f.last_seq)::integer AS upto,
  n.seq, n.kind, n.node_id, n.path, n.type, n.status, n.port, n.attempt, n.output, n.is_preview,
  n.error, coalesce(n.started_at, n.at) AS started_at, n.duration_ms, n.meta
FROM unnest(%(ids)s::uuid[], %(after)s::integer[]) AS g (id, after)
JOIN executions e ON e.tenant_id = current_tenant() AND e.id = g.id
LEFT JOIN workflows w ON w.tenant_id = e.tenant_id AND w.id = e.workflow_id
CROSS JOIN LATERAL (
  SELECT (SELECT max(array_position(ARRAY['read', 'execute', 'write', 'admin'], p.level))
          FROM workflow_permissions p
          WHERE p.tenant_id = e.tenant_id AND p.workflow_id = e.workflow_id
            AND (p.user_id = %(user_id)s OR p.role_id = ANY(%(role_ids)s::uuid[]))) AS shared_rank,
    coalesce((SELECT l.seq FROM steps l
              WHERE l.tenant_id = current_tenant() AND l.execution_id = g.id
              ORDER BY l.seq DESC LIMIT 1), 0) AS last_seq
  OFFSET 0  -- once for an execution, not once for each of its rows
) f
LEFT JOIN LATERAL (
  SELECT r.*, row_number() OVER before AS place,
    sum(coalesce(octet_length(r.output), 0)) OVER before AS bytes
  FROM (SELECT s.* FROM steps s
        WHERE s.tenant_id = current_tenant() AND s.execution_id = g.id AND s.seq > g.after
          AND s.seq <= g.after::bigint + %(limit)s
        ORDER BY s.seq LIMIT %(limit)s) r
  WINDOW before AS (ORDER BY r.seq)
) n ON n.place = 1 OR n.bytes <= %(most_bytes)s
ORDER BY g.id, n.seq
"""


async def load_news(
    tx: Transaction, actor: Actor, after: Mapping[UUID, int], *, limit: int, most_bytes: int
) -> list[Row]:
    """Return what each execution recorded after a place, as far as ``upto``.

    That is ``limit`` places further; without the bound all that is left would be read and sorted.
    One without news has one row whose ``seq`` is null; one that is not there has none.
    """
    params = {
        **of_actor(actor),
        "ids": list(after),
        "after": list(after.values()),
        "limit": limit,
        "most_bytes": most_bytes,
    }
    return await tx.rows(_NEWS, params)

"""SQL of what surrounds executions: ends of those they called, approvals they ask for, calls."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from thaiyyal.store.transaction import Row, Transaction

_ENDS = """
SELECT e.id, e.status, coalesce(b.content, e.output) AS output, e.error, e.id AS execution_id,
  z.place, z.sealed
FROM executions e LEFT JOIN blobs b ON b.tenant_id = e.tenant_id AND b.execution_id = e.id
  AND b.sha256 = e.output_blob
LEFT JOIN sealed_values z ON z.tenant_id = e.tenant_id AND z.execution_id = e.id
  AND z.place = 'output' AND e.is_sealed
WHERE e.tenant_id = current_tenant() AND e.id = ANY(%(ids)s::uuid[])
"""
_MAY_CALL = """
SELECT EXISTS (SELECT FROM workflows t JOIN workflows c
    ON c.tenant_id = t.tenant_id AND c.id = %(caller)s
  WHERE t.tenant_id = current_tenant() AND t.id = %(called)s
    AND (t.visibility <> 'private' OR t.owner_id = c.owner_id))
"""
_INSERT_APPROVAL = """
INSERT INTO approvals (tenant_id, id, execution_id, workflow_id, step, request, approvers,
  expires_at)
VALUES (current_tenant(), %(id)s, %(execution_id)s, %(workflow_id)s, %(step)s, %(request)s,
  %(approvers)s, %(expires_at)s)
ON CONFLICT (tenant_id, execution_id, step) DO NOTHING
"""
_CALLED = """
SELECT called_id FROM calls
WHERE tenant_id = current_tenant() AND execution_id = %(execution_id)s AND step = %(step)s
"""
_INSERT_CALL = """
INSERT INTO calls (tenant_id, execution_id, step, called_id)
VALUES (current_tenant(), %(execution_id)s, %(step)s, %(called_id)s)
"""


async def load_ends(tx: Transaction, ids: Sequence[str]) -> list[Row]:
    """Return how executions have ended, with their whole outputs."""
    return await tx.rows(_ENDS, {"ids": list(ids)})


async def may_call(tx: Transaction, caller: UUID, called: UUID) -> bool:
    """Whether a workflow may start another: a private one only that of the same owner."""
    return bool(await tx.value(_MAY_CALL, {"caller": caller, "called": called}))


async def insert_approval(tx: Transaction, row: Mapping[str, Any]) -> None:
    """Ask for a decision, unless the step has asked before."""
    await tx.run(_INSERT_APPROVAL, row)


async def called_by(tx: Transaction, execution_id: UUID, step: str) -> UUID | None:
    """Return the execution that a step has started."""
    found: UUID | None = await tx.value(_CALLED, {"execution_id": execution_id, "step": step})
    return found


async def insert_call(tx: Transaction, execution_id: UUID, step: str, called_id: UUID) -> None:
    """Note which execution a step has started."""
    params = {"execution_id": execution_id, "step": step, "called_id": called_id}
    await tx.run(_INSERT_CALL, params)

"""SQL of sealed values, outside of the commit group."""

from collections.abc import Sequence
from uuid import UUID

from thaiyyal.features.executions.sealing import SealedRow
from thaiyyal.store.transaction import Row, Transaction

_LOAD = """
SELECT execution_id, place, sealed FROM sealed_values
WHERE tenant_id = current_tenant() AND execution_id = ANY(%(ids)s::uuid[])
"""
_INSERT = """
WITH stored AS (
  INSERT INTO sealed_values (tenant_id, execution_id, place, sealed)
  SELECT current_tenant(), %(id)s, place, sealed
  FROM unnest(%(places)s::text[], %(contents)s::bytea[]) AS g (place, sealed)
  ON CONFLICT DO NOTHING
)
UPDATE executions SET is_sealed = true
WHERE tenant_id = current_tenant() AND id = %(id)s AND NOT is_sealed
"""
_OUTLINE = """
SELECT id, workflow_id, version, content_hash, is_sealed FROM executions
WHERE tenant_id = current_tenant() AND id = %(id)s
"""


async def load_sealed(tx: Transaction, ids: Sequence[UUID]) -> list[Row]:
    """Return what executions have sealed."""
    return await tx.rows(_LOAD, {"ids": list(ids)})


async def insert_sealed(tx: Transaction, id_: UUID, rows: Sequence[SealedRow]) -> None:
    """Store values of an execution of the transaction's tenant."""
    params = {"places": [row.place for row in rows], "contents": [row.content for row in rows]}
    await tx.run(_INSERT, {"id": id_, **params})


async def load_outline(tx: Transaction, id_: UUID) -> Row | None:
    """Return what tells which secrets an execution may hold."""
    return await tx.row(_OUTLINE, {"id": id_})

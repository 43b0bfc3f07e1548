"""SQL of signals: counted and stored under a lock of the execution, which they wake."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from thaiyyal.store.transaction import Row, Transaction

_LOCK = """
SELECT id, status, waiting_for, signals, lease_owner, attempt FROM executions
WHERE tenant_id = current_tenant() AND id = %(id)s FOR UPDATE
"""
_COUNT_SENT = """
SELECT count(*) FROM signals WHERE tenant_id = current_tenant() AND execution_id = %(id)s
  AND name NOT LIKE 'approval:%%' AND name NOT LIKE 'workflow:%%'
"""
_SEND = """
WITH told AS (
  UPDATE executions SET signals = signals + 1,
    status = CASE WHEN status = 'waiting' AND waiting_for IN ('signal', 'approval', 'workflow')
                  THEN 'queued' ELSE status END,
    wake_at = CASE WHEN status = 'waiting' AND waiting_for IN ('signal', 'approval', 'workflow')
                   THEN NULL ELSE wake_at END,
    waiting_for = CASE WHEN waiting_for IN ('signal', 'approval', 'workflow') THEN NULL
                       ELSE waiting_for END
  WHERE tenant_id = current_tenant() AND id = %(id)s
    AND status IN ('queued', 'running', 'waiting')
  RETURNING id, signals, status
)
INSERT INTO signals (tenant_id, execution_id, seq, name, payload, sent_by)
SELECT current_tenant(), id, signals, %(name)s, %(payload)s, %(sent_by)s FROM told
RETURNING seq, at, (SELECT status FROM told) AS status
"""


async def lock_execution(tx: Transaction, id_: UUID) -> Row | None:
    """Return what decides about an execution; nobody changes it until the transaction ends."""
    return await tx.row(_LOCK, {"id": id_})


async def count_sent(tx: Transaction, id_: UUID) -> int:
    """Return how many signals people have sent to an execution."""
    return int(await tx.value(_COUNT_SENT, {"id": id_}))


async def insert_signal(tx: Transaction, id_: UUID, signal: Mapping[str, Any]) -> Row | None:
    """Store a signal of a live execution and queue it if it waits for one; None when it ended."""
    return await tx.row(_SEND, {"id": id_, **signal})

"""SQL of approvals: which somebody sees, one of them, its decision, and what closes by itself."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, LiteralString
from uuid import UUID

from psycopg import sql

from thaiyyal.features.executions.list_queries import Seen
from thaiyyal.features.workflows.queries import of_actor
from thaiyyal.kernel.actor import Actor
from thaiyyal.store.transaction import Row, Transaction

_NAMES = """
SELECT lower(u.email) AS email, ARRAY(SELECT 'role:' || r.name FROM roles r
  WHERE r.tenant_id = current_tenant() AND r.id = ANY(%(role_ids)s::uuid[])) AS roles
FROM users u WHERE u.id = %(user_id)s
"""
_SHARED = sql.SQL(
    """
(SELECT max(array_position(ARRAY['read', 'execute', 'write', 'admin'], p.level))
 FROM workflow_permissions p
 WHERE p.tenant_id = a.tenant_id AND p.workflow_id = a.workflow_id
   AND (p.user_id = %(user_id)s OR p.role_id = ANY(%(role_ids)s::uuid[])))
"""
)
_COLUMNS = sql.SQL(
    """
SELECT a.id, a.execution_id, a.workflow_id, a.step, a.request, a.approvers, a.expires_at,
  a.created_at, coalesce(a.decision, CASE WHEN a.expires_at <= now() THEN 'expired' END)
    AS decision, a.decided_by, a.decided_at, a.answer, w.name AS workflow_name, w.owner_id,
  w.visibility, d.name AS decided_by_name, {shared} AS shared_rank
FROM approvals a
LEFT JOIN workflows w ON w.tenant_id = a.tenant_id AND w.id = a.workflow_id
LEFT JOIN users d ON d.id = a.decided_by
WHERE a.tenant_id = current_tenant()
"""
).format(shared=_SHARED)
_ONE = sql.SQL(" AND a.id = %(id)s")
_LOCKED = sql.SQL(" FOR UPDATE OF a")
_PAGE = sql.SQL(" AND a.id < %(below)s AND {conditions} ORDER BY a.id DESC LIMIT %(limit)s")
_STATUS: Mapping[str, sql.SQL] = {
    "open": sql.SQL("a.decision IS NULL AND (a.expires_at IS NULL OR a.expires_at > now())"),
    "decided": sql.SQL("(a.decision IS NOT NULL OR a.expires_at <= now())"),
}
_NAMED = sql.SQL("a.approvers && %(names)s::text[]")
_OF_MINE = sql.SQL("(w.owner_id = %(user_id)s OR {shared} >= 1)").format(shared=_SHARED)
_OF_TENANT = sql.SQL("w.visibility = 'tenant'")
_DECIDE = """
UPDATE approvals SET decision = %(decision)s, decided_by = %(decided_by)s, decided_at = now(),
  answer = %(answer)s
WHERE tenant_id = current_tenant() AND id = %(id)s AND decision IS NULL
  AND (expires_at IS NULL OR expires_at > now())
RETURNING decided_at
"""
_CLOSE = "SELECT close_approvals()"


async def names_of(tx: Transaction, actor: Actor) -> list[str]:
    """Return by which names approvals may call an actor: the address, and each role."""
    row = await tx.row(_NAMES, of_actor(actor))
    return [] if row is None else [row["email"], *row["roles"]]


async def list_approvals(
    tx: Transaction,
    actor: Actor,
    seen: Seen,
    names: Sequence[str],
    *,
    status: str,
    below: UUID,
    limit: int,
) -> list[Row]:
    """Return the approvals that name an actor, and those of workflows they see; newest first."""
    params = {**of_actor(actor), "names": list(names), "below": below, "limit": limit}
    return await tx.rows(page_statement(seen, status), params)


@lru_cache(maxsize=16)
def page_statement(seen: Seen, status: str) -> LiteralString:
    """Return the statement of one page."""
    conditions: sql.Composable = _STATUS[status]
    if not seen.private_too:
        reasons: list[sql.Composable] = [_NAMED, _OF_MINE]
        if seen.of_tenant:
            reasons.append(_OF_TENANT)
        conditions = sql.SQL("{} AND ({})").format(conditions, sql.SQL(" OR ").join(reasons))
    return (_COLUMNS + _PAGE.format(conditions=conditions)).as_string()


async def load_approval(
    tx: Transaction, actor: Actor, id_: UUID, *, is_locked: bool = False
) -> Row | None:
    """Return an approval with what decides about its workflow."""
    statement = _COLUMNS + _ONE + (_LOCKED if is_locked else sql.SQL(""))
    return await tx.row(statement, {"id": id_, **of_actor(actor)})


async def decide_approval(tx: Transaction, id_: UUID, decided: Mapping[str, Any]) -> Row | None:
    """Store a decision; None when there is one already, or it is too late."""
    return await tx.row(_DECIDE, {"id": id_, **decided})


async def close_approvals(tx: Transaction) -> int:
    """Close what nobody has decided in time, and what no execution waits for any more."""
    return int(await tx.value(_CLOSE))

"""SQL of lists and counts of executions, newest first, and who sees which."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, LiteralString
from uuid import UUID

from psycopg import sql

from thaiyyal.features.workflows.queries import of_actor
from thaiyyal.kernel.actor import Actor
from thaiyyal.store.transaction import Row, Transaction


@dataclass(frozen=True, slots=True)
class Seen:
    """Whose executions an actor sees besides those of their own and of shared workflows."""

    of_tenant: bool
    private_too: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which executions; None asks nothing. Ids from ``lowest`` on and below ``below``."""

    lowest: UUID
    below: UUID
    workflow_id: UUID | None = None
    status: str | None = None
    trigger: str | None = None
    waiting_for: str | None = None
    retried_from: UUID | None = None
    parent_id: UUID | None = None
    is_dead: bool | None = None


_PAGE = sql.SQL(
    """
WITH page AS MATERIALIZED ({page})
SELECT e.*, w.name AS workflow_name, s.name AS started_by_name FROM page e
LEFT JOIN workflows w ON w.tenant_id = e.tenant_id AND w.id = e.workflow_id
LEFT JOIN users s ON s.id = e.started_by
ORDER BY e.id DESC
"""
)
_NEWEST = sql.SQL(
    """
  SELECT e.id, e.workflow_id, e.version, e.status, e.trigger, e.started_by, e.error, e.cpu_ms,
    e.created_at, e.started_at, e.finished_at, e.cancel_requested_at, e.waiting_for, e.wake_at,
    e.attempt, e.retried_from, e.parent_id, e.dead_at, e.tenant_id
  FROM executions e WHERE {conditions} ORDER BY e.id DESC LIMIT %(limit)s
"""
)
_NEWEST_OF_MINE = sql.SQL(
    """
    SELECT newest.id FROM ({workflows}) AS mine (id) CROSS JOIN LATERAL (
      SELECT e.id FROM executions e WHERE {conditions} ORDER BY e.id DESC LIMIT %(limit)s
    ) AS newest ORDER BY newest.id DESC LIMIT %(limit)s
"""
)
_COUNT = sql.SQL(
    "SELECT e.status, count(*) AS count FROM executions e WHERE {conditions} GROUP BY e.status"
)
_SPAN = sql.SQL("e.id >= %(lowest)s AND e.id < %(below)s")
_FILTERS: Mapping[str, sql.SQL] = {
    "workflow_id": sql.SQL("e.workflow_id = %(workflow_id)s"),
    "status": sql.SQL("e.status = %(status)s"),
    "trigger": sql.SQL("e.trigger = %(trigger)s"),
    "waiting_for": sql.SQL("e.waiting_for = %(waiting_for)s"),
    "retried_from": sql.SQL("e.retried_from = %(retried_from)s"),
    "parent_id": sql.SQL("e.parent_id = %(parent_id)s"),
    "is_dead": sql.SQL("e.dead_at IS NOT NULL AND e.finished_at IS NOT NULL"),
}
_SHARED = sql.SQL(
    """
SELECT p.workflow_id FROM workflow_permissions p WHERE p.tenant_id = current_tenant()
  AND (p.user_id = %(user_id)s OR p.role_id = ANY(%(role_ids)s::uuid[]))
"""
)
_OWN_AND_SHARED = sql.SQL(
    """
SELECT w.id FROM workflows w WHERE w.tenant_id = current_tenant() AND w.owner_id = %(user_id)s
UNION {shared}
"""
).format(shared=_SHARED)
_OF_MINE = sql.SQL("e.workflow_id IN ({})").format(_OWN_AND_SHARED)
_OF_ONE_OF_MINE = sql.SQL("e.workflow_id = mine.id")
_AMONG = sql.SQL("e.tenant_id = current_tenant() AND e.id IN ({ids})")
_OF_TENANT = sql.SQL(
    """
EXISTS (SELECT FROM workflows w WHERE w.tenant_id = e.tenant_id AND w.id = e.workflow_id
  AND (w.visibility = 'tenant' OR w.owner_id = %(user_id)s OR w.id IN ({shared})))
"""
).format(shared=_SHARED)


async def list_executions(
    tx: Transaction, actor: Actor, seen: Seen, wanted: Wanted, *, limit: int
) -> list[Row]:
    """Return executions without their inputs and outputs."""
    statement = page_statement(seen, asked_by(wanted))
    return await tx.rows(statement, {**list_params(actor, wanted), "limit": limit})


async def count_executions(
    tx: Transaction, actor: Actor, seen: Seen, wanted: Wanted
) -> dict[str, int]:
    """Return status -> how many."""
    statement = count_statement(seen, asked_by(wanted))
    rows = await tx.rows(statement, list_params(actor, wanted))
    return {row["status"]: row["count"] for row in rows}


@lru_cache(maxsize=512)
def page_statement(seen: Seen, asked: frozenset[str]) -> LiteralString:
    """Return the statement of one page; ``asked`` names the filters that are used.

    Who sees little has their workflows gone through: among all executions theirs are rare.
    """
    if seen.of_tenant or seen.private_too:
        conditions = _conditions(asked, *_visible(seen))
    else:
        of_one = _conditions(asked, _OF_ONE_OF_MINE)
        ids = _NEWEST_OF_MINE.format(workflows=_OWN_AND_SHARED, conditions=of_one)
        conditions = _AMONG.format(ids=ids)
    page = _NEWEST.format(conditions=conditions)
    return _PAGE.format(page=page).as_string()


@lru_cache(maxsize=512)
def count_statement(seen: Seen, asked: frozenset[str]) -> LiteralString:
    """Return the statement that counts by status."""
    return _COUNT.format(conditions=_conditions(asked, *_visible(seen))).as_string()


def asked_by(wanted: Wanted) -> frozenset[str]:
    """Return the names of the filters that are used."""
    return frozenset(name for name in _FILTERS if getattr(wanted, name) is not None)


def list_params(actor: Actor, wanted: Wanted) -> dict[str, Any]:
    """Return the parameters of a statement, but for its limit."""
    return {
        **of_actor(actor),
        "lowest": wanted.lowest,
        "below": wanted.below,
        "workflow_id": wanted.workflow_id,
        "status": wanted.status,
        "trigger": wanted.trigger,
        "waiting_for": wanted.waiting_for,
        "retried_from": wanted.retried_from,
        "parent_id": wanted.parent_id,
    }


def _conditions(asked: frozenset[str], *more: sql.Composable) -> sql.Composed:
    conditions = [
        sql.SQL("e.tenant_id = current_tenant()"),
        _SPAN,
        *[_FILTERS[name] for name in sorted(asked)],
        *more,
    ]
    return sql.SQL(" AND ").join(conditions)


def _visible(seen: Seen) -> list[sql.Composable]:
    """Return the condition under which ``kernel.authorize`` lets somebody see an execution."""
    if seen.private_too:
        return []
    return [_OF_TENANT if seen.of_tenant else _OF_MINE]

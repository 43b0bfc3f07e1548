"""SQL of lists of workflows, put together from constant pieces."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, LiteralString
from uuid import UUID

from psycopg import sql

from thaiyyal.features.workflows.queries import COLUMNS, of_actor
from thaiyyal.kernel.actor import Actor
from thaiyyal.store.transaction import Row, Transaction


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody reaches by their roles: workflows of the tenant, private ones of others."""

    of_tenant: bool
    private_too: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which workflows a list shall have; None and empty ask for nothing."""

    text: str | None = None
    tags: tuple[str, ...] = ()
    owner_id: UUID | None = None
    is_shared: bool | None = None
    visibility: str | None = None
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """By which column a list is ordered."""

    column: str
    is_descending: bool


@dataclass(frozen=True, slots=True)
class Place:
    """The last workflow of the page before."""

    at: datetime | str
    id: UUID


_PAGE = sql.SQL(
    """
WITH page AS MATERIALIZED (
  SELECT w.tenant_id, w.id, w.name, w.description, w.tags, w.owner_id, w.visibility,
    w.latest_version, w.draft_hash, w.revision, w.created_at, w.updated_at, w.updated_by,
    w.deleted_at
  FROM workflows w WHERE {conditions} ORDER BY {order} LIMIT %(limit)s
)
SELECT {columns} FROM page w LEFT JOIN users o ON o.id = w.owner_id ORDER BY {order}
"""
)
_COLUMNS = sql.SQL(COLUMNS)
_SHARED = sql.SQL(
    """EXISTS (SELECT FROM workflow_permissions s
  WHERE s.tenant_id = w.tenant_id AND s.workflow_id = w.id
    AND (s.user_id = %(user_id)s OR s.role_id = ANY(%(role_ids)s::uuid[])))"""
)
_OWN = sql.SQL("w.owner_id = %(user_id)s")
_NOT_OWN = sql.SQL("w.owner_id IS DISTINCT FROM %(user_id)s")
_OF_TENANT = sql.SQL("w.visibility = 'tenant'")
_FILTERS: dict[str, sql.Composable] = {
    "is_alive": sql.SQL("w.deleted_at IS NULL"),
    "is_deleted": sql.SQL("w.deleted_at IS NOT NULL"),
    "text": sql.SQL("(w.name ILIKE %(text)s OR w.description ILIKE %(text)s)"),
    "tags": sql.SQL("w.tags @> %(tags)s::text[]"),
    "owner": sql.SQL("w.owner_id = %(owner_id)s"),
    "visibility": sql.SQL("w.visibility = %(visibility)s"),
    "is_shared": sql.SQL("{} AND {}").format(_NOT_OWN, _SHARED),
    "is_not_shared": sql.SQL("NOT ({} AND {})").format(_NOT_OWN, _SHARED),
}
_ORDERS = {
    ("updated_at", True): sql.SQL("w.updated_at DESC, w.id DESC"),
    ("updated_at", False): sql.SQL("w.updated_at, w.id"),
    ("created_at", True): sql.SQL("w.created_at DESC, w.id DESC"),
    ("created_at", False): sql.SQL("w.created_at, w.id"),
    ("name", True): sql.SQL("w.name DESC, w.id DESC"),
    ("name", False): sql.SQL("w.name, w.id"),
}
_AFTER = {
    ("updated_at", True): sql.SQL("(w.updated_at, w.id) < (%(at)s, %(after)s)"),
    ("updated_at", False): sql.SQL("(w.updated_at, w.id) > (%(at)s, %(after)s)"),
    ("created_at", True): sql.SQL("(w.created_at, w.id) < (%(at)s, %(after)s)"),
    ("created_at", False): sql.SQL("(w.created_at, w.id) > (%(at)s, %(after)s)"),
    ("name", True): sql.SQL("(w.name, w.id) < (%(at)s, %(after)s)"),
    ("name", False): sql.SQL("(w.name, w.id) > (%(at)s, %(after)s)"),
}


async def list_workflows(
    tx: Transaction,
    actor: Actor,
    seen: Seen,
    wanted: Wanted,
    order: Order,
    *,
    place: Place | None,
    limit: int,
) -> list[Row]:
    """Return workflows without their documents, with the names of their owners."""
    statement = list_statement(seen, asked_by(wanted), order, is_first=place is None)
    return await tx.rows(statement, list_params(actor, wanted, place, limit))


@lru_cache(maxsize=256)
def list_statement(
    seen: Seen, asked: frozenset[str], order: Order, *, is_first: bool
) -> LiteralString:
    """Return the statement of one page; ``asked`` names the filters that are used."""
    key = (order.column, order.is_descending)
    conditions = [
        sql.SQL("w.tenant_id = current_tenant()"),
        *_visible(seen),
        *[_FILTERS[name] for name in sorted(asked)],
        *([] if is_first else [_AFTER[key]]),
    ]
    statement = _PAGE.format(
        conditions=sql.SQL(" AND ").join(conditions), order=_ORDERS[key], columns=_COLUMNS
    )
    return statement.as_string()


def asked_by(wanted: Wanted) -> frozenset[str]:
    """Return the names of the filters that are used."""
    asked = {
        "is_deleted" if wanted.is_deleted else "is_alive": True,
        "text": wanted.text is not None,
        "tags": bool(wanted.tags),
        "owner": wanted.owner_id is not None,
        "visibility": wanted.visibility is not None,
        "is_shared": wanted.is_shared is True,
        "is_not_shared": wanted.is_shared is False,
    }
    return frozenset(name for name, is_asked in asked.items() if is_asked)


def list_params(actor: Actor, wanted: Wanted, place: Place | None, limit: int) -> dict[str, Any]:
    """Return the parameters of a page's statement."""
    return {
        **of_actor(actor),
        "text": None if wanted.text is None else _pattern(wanted.text),
        "tags": list(wanted.tags),
        "owner_id": wanted.owner_id,
        "visibility": wanted.visibility,
        "at": None if place is None else place.at,
        "after": None if place is None else place.id,
        "limit": limit,
    }


def _visible(seen: Seen) -> list[sql.Composable]:
    """Return the condition under which ``kernel.authorize`` lets somebody read a workflow."""
    if seen.private_too:
        return []
    ways = [_OWN, _SHARED, *([_OF_TENANT] if seen.of_tenant else [])]
    return [sql.SQL("({})").format(sql.SQL(" OR ").join(ways))]


def _pattern(text: str) -> str:
    r"""Return the pattern of texts that contain ``text``.

    >>> _pattern("50%_a")
    '%50\\%\\_a%'
    """
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"

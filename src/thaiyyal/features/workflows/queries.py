"""SQL of workflows: one of them. Lists, versions and shares have modules of their own."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, LiteralString
from uuid import UUID

from thaiyyal.kernel.actor import Actor
from thaiyyal.kernel.ids import TenantId
from thaiyyal.store.transaction import Row, Transaction

COLUMNS = """
w.id, w.name, w.description, w.tags, w.owner_id, o.name AS owner_name, w.visibility,
w.latest_version, w.draft_hash IS NOT NULL AS has_draft, w.revision, w.created_at, w.updated_at,
w.updated_by, w.deleted_at,
(SELECT max(array_position(ARRAY['read', 'execute', 'write', 'admin'], p.level))
 FROM workflow_permissions p
 WHERE p.tenant_id = w.tenant_id AND p.workflow_id = w.id
   AND (p.user_id = %(user_id)s OR p.role_id = ANY(%(role_ids)s::uuid[]))) AS shared_rank
"""


def joined(*parts: LiteralString) -> LiteralString:
    """Return one statement of constant parts."""
    return "\n".join(parts)


_LOAD = joined(
    "SELECT",
    COLUMNS,
    ", coalesce(v.document, w.draft) AS document",
    """
    FROM workflows w
    LEFT JOIN workflow_versions v ON v.tenant_id = w.tenant_id AND v.workflow_id = w.id
      AND v.version = w.latest_version
    LEFT JOIN users o ON o.id = w.owner_id
    WHERE w.tenant_id = current_tenant() AND w.id = %(id)s AND w.deleted_at IS NULL
    """,
)
_DOCUMENT = """
SELECT coalesce(v.document, w.draft) AS document
FROM workflows w LEFT JOIN workflow_versions v
  ON v.tenant_id = w.tenant_id AND v.workflow_id = w.id AND v.version = w.latest_version
WHERE w.tenant_id = current_tenant() AND w.id = %(id)s
"""
_FIND = joined(
    "SELECT",
    COLUMNS,
    """
    FROM workflows w LEFT JOIN users o ON o.id = w.owner_id
    WHERE w.tenant_id = current_tenant() AND w.id = %(id)s
      AND (w.deleted_at IS NOT NULL) = %(is_deleted)s
    """,
)
_LOCK = joined(
    "SELECT",
    COLUMNS,
    """
    , w.draft, w.draft_hash, w.draft_base, coalesce(octet_length(w.draft), 0) AS draft_bytes
    FROM workflows w LEFT JOIN users o ON o.id = w.owner_id
    WHERE w.tenant_id = current_tenant() AND w.id = %(id)s
      AND (w.deleted_at IS NOT NULL) = %(is_deleted)s
    FOR NO KEY UPDATE OF w
    """,
)
_INSERT = """
INSERT INTO workflows (tenant_id, id, name, description, tags, owner_id, visibility, updated_by,
  latest_version, draft, draft_hash, draft_at, draft_by)
VALUES (current_tenant(), %(id)s, %(name)s, %(description)s, %(tags)s, %(owner_id)s,
  %(visibility)s, %(owner_id)s, %(latest_version)s, %(draft)s, %(draft_hash)s,
  CASE WHEN %(draft)s::bytea IS NULL THEN NULL ELSE now() END,
  CASE WHEN %(draft)s::bytea IS NULL THEN NULL ELSE %(owner_id)s END)
RETURNING revision, created_at, updated_at,
  (SELECT name FROM users WHERE users.id = %(owner_id)s) AS owner_name
"""
_UPDATE = """
UPDATE workflows SET
  name = coalesce(%(name)s, name),
  description = coalesce(%(description)s, description),
  tags = coalesce(%(tags)s, tags),
  visibility = coalesce(%(visibility)s, visibility),
  latest_version = coalesce(%(latest_version)s, latest_version),
  revision = revision + 1, updated_at = now(), updated_by = %(by)s
WHERE tenant_id = current_tenant() AND id = %(id)s
RETURNING name, description, tags, visibility, latest_version, revision, updated_at, updated_by
"""
_SET_DELETED = """
UPDATE workflows SET
  deleted_at = CASE WHEN %(is_deleted)s THEN now() END,
  revision = revision + 1, updated_at = now(), updated_by = %(by)s
WHERE tenant_id = current_tenant() AND id = %(id)s
RETURNING deleted_at, revision, updated_at, updated_by
"""
_STORED_BYTES = """
SELECT coalesce(octet_length(w.draft), 0) + coalesce((
  SELECT sum(octet_length(v.document)) FROM workflow_versions v
  WHERE v.tenant_id = w.tenant_id AND v.workflow_id = w.id), 0)
FROM workflows w WHERE w.tenant_id = current_tenant() AND w.id = %(id)s
"""
_TENANTS = "SELECT all_tenants() AS id"
_LOCK_EXPIRED = """
SELECT id, name, description, tags, visibility, latest_version, owner_id FROM workflows
WHERE tenant_id = current_tenant() AND deleted_at < now() - coalesce(
  (SELECT make_interval(days => (t.settings ->> 'deleted_workflows_retention_days')::integer)
   FROM tenants t WHERE t.id = current_tenant()), %(kept)s)
ORDER BY deleted_at LIMIT %(limit)s FOR UPDATE SKIP LOCKED
"""
_PURGE = "DELETE FROM workflows WHERE tenant_id = current_tenant() AND id = %(id)s"
_SET_OWNER = """
UPDATE workflows SET owner_id = %(owner_id)s, revision = revision + 1, updated_at = now(),
  updated_by = %(by)s
WHERE tenant_id = current_tenant() AND id = %(id)s
RETURNING owner_id, revision, updated_at, updated_by
"""


def of_actor(actor: Actor) -> dict[str, Any]:
    """Return the parameters that tell a statement who asks."""
    return {"user_id": actor.user_id, "role_ids": list(actor.role_ids)}


async def load_workflow(tx: Transaction, actor: Actor, id_: UUID) -> Row | None:
    """Return a workflow with its document, as stored, and what is shared with the actor."""
    return await tx.row(_LOAD, {"id": id_, **of_actor(actor)})


async def find_workflow(
    tx: Transaction, actor: Actor, id_: UUID, *, is_deleted: bool = False
) -> Row | None:
    """Return a workflow without its document."""
    return await tx.row(_FIND, {"id": id_, "is_deleted": is_deleted, **of_actor(actor)})


async def lock_workflow(
    tx: Transaction, actor: Actor, id_: UUID, *, is_deleted: bool = False
) -> Row | None:
    """Return a workflow with its draft; nobody else changes it before the transaction ends."""
    return await tx.row(_LOCK, {"id": id_, "is_deleted": is_deleted, **of_actor(actor)})


async def insert_workflow(tx: Transaction, own: Row) -> Row:
    """Insert a workflow; return what the database added."""
    row = await tx.row(_INSERT, own)
    assert row is not None
    return row


async def update_workflow(
    tx: Transaction,
    id_: UUID,
    *,
    by: UUID | None,
    name: str | None = None,
    description: str | None = None,
    tags: Sequence[str] | None = None,
    visibility: str | None = None,
    latest_version: int | None = None,
) -> Row:
    """Change what is given; return the columns that may have changed."""
    params = {
        "id": id_,
        "by": by,
        "name": name,
        "description": description,
        "tags": None if tags is None else list(tags),
        "visibility": visibility,
        "latest_version": latest_version,
    }
    row = await tx.row(_UPDATE, params)
    assert row is not None
    return row


async def set_deleted(tx: Transaction, id_: UUID, *, by: UUID | None, is_deleted: bool) -> Row:
    """Put a workflow into the trash, or take it out."""
    row = await tx.row(_SET_DELETED, {"id": id_, "by": by, "is_deleted": is_deleted})
    assert row is not None
    return row


async def stored_bytes(tx: Transaction, id_: UUID) -> int:
    """Return what a workflow's draft and versions take."""
    return int(await tx.value(_STORED_BYTES, {"id": id_}) or 0)


async def all_tenants(tx: Transaction) -> list[TenantId]:
    """Return the ids of all tenants."""
    return [TenantId(row["id"]) for row in await tx.rows(_TENANTS)]


async def lock_expired(tx: Transaction, *, kept: timedelta, limit: int) -> list[Row]:
    """Return what was deleted longer ago than ``kept``, and that nobody else purges now.

    A tenant that has a time of its own in its settings goes by that.
    """
    return await tx.rows(_LOCK_EXPIRED, {"kept": kept, "limit": limit})


async def purge_workflow(tx: Transaction, id_: UUID) -> None:
    """Delete a workflow with its versions and shares."""
    await tx.run(_PURGE, {"id": id_})


async def set_owner(tx: Transaction, id_: UUID, *, by: UUID | None, owner_id: UUID) -> Row:
    """Give a workflow to somebody else."""
    row = await tx.row(_SET_OWNER, {"id": id_, "by": by, "owner_id": owner_id})
    assert row is not None
    return row


async def load_document(tx: Transaction, id_: UUID) -> bytes:
    """Return a workflow's latest published document, as stored, or else its draft."""
    stored = await tx.value(_DOCUMENT, {"id": id_})
    assert isinstance(stored, bytes)
    return stored

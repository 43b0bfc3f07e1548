"""SQL of versions, which are only ever inserted, and of drafts."""

from uuid import UUID

from thaiyyal.features.workflows.checker import Packed
from thaiyyal.features.workflows.queries import joined
from thaiyyal.store.transaction import Row, Transaction

_COLUMNS = """
v.workflow_id, v.version, v.note, v.rolled_back_from, v.content_hash, v.created_at, v.created_by,
octet_length(v.document) AS size_bytes, u.name AS created_by_name
"""


_INSERT = """
INSERT INTO workflow_versions (tenant_id, workflow_id, version, document, content_hash, note,
  rolled_back_from, created_by)
VALUES (current_tenant(), %(workflow_id)s, %(version)s, %(document)s, %(content_hash)s, %(note)s,
  %(rolled_back_from)s, %(created_by)s)
RETURNING workflow_id, version, note, rolled_back_from, content_hash, created_at, created_by,
  octet_length(document) AS size_bytes,
  (SELECT name FROM users WHERE users.id = created_by) AS created_by_name
"""
_LOAD = joined(
    "SELECT",
    _COLUMNS,
    ", v.document",
    """
    FROM workflow_versions v LEFT JOIN users u ON u.id = v.created_by
    WHERE v.tenant_id = current_tenant() AND v.workflow_id = %(workflow_id)s
      AND v.version = %(version)s
    """,
)
_LIST = joined(
    "SELECT",
    _COLUMNS,
    """
    FROM workflow_versions v LEFT JOIN users u ON u.id = v.created_by
    WHERE v.tenant_id = current_tenant() AND v.workflow_id = %(workflow_id)s
      AND v.version < %(below)s
    ORDER BY v.version DESC LIMIT %(limit)s
    """,
)
_HASH = """
SELECT content_hash FROM workflow_versions
WHERE tenant_id = current_tenant() AND workflow_id = %(workflow_id)s AND version = %(version)s
"""
_SAVE_DRAFT = """
UPDATE workflows SET draft = %(draft)s, draft_hash = %(draft_hash)s, draft_at = now(),
  draft_by = %(by)s, draft_base = CASE WHEN draft IS NULL THEN latest_version ELSE draft_base END,
  revision = revision + 1, updated_at = now(), updated_by = %(by)s
WHERE tenant_id = current_tenant() AND id = %(id)s
RETURNING draft_at, revision
"""
_DROP_DRAFT = """
UPDATE workflows SET draft = NULL, draft_hash = NULL, draft_at = NULL, draft_by = NULL,
  draft_base = NULL, latest_version = coalesce(%(latest_version)s, latest_version),
  revision = revision + 1, updated_at = now(), updated_by = %(by)s
WHERE tenant_id = current_tenant() AND id = %(id)s
RETURNING latest_version, revision, updated_at, updated_by
"""
_LOAD_DRAFT = """
SELECT w.draft, w.draft_hash, w.draft_at, w.draft_by, w.draft_base, u.name AS draft_by_name
FROM workflows w LEFT JOIN users u ON u.id = w.draft_by
WHERE w.tenant_id = current_tenant() AND w.id = %(id)s AND w.draft IS NOT NULL
"""
_COPY_VERSION = """
INSERT INTO workflow_versions (tenant_id, workflow_id, version, document, content_hash, created_by)
SELECT tenant_id, %(to_id)s, 1, document, content_hash, %(created_by)s FROM workflow_versions
WHERE tenant_id = current_tenant() AND workflow_id = %(from_id)s AND version = %(version)s
RETURNING octet_length(document) AS size_bytes
"""


async def insert_version(
    tx: Transaction,
    workflow_id: UUID,
    packed: Packed,
    *,
    version: int,
    note: str,
    created_by: UUID | None,
    rolled_back_from: int | None = None,
) -> Row:
    """Insert a version; return it without its document."""
    params = {
        "workflow_id": workflow_id,
        "version": version,
        "document": packed.stored,
        "content_hash": packed.content_hash,
        "note": note,
        "rolled_back_from": rolled_back_from,
        "created_by": created_by,
    }
    row = await tx.row(_INSERT, params)
    assert row is not None
    return row


async def load_version(tx: Transaction, workflow_id: UUID, version: int) -> Row | None:
    """Return a version with its document, as stored."""
    return await tx.row(_LOAD, {"workflow_id": workflow_id, "version": version})


async def get_version(tx: Transaction, workflow_id: UUID, version: int) -> Row:
    """Return a version that is known to be there."""
    row = await load_version(tx, workflow_id, version)
    assert row is not None
    return row


async def list_versions(tx: Transaction, workflow_id: UUID, *, below: int, limit: int) -> list[Row]:
    """Return versions, the newest first."""
    return await tx.rows(_LIST, {"workflow_id": workflow_id, "below": below, "limit": limit})


async def content_hash_of(tx: Transaction, workflow_id: UUID, version: int | None) -> str | None:
    """Return the hash of a version's document; None when there is no such version."""
    if version is None:
        return None
    found: str | None = await tx.value(_HASH, {"workflow_id": workflow_id, "version": version})
    return found


async def copy_version(
    tx: Transaction, *, from_id: UUID, version: int, to_id: UUID, created_by: UUID | None
) -> int:
    """Make a version of one workflow the first one of another; return its size in bytes."""
    params = {"from_id": from_id, "version": version, "to_id": to_id, "created_by": created_by}
    return int(await tx.value(_COPY_VERSION, params) or 0)


async def load_draft(tx: Transaction, id_: UUID) -> Row | None:
    """Return the draft, as stored, with who saved it."""
    return await tx.row(_LOAD_DRAFT, {"id": id_})


async def save_draft(tx: Transaction, id_: UUID, packed: Packed, *, by: UUID | None) -> Row:
    """Keep a draft beside what is published."""
    params = {
        "id": id_,
        "draft": packed.stored,
        "draft_hash": packed.content_hash,
        "by": by,
    }
    row = await tx.row(_SAVE_DRAFT, params)
    assert row is not None
    return row


async def drop_draft(
    tx: Transaction, id_: UUID, *, by: UUID | None, latest_version: int | None = None
) -> Row:
    """Forget the draft, because it was published as ``latest_version`` or is not wanted."""
    row = await tx.row(_DROP_DRAFT, {"id": id_, "by": by, "latest_version": latest_version})
    assert row is not None
    return row

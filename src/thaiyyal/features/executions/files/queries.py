"""SQL of files: pieces come first, then the file that names them, for nobody to see half of one.

Of executions that are retried the files are those of the earlier ones too, while these are kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from thaiyyal.store.transaction import Row, Transaction

_BEGIN = """
INSERT INTO file_uploads (tenant_id, id, execution_id, size_bytes)
VALUES (current_tenant(), %(id)s, %(execution_id)s, 0)
"""
_APPEND = """
WITH upload AS (
  UPDATE file_uploads SET size_bytes = size_bytes + %(size)s, touched_at = now()
  WHERE tenant_id = current_tenant() AND id = %(id)s
  RETURNING tenant_id, execution_id, id
)
INSERT INTO file_chunks (tenant_id, execution_id, upload_id, n, content)
SELECT tenant_id, execution_id, id, %(n)s, %(content)s FROM upload
"""
_END = """
DELETE FROM file_uploads WHERE tenant_id = current_tenant() AND id = %(id)s RETURNING size_bytes
"""
_KEEP = """
WITH held AS (
  SELECT tenant_id, id FROM executions
  WHERE tenant_id = current_tenant() AND id = %(execution_id)s AND attempt = %(attempt)s
    AND status = 'running'
  FOR NO KEY UPDATE
), kept AS (
  INSERT INTO files (tenant_id, execution_id, sha256, upload_id, size_bytes, name, media_type)
  SELECT tenant_id, id, %(sha256)s, %(id)s, %(size)s, %(name)s, %(media_type)s FROM held
  ON CONFLICT DO NOTHING RETURNING size_bytes
), counted AS (
  UPDATE executions e SET stored_bytes = e.stored_bytes + kept.size_bytes
  FROM held, kept WHERE e.tenant_id = held.tenant_id AND e.id = held.id
)
SELECT EXISTS (SELECT FROM held) AS is_held, EXISTS (SELECT FROM kept) AS is_new
"""
_DROP = """
DELETE FROM file_chunks
WHERE tenant_id = current_tenant() AND execution_id = %(execution_id)s AND upload_id = %(id)s
"""
_ABANDON = """
WITH gone AS (
  DELETE FROM file_uploads WHERE tenant_id = current_tenant() AND id = %(id)s
  RETURNING tenant_id, execution_id, id, size_bytes
), chunks_gone AS (
  DELETE FROM file_chunks c USING gone g
  WHERE c.tenant_id = g.tenant_id AND c.execution_id = g.execution_id AND c.upload_id = g.id
)
SELECT size_bytes FROM gone
"""
_FIND = """
WITH RECURSIVE line AS (
  SELECT e.id, e.retried_from, 0 AS steps_back FROM executions e
  WHERE e.tenant_id = current_tenant() AND e.id = %(execution_id)s
  UNION ALL
  SELECT e.id, e.retried_from, l.steps_back + 1 FROM line l
  JOIN executions e ON e.tenant_id = current_tenant() AND e.id = l.retried_from
)
SELECT f.execution_id, f.sha256, f.upload_id, f.size_bytes, f.name, f.media_type, f.created_at
FROM line l JOIN files f ON f.tenant_id = current_tenant() AND f.execution_id = l.id
  AND f.sha256 = %(sha256)s
ORDER BY l.steps_back LIMIT 1
"""
_LIST = """
SELECT sha256, upload_id, size_bytes, name, media_type, created_at FROM files
WHERE tenant_id = current_tenant() AND execution_id = %(execution_id)s AND upload_id > %(after)s
ORDER BY upload_id LIMIT %(limit)s
"""
_CHUNK = """
SELECT content FROM file_chunks
WHERE tenant_id = current_tenant() AND execution_id = %(execution_id)s
  AND upload_id = %(upload_id)s AND n = %(n)s
"""
_UNFINISHED = """
SELECT tenant_id, upload_id
FROM unfinished_files(make_interval(secs => %(untouched_s)s), %(most)s)
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the pieces of one file are."""

    execution_id: UUID
    upload_id: UUID


async def begin_upload(tx: Transaction, place: Place) -> None:
    """Note that a file comes in."""
    await tx.run(_BEGIN, {"id": place.upload_id, "execution_id": place.execution_id})


async def append(tx: Transaction, place: Place, n: int, content: bytes) -> bool:
    """Add the next piece; False when the upload was swept."""
    params = {"id": place.upload_id, "n": n, "size": len(content), "content": content}
    return bool(await tx.run(_APPEND, params))


async def end_upload(tx: Transaction, upload_id: UUID) -> bool:
    """Note that a file has come in; False when it was swept meanwhile."""
    return await tx.value(_END, {"id": upload_id}) is not None


async def keep(tx: Transaction, place: Place, *, attempt: int, file: Mapping[str, Any]) -> Row:
    """Make what came in a file of an execution that is held under this attempt.

    Returns ``is_held``, and ``is_new``: False when there is a file with this content.
    """
    params = {"id": place.upload_id, "execution_id": place.execution_id, "attempt": attempt}
    row = await tx.row(_KEEP, {**params, **file})
    assert row is not None
    return row


async def drop_chunks(tx: Transaction, place: Place) -> None:
    """Delete the pieces of what came in."""
    await tx.run(_DROP, {"id": place.upload_id, "execution_id": place.execution_id})


async def abandon(tx: Transaction, upload_id: UUID) -> int | None:
    """Delete an upload with its pieces; return how much it took, None when there is none."""
    size: int | None = await tx.value(_ABANDON, {"id": upload_id})
    return size


async def find_file(tx: Transaction, execution_id: UUID, sha256: bytes) -> Row | None:
    """Return a file of an execution, or of one that it retries."""
    return await tx.row(_FIND, {"execution_id": execution_id, "sha256": sha256})


async def list_files(tx: Transaction, execution_id: UUID, *, after: UUID, limit: int) -> list[Row]:
    """Return an execution's own files in the order in which they began to come in."""
    params = {"execution_id": execution_id, "after": after, "limit": limit}
    return await tx.rows(_LIST, params)


async def load_chunk(tx: Transaction, place: Place, n: int) -> bytes | None:
    """Return one piece of a file."""
    params = {"execution_id": place.execution_id, "upload_id": place.upload_id, "n": n}
    content: bytes | None = await tx.value(_CHUNK, params)
    return content


async def list_unfinished(tx: Transaction, *, untouched_s: int, most: int) -> list[Row]:
    """Return uploads of all tenants that nobody has touched for so long."""
    return await tx.rows(_UNFINISHED, {"untouched_s": untouched_s, "most": most})

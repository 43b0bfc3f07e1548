"""SQL of credentials as people manage them. What executions use has a module of its own."""

from collections.abc import Sequence
from uuid import UUID

from psycopg import sql
from psycopg.types.json import Jsonb

from thaiyyal.features.credentials.reading import Content
from thaiyyal.kernel.actor import Actor
from thaiyyal.store.transaction import Row, Transaction

_COLUMNS = sql.SQL("""
SELECT c.id, c.name, c.kind, c.owner_id, o.name AS owner_name, c.fields, c.secret_names, c.hosts,
  c.is_for_all_workflows, c.tokens IS NOT NULL AS has_tokens, c.generation, c.revision,
  c.created_at, c.updated_at, c.used_at,
  ARRAY(SELECT b.workflow_id FROM credential_workflows b
        WHERE b.tenant_id = c.tenant_id AND b.credential_id = c.id
        ORDER BY b.workflow_id) AS workflow_ids
FROM credentials c LEFT JOIN users o ON o.id = c.owner_id
WHERE c.tenant_id = current_tenant()
""")
_LIST = _COLUMNS + sql.SQL("""
  AND (%(after)s::uuid IS NULL OR c.id < %(after)s)
ORDER BY c.id DESC LIMIT %(limit)s
""")
_ONE = _COLUMNS + sql.SQL("AND c.id = %(id)s")
_LOCK = _ONE + sql.SQL(" FOR NO KEY UPDATE OF c")
_SEALED = """
SELECT sealed FROM credentials WHERE tenant_id = current_tenant() AND id = %(id)s
"""
_LOCK_COUNT = """
SELECT pg_advisory_xact_lock(hashtextextended('credentials ' || current_tenant()::text, 0))
"""
_COUNT = "SELECT count(*) FROM credentials WHERE tenant_id = current_tenant()"
_INSERT = """
INSERT INTO credentials (tenant_id, id, name, kind, owner_id, fields, secret_names, hosts,
  is_for_all_workflows, sealed)
VALUES (current_tenant(), %(id)s, %(name)s, %(kind)s, %(owner_id)s, %(fields)s, %(secret_names)s,
  %(hosts)s, %(is_for_all)s, %(sealed)s)
ON CONFLICT (tenant_id, name) DO NOTHING
"""
_UPDATE = """
UPDATE credentials SET name = %(name)s, kind = %(kind)s, fields = %(fields)s,
  secret_names = %(secret_names)s, hosts = %(hosts)s, is_for_all_workflows = %(is_for_all)s,
  sealed = %(sealed)s,
  tokens = CASE WHEN %(is_other)s THEN NULL ELSE tokens END,
  generation = generation + CASE WHEN %(is_other)s THEN 1 ELSE 0 END,
  revision = revision + 1, updated_at = now()
WHERE tenant_id = current_tenant() AND id = %(id)s
"""
_IS_NAMED = """
SELECT EXISTS (SELECT FROM credentials
  WHERE tenant_id = current_tenant() AND name = %(name)s AND id <> %(id)s)
"""
_DELETE = "DELETE FROM credentials WHERE tenant_id = current_tenant() AND id = %(id)s"
_UNBIND = """
DELETE FROM credential_workflows
WHERE tenant_id = current_tenant() AND credential_id = %(id)s
  AND workflow_id <> ALL(%(workflows)s::uuid[])
"""
_BIND = """
INSERT INTO credential_workflows (tenant_id, credential_id, workflow_id)
SELECT current_tenant(), %(id)s, unnest(%(workflows)s::uuid[]) ON CONFLICT DO NOTHING
"""
_REACH = """
SELECT w.id, w.owner_id, w.visibility,
  (SELECT max(array_position(ARRAY['read', 'execute', 'write', 'admin'], p.level))
   FROM workflow_permissions p
   WHERE p.tenant_id = w.tenant_id AND p.workflow_id = w.id
     AND (p.user_id = %(user_id)s OR p.role_id = ANY(%(role_ids)s::uuid[]))) AS shared_rank
FROM workflows w
WHERE w.tenant_id = current_tenant() AND w.id = ANY(%(ids)s::uuid[]) AND w.deleted_at IS NULL
FOR KEY SHARE OF w
"""
_CANDIDATES = """
SELECT id, name, owner_id, visibility, latest_version, shared_rank, is_bound, fits,
  CASE WHEN fits THEN document END AS document, CASE WHEN fits THEN draft END AS draft
FROM (
  SELECT *, coalesce(sum(coalesce(octet_length(document), 0) + coalesce(octet_length(draft), 0))
    OVER (ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) < %(most_bytes)s AS fits
  FROM (
    SELECT w.id, w.name, w.owner_id, w.visibility, w.latest_version, v.document, w.draft,
      (SELECT max(array_position(ARRAY['read', 'execute', 'write', 'admin'], p.level))
       FROM workflow_permissions p
       WHERE p.tenant_id = w.tenant_id AND p.workflow_id = w.id
         AND (p.user_id = %(user_id)s OR p.role_id = ANY(%(role_ids)s::uuid[]))) AS shared_rank,
      c.is_for_all_workflows OR EXISTS (SELECT FROM credential_workflows b
        WHERE b.tenant_id = w.tenant_id AND b.workflow_id = w.id AND b.credential_id = c.id)
        AS is_bound
    FROM workflows w
    JOIN credentials c ON c.tenant_id = w.tenant_id AND c.id = %(id)s
    LEFT JOIN workflow_versions v ON v.tenant_id = w.tenant_id AND v.workflow_id = w.id
      AND v.version = w.latest_version
    WHERE w.tenant_id = current_tenant() AND w.deleted_at IS NULL
      AND (%(after)s::uuid IS NULL OR w.id > %(after)s)
    ORDER BY w.id LIMIT %(limit)s
  ) page
) sized
ORDER BY id
"""


async def list_credentials(tx: Transaction, *, after: UUID | None, limit: int) -> list[Row]:
    """Return credentials of the tenant, newest first."""
    return await tx.rows(_LIST, {"after": after, "limit": limit})


async def load_credential(tx: Transaction, id_: UUID) -> Row | None:
    """Return a credential without its secrets."""
    return await tx.row(_ONE, {"id": id_})


async def lock_credential(tx: Transaction, id_: UUID) -> Row | None:
    """As ``load_credential``; nobody else changes it before the transaction ends."""
    return await tx.row(_LOCK, {"id": id_})


async def load_sealed(tx: Transaction, id_: UUID) -> bytes:
    """Return the sealed secrets of a credential that is there."""
    return bytes(await tx.value(_SEALED, {"id": id_}))


async def count_credentials(tx: Transaction) -> int:
    """Return how many the tenant has; nobody adds one before the transaction ends."""
    await tx.run(_LOCK_COUNT)
    return int(await tx.value(_COUNT))


async def insert_credential(
    tx: Transaction,
    id_: UUID,
    *,
    name: str,
    content: Content,
    sealed: bytes,
    is_for_all: bool,
    owner_id: UUID | None,
) -> bool:
    """Insert a credential; False: the name is taken."""
    own = {"id": id_, "name": name, "owner_id": owner_id, "sealed": sealed}
    return await tx.run(_INSERT, {**own, **_content(content), "is_for_all": is_for_all}) > 0


async def update_credential(
    tx: Transaction,
    id_: UUID,
    *,
    name: str,
    content: Content,
    sealed: bytes,
    is_for_all: bool,
    is_other: bool,
) -> None:
    """Change a credential; ``is_other``: tokens that it was given are worth nothing now."""
    own = {"id": id_, "name": name, "sealed": sealed, "is_for_all": is_for_all}
    await tx.run(_UPDATE, {**own, **_content(content), "is_other": is_other})


async def is_named(tx: Transaction, name: str, *, beside: UUID) -> bool:
    """Whether another credential has a name."""
    return bool(await tx.value(_IS_NAMED, {"name": name, "id": beside}))


async def delete_credential(tx: Transaction, id_: UUID) -> None:
    """Delete a credential with what it is bound to."""
    await tx.run(_DELETE, {"id": id_})


async def bind(tx: Transaction, id_: UUID, workflows: Sequence[UUID]) -> None:
    """Let exactly these workflows use a credential."""
    params = {"id": id_, "workflows": list(workflows)}
    await tx.run(_UNBIND, params)
    await tx.run(_BIND, params)


async def workflows_with(tx: Transaction, actor: Actor, ids: Sequence[UUID]) -> list[Row]:
    """Return what decides whether an actor may change workflows; those that are not there lack."""
    return await tx.rows(_REACH, {**_of_actor(actor), "ids": list(ids)})


async def candidates(
    tx: Transaction, actor: Actor, id_: UUID, *, after: UUID | None, limit: int, most_bytes: int
) -> list[Row]:
    """Return workflows with their documents, which may name a credential.

    ``fits``: whether the documents before have less than ``most_bytes`` as they are stored; what
    does not fit comes without.
    """
    own = {"id": id_, "after": after, "limit": limit, "most_bytes": most_bytes}
    return await tx.rows(_CANDIDATES, {**_of_actor(actor), **own})


def _of_actor(actor: Actor) -> dict[str, object]:
    return {"user_id": actor.user_id, "role_ids": list(actor.role_ids)}


def _content(content: Content) -> dict[str, object]:
    return {
        "kind": content.kind.name,
        "fields": Jsonb(dict(content.public)),
        "secret_names": list(content.secrets),
        "hosts": list(content.hosts),
    }

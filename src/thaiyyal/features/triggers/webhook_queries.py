"""SQL of webhooks."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from thaiyyal.features.workflows.queries import joined
from thaiyyal.store.transaction import Row, Transaction

KEPT_ADDRESSES = 100
"""Addresses of nodes that a workflow had are kept, so many; a node that comes back has its own."""

_UPSERT = """
INSERT INTO webhooks AS w (tenant_id, id, workflow_id, node_id, method, params, version, address,
  address_digest, test_address, test_digest)
SELECT current_tenant(), g.id, %(workflow_id)s, g.node_id, g.method, g.params, %(version)s,
  g.address, g.address_digest, g.test_address, g.test_digest
FROM unnest(%(ids)s::uuid[], %(node_ids)s::text[], %(methods)s::text[], %(params)s::bytea[],
  %(addresses)s::text[], %(digests)s::bytea[], %(test_addresses)s::text[],
  %(test_digests)s::bytea[])
  AS g (id, node_id, method, params, address, address_digest, test_address, test_digest)
ON CONFLICT (tenant_id, workflow_id, node_id) DO UPDATE SET
  method = EXCLUDED.method, params = EXCLUDED.params, version = EXCLUDED.version, enabled = true,
  changed_at = now()
"""
_PREPARE = """
INSERT INTO webhooks (tenant_id, id, workflow_id, node_id, method, address, address_digest,
  test_address, test_digest, enabled)
SELECT current_tenant(), g.id, %(workflow_id)s, g.node_id, g.method, g.address, g.address_digest,
  g.test_address, g.test_digest, false
FROM unnest(%(ids)s::uuid[], %(node_ids)s::text[], %(methods)s::text[], %(addresses)s::text[],
  %(digests)s::bytea[], %(test_addresses)s::text[], %(test_digests)s::bytea[])
  AS g (id, node_id, method, address, address_digest, test_address, test_digest)
ON CONFLICT (tenant_id, workflow_id, node_id) DO NOTHING
"""
_DISABLE_OTHERS = """
UPDATE webhooks SET enabled = false, changed_at = now()
WHERE tenant_id = current_tenant() AND workflow_id = %(workflow_id)s AND enabled
  AND NOT node_id = ANY(%(node_ids)s)
"""
_FORGET_OLDEST = """
DELETE FROM webhooks w
WHERE w.tenant_id = current_tenant() AND w.id IN (
  SELECT o.id FROM webhooks o
  WHERE o.tenant_id = current_tenant() AND o.workflow_id = %(workflow_id)s AND NOT o.enabled
  ORDER BY o.changed_at DESC, o.id OFFSET %(kept)s)
"""
_COLUMNS = """
id, workflow_id, node_id, method, address, test_address, enabled, params, version,
sealed_secret IS NOT NULL AS has_secret, secret_at
"""
_LIST = joined(
    "SELECT",
    _COLUMNS,
    """FROM webhooks
WHERE tenant_id = current_tenant() AND workflow_id = %(workflow_id)s ORDER BY node_id
""",
)
_LOCK = joined(
    "SELECT",
    _COLUMNS,
    """FROM webhooks
WHERE tenant_id = current_tenant() AND workflow_id = %(workflow_id)s AND id = %(id)s
FOR UPDATE
""",
)
_LOAD = joined(
    "SELECT",
    _COLUMNS,
    """, sealed_secret FROM webhooks
WHERE tenant_id = current_tenant() AND id = %(id)s
""",
)
_SET_ADDRESS = """
UPDATE webhooks SET address = %(address)s, address_digest = %(digest)s
WHERE tenant_id = current_tenant() AND id = %(id)s
"""
_SET_TEST_ADDRESS = """
UPDATE webhooks SET test_address = %(address)s, test_digest = %(digest)s
WHERE tenant_id = current_tenant() AND id = %(id)s
"""
_SEAL_ANEW = """
UPDATE webhooks SET sealed_secret = %(sealed)s, secret_at = now()
WHERE tenant_id = current_tenant() AND id = %(id)s RETURNING secret_at
"""
_LIST_SEALED = """
SELECT id, sealed_secret FROM webhooks
WHERE tenant_id = current_tenant() AND sealed_secret IS NOT NULL
  AND (%(after)s::uuid IS NULL OR id > %(after)s) ORDER BY id LIMIT %(limit)s
"""
_RESEAL = """
UPDATE webhooks SET sealed_secret = %(new)s
WHERE tenant_id = current_tenant() AND id = %(id)s AND sealed_secret = %(old)s
"""
_FIND = "SELECT tenant_id, webhook_id, is_test FROM find_webhook(%(digest)s)"


async def upsert_webhooks(
    tx: Transaction, workflow_id: UUID, rows: Sequence[Row], *, version: int
) -> None:
    """Write the webhooks of a version; who is there already keeps addresses and secret."""
    params = [row["params"] for row in rows]
    await tx.run(_UPSERT, {**_columns(workflow_id, rows), "params": params, "version": version})


async def prepare_webhooks(tx: Transaction, workflow_id: UUID, rows: Sequence[Row]) -> None:
    """Give webhooks that are not published yet their addresses, unless they have them."""
    params = {**_columns(workflow_id, rows), "kept": KEPT_ADDRESSES}
    if await tx.run(_PREPARE, params):
        await tx.run(_FORGET_OLDEST, params)


async def disable_other_webhooks(tx: Transaction, workflow_id: UUID, node_ids: list[str]) -> None:
    """Close the addresses of nodes that are not there any more; the oldest are forgotten."""
    params = {"workflow_id": workflow_id, "node_ids": node_ids, "kept": KEPT_ADDRESSES}
    if await tx.run(_DISABLE_OTHERS, params):
        await tx.run(_FORGET_OLDEST, params)


async def list_webhooks(tx: Transaction, workflow_id: UUID) -> list[Row]:
    """Return the webhooks of a workflow, also those that the published version does not have."""
    return await tx.rows(_LIST, {"workflow_id": workflow_id})


async def lock_webhook(tx: Transaction, workflow_id: UUID, id_: UUID) -> Row | None:
    """Return a webhook that is about to change."""
    return await tx.row(_LOCK, {"workflow_id": workflow_id, "id": id_})


async def load_webhook(tx: Transaction, id_: UUID) -> Row | None:
    """Return a webhook with its sealed secret."""
    return await tx.row(_LOAD, {"id": id_})


async def set_address(
    tx: Transaction, id_: UUID, *, address: str, digest: bytes, is_test: bool
) -> None:
    """Give a webhook another address; the old one is closed at once."""
    params = {"id": id_, "address": address, "digest": digest}
    await tx.run(_SET_TEST_ADDRESS if is_test else _SET_ADDRESS, params)


async def set_secret(tx: Transaction, id_: UUID, sealed: bytes) -> datetime:
    """Give a webhook another secret; return when that was."""
    at: datetime = await tx.value(_SEAL_ANEW, {"id": id_, "sealed": sealed})
    return at


async def list_sealed(tx: Transaction, *, after: UUID | None, limit: int) -> list[Row]:
    """Return ids and sealed secrets of the tenant, page by page."""
    return await tx.rows(_LIST_SEALED, {"after": after, "limit": limit})


async def replace_sealed(tx: Transaction, id_: UUID, *, old: bytes, new: bytes) -> bool:
    """Exchange a sealed secret, unless it was changed meanwhile."""
    return await tx.run(_RESEAL, {"id": id_, "old": old, "new": new}) == 1


async def find_webhook(tx: Transaction, digest: bytes) -> Row | None:
    """Return ``tenant_id``, ``webhook_id``, ``is_test`` of an address that is open."""
    return await tx.row(_FIND, {"digest": digest})


def _columns(workflow_id: UUID, rows: Sequence[Row]) -> dict[str, Any]:
    def column(name: str) -> list[Any]:
        return [row[name] for row in rows]

    return {
        "workflow_id": workflow_id,
        "ids": column("id"),
        "node_ids": column("node_id"),
        "methods": column("method"),
        "addresses": column("address"),
        "digests": column("address_digest"),
        "test_addresses": column("test_address"),
        "test_digests": column("test_digest"),
    }

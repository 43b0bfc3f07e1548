"""A tenant with something in every table, so that exports and erasures can be looked at."""

from typing import Any
from uuid import UUID

from psycopg import sql

from tests.integration.tenancy.people import as_owner
from thaiyyal.features.tenancy.quotas import Metric, take
from thaiyyal.kernel.actor import TenantScope
from thaiyyal.kernel.ids import new_id
from thaiyyal.store.payload import pack
from thaiyyal.testing.platform import Person, Platform

SECRETS = ("sealed-canary", "digest-canary", "hash-canary")
TENANT_TABLES = """
SELECT c.relname AS name, string_agg(a.attname, ',') AS columns FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
  AND NOT c.relispartition AND a.atttypid = 'uuid'::regtype
GROUP BY c.relname ORDER BY c.relname
"""
_FILL = """
INSERT INTO workflows (tenant_id, id, name, owner_id, draft) VALUES (%(t)s, %(w)s, %(text)s, %(u)s,
  %(document)s);
INSERT INTO workflow_versions (tenant_id, workflow_id, version, document, content_hash)
  VALUES (%(t)s, %(w)s, 1, %(document)s, 'h'), (%(t)s, %(w)s, 2, %(document)s, 'h');
INSERT INTO workflow_permissions (tenant_id, workflow_id, id, user_id, level)
  VALUES (%(t)s, %(w)s, gen_random_uuid(), %(u)s, 'read');
INSERT INTO data_keys (tenant_id, id, wrapped, wrapper)
  VALUES (%(t)s, gen_random_uuid(), 'sealed-canary', 'keyring:1');
INSERT INTO credentials (tenant_id, id, name, kind, sealed)
  VALUES (%(t)s, %(w)s, %(text)s, 'basic', 'sealed-canary');
INSERT INTO credential_workflows (tenant_id, credential_id, workflow_id)
  VALUES (%(t)s, %(w)s, %(w)s);
INSERT INTO credential_openings
  (tenant_id, credential_id, user_id, state_digest, sealed, expires_at)
  VALUES (%(t)s, %(w)s, %(u)s, %(digest)s, 'sealed-canary', now());
INSERT INTO outbound_rules (tenant_id, deny_domains) VALUES (%(t)s, ARRAY[%(text)s]);
INSERT INTO schedules (tenant_id, id, workflow_id, node_id, cron)
  VALUES (%(t)s, gen_random_uuid(), %(w)s, 'n', '* * * * *');
INSERT INTO webhooks (tenant_id, id, workflow_id, node_id, method, address_digest)
  VALUES (%(t)s, gen_random_uuid(), %(w)s, 'n', 'POST', sha256(%(digest)s));
INSERT INTO api_keys (tenant_id, id, user_id, name, hint, digest, scopes, expires_at)
  VALUES (%(t)s, gen_random_uuid(), %(u)s, %(text)s, 'thk_hint', %(digest)s, '{users.read}', now());
INSERT INTO invitations (tenant_id, id, digest, email, role_id, expires_at)
  SELECT %(t)s, gen_random_uuid(), %(digest)s, 'i@x.example', id, now() FROM roles
  WHERE tenant_id = %(t)s AND name = 'viewer';
INSERT INTO quotas (tenant_id, metric, amount) VALUES (%(t)s, 'workflows', 7);
INSERT INTO idempotency_keys (tenant_id, user_id, key, request_digest)
  VALUES (%(t)s, %(u)s, 'k', %(digest)s);
INSERT INTO executions (tenant_id, id, workflow_id, status, trigger, input, output)
  VALUES (%(t)s, %(e)s, %(w)s, 'succeeded', 'manual', %(document)s, %(document)s);
INSERT INTO steps (tenant_id, execution_id, seq, node_id, type, status, output)
  SELECT %(t)s, %(e)s, n, 'n' || n, 'number', 'succeeded', %(document)s
  FROM generate_series(1, %(steps)s) AS n;
INSERT INTO execution_logs (tenant_id, execution_id, seq, level, message)
  VALUES (%(t)s, %(e)s, 1, 'info', %(text)s);
INSERT INTO signals (tenant_id, execution_id, seq, name, payload)
  VALUES (%(t)s, %(e)s, 1, %(text)s, %(document)s);
INSERT INTO approvals (tenant_id, id, execution_id, workflow_id, step, request)
  VALUES (%(t)s, gen_random_uuid(), %(e)s, %(w)s, 's', %(document)s);
INSERT INTO calls (tenant_id, execution_id, step, called_id) VALUES (%(t)s, %(e)s, 's', %(e)s);
INSERT INTO limiters (tenant_id, limiter, record, expires_at) VALUES (%(t)s, 'l', '{}', now());
INSERT INTO caches (tenant_id, cache, entries, bytes) VALUES (%(t)s, 'c', 1, 1);
INSERT INTO cache_entries (tenant_id, cache, key, value, size_bytes, expires_at, made_at, used_at,
  uses) VALUES (%(t)s, 'c', 'k', 'v', 1, now(), now(), now(), 0);
INSERT INTO blobs (tenant_id, execution_id, sha256, size_bytes, content)
  VALUES (%(t)s, %(e)s, %(digest)s, 1, 'x');
INSERT INTO sealed_values (tenant_id, execution_id, place, sealed)
  VALUES (%(t)s, %(e)s, 'input', 'x');
INSERT INTO files (tenant_id, execution_id, sha256, upload_id, size_bytes, name, media_type)
  VALUES (%(t)s, %(e)s, sha256(%(digest)s), %(e)s, 1, %(text)s, 'text/plain');
INSERT INTO file_chunks (tenant_id, execution_id, upload_id, n, content)
  VALUES (%(t)s, %(e)s, %(e)s, 0, 'x');
INSERT INTO file_uploads (tenant_id, id, execution_id, size_bytes) VALUES (%(t)s, %(e)s, %(e)s, 1);
INSERT INTO audit_checkpoints (tenant_id, seq, hash) VALUES (%(t)s, 0, %(digest)s);
UPDATE user_secrets SET password_hash = 'hash-canary' WHERE user_id = %(u)s;
"""


def fill(platform: Platform, owner: Person, *, text: str = "text", steps: int = 3) -> UUID:
    """Put a row of the owner's tenant into every table; return the id of its workflow."""

    async def use() -> None:
        async with platform.database.begin(TenantScope(owner.tenant_id, owner.id)) as tx:
            await take(tx, Metric.EXECUTIONS)
        async with platform.database.begin() as tx:
            await tx.run("SELECT seal_audit(1000000)")

    platform.run(use())
    workflow = new_id()
    params: dict[str, Any] = {
        "t": owner.tenant_id,
        "u": owner.id,
        "w": workflow,
        "e": new_id(),
        "text": text,
        "steps": steps,
        "digest": f"digest-canary {owner.tenant_id}".encode(),
        "document": pack({"nodes": [], "text": text, "a": 1, "A": [None, 1.5]}),
    }
    for statement in _FILL.split(";\n"):
        if statement.strip():
            as_owner(platform, statement, params)
    return workflow


def rows_of(platform: Platform, tenant_id: UUID) -> dict[str, int]:
    """Return how many rows of each table have the tenant's id in any of their columns."""
    counts: dict[str, int] = {}
    for table in as_owner(platform, TENANT_TABLES):
        tests = sql.SQL(" OR ").join(
            sql.SQL("{} = %(t)s").format(sql.Identifier(column))
            for column in table["columns"].split(",")
        )
        statement = sql.SQL("SELECT count(*) AS n FROM {} WHERE {}").format(
            sql.Identifier(table["name"]), tests
        )
        counts[table["name"]] = as_owner(platform, statement.as_string(), {"t": tenant_id})[0]["n"]
    return counts

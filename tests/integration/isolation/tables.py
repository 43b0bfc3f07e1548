"""One row of every table for a tenant and its user, written as the owner; read from the catalog."""

from typing import Any
from uuid import UUID

from psycopg import Connection, sql

TENANT_TABLES = """
SELECT c.relname FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  AND c.relname <> 'sessions'
ORDER BY 1
"""
PARTITIONS = """
SELECT relname FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relispartition AND relkind = 'r' ORDER BY 1
"""
USER_TABLES = (
    "identities",
    "one_time_links",
    "platform_owners",
    "recovery_codes",
    "refresh_tokens",
    "sessions",
    "user_secrets",
)
"""Tables whose rows belong to a user rather than to a tenant."""
WITHOUT_POLICY = {
    "alembic_version",
    "passes",
    "permissions",
    "plans",
    "sign_in_attempts",
    "tenants",
    "users",
    "workers",
}
"""Tables that are neither: catalogues, counters, processes, and those whose rows are the owners."""

_ROLE = "(SELECT id FROM roles WHERE tenant_id = %(tenant)s AND name = 'viewer')"
ROWS: dict[str, str] = {
    "invitations": "INSERT INTO invitations (tenant_id, id, digest, email, role_id, expires_at) "
    f"SELECT %(tenant)s, %(id)s, %(digest)s, 'a@example.com', {_ROLE}, now()",
    "api_keys": "INSERT INTO api_keys (tenant_id, id, user_id, name, hint, digest, scopes, "
    "expires_at) VALUES (%(tenant)s, %(id)s, %(user)s, 'k', 'thk_', %(digest)s, '{}', now())",
    "workflows": "INSERT INTO workflows (tenant_id, id, name, owner_id) "
    "VALUES (%(tenant)s, %(id)s, 'w', %(user)s)",
    "workflow_versions": "INSERT INTO workflow_versions (tenant_id, workflow_id, version, "
    "document, content_hash) VALUES (%(tenant)s, %(id)s, 1, '{}', 'h')",
    "workflow_permissions": "INSERT INTO workflow_permissions (tenant_id, workflow_id, id, "
    "user_id, level) VALUES (%(tenant)s, %(id)s, %(id)s, %(user)s, 'read')",
    "idempotency_keys": "INSERT INTO idempotency_keys (tenant_id, user_id, key, request_digest) "
    "VALUES (%(tenant)s, %(user)s, 'k', %(digest)s)",
    "credentials": "INSERT INTO credentials (tenant_id, id, name, kind, sealed) "
    "VALUES (%(tenant)s, %(id)s, 'c', 'basic', 'x')",
    "credential_workflows": "INSERT INTO credential_workflows (tenant_id, credential_id, "
    "workflow_id) VALUES (%(tenant)s, %(id)s, %(id)s)",
    "credential_openings": "INSERT INTO credential_openings (tenant_id, credential_id, user_id, "
    "state_digest, sealed, expires_at) VALUES (%(tenant)s, %(id)s, %(user)s, %(digest)s, 'x', "
    "now())",
    "data_keys": "INSERT INTO data_keys (tenant_id, id, wrapped, wrapper) "
    "VALUES (%(tenant)s, %(id)s, 'x', 'keyring:1')",
    "outbound_rules": "INSERT INTO outbound_rules (tenant_id) VALUES (%(tenant)s)",
    "schedules": "INSERT INTO schedules (tenant_id, id, workflow_id, node_id, cron) "
    "VALUES (%(tenant)s, %(id)s, %(id)s, 'n', '* * * * *')",
    "webhooks": "INSERT INTO webhooks (tenant_id, id, workflow_id, node_id, method, "
    "address_digest) VALUES (%(tenant)s, %(id)s, %(id)s, 'n', 'GET', %(digest)s)",
    "executions": "INSERT INTO executions (tenant_id, id, workflow_id, status, trigger) "
    "VALUES (%(tenant)s, %(id)s, %(id)s, 'succeeded', 'api')",
    "steps": "INSERT INTO steps (tenant_id, execution_id, node_id, type, status) "
    "VALUES (%(tenant)s, %(id)s, 'n', 'number', 'succeeded')",
    "execution_logs": "INSERT INTO execution_logs (tenant_id, execution_id, seq, level, message) "
    "VALUES (%(tenant)s, %(id)s, 1, 'info', 'm')",
    "signals": "INSERT INTO signals (tenant_id, execution_id, seq, name) "
    "VALUES (%(tenant)s, %(id)s, 1, 'n')",
    "approvals": "INSERT INTO approvals (tenant_id, id, execution_id, workflow_id, step, request) "
    "VALUES (%(tenant)s, %(id)s, %(id)s, %(id)s, 's', '{}')",
    "calls": "INSERT INTO calls (tenant_id, execution_id, step, called_id) "
    "VALUES (%(tenant)s, %(id)s, 's', %(id)s)",
    "limiters": "INSERT INTO limiters (tenant_id, limiter, record, expires_at) "
    "VALUES (%(tenant)s, %(digest)s, '{}', now())",
    "caches": "INSERT INTO caches (tenant_id, cache, entries, bytes) "
    "VALUES (%(tenant)s, %(digest)s, 1, 1)",
    "cache_entries": "INSERT INTO cache_entries (tenant_id, cache, key, value, size_bytes, "
    "expires_at, made_at, used_at, uses) "
    "VALUES (%(tenant)s, %(digest)s, 'k', 'v', 1, now(), now(), now(), 0)",
    "blobs": "INSERT INTO blobs (tenant_id, execution_id, sha256, size_bytes, content) "
    "VALUES (%(tenant)s, %(id)s, %(digest)s, 1, 'x')",
    "sealed_values": "INSERT INTO sealed_values (tenant_id, execution_id, place, sealed) "
    "VALUES (%(tenant)s, %(id)s, 'input', 'x')",
    "files": "INSERT INTO files (tenant_id, execution_id, sha256, upload_id, size_bytes, name, "
    "media_type) VALUES (%(tenant)s, %(id)s, %(digest)s, %(id)s, 1, 'f', 'text/plain')",
    "file_chunks": "INSERT INTO file_chunks (tenant_id, execution_id, upload_id, n, content) "
    "VALUES (%(tenant)s, %(id)s, %(id)s, 0, 'x')",
    "file_uploads": "INSERT INTO file_uploads (tenant_id, id, execution_id, size_bytes) "
    "VALUES (%(tenant)s, %(id)s, %(id)s, 1)",
    "audit_checkpoints": "INSERT INTO audit_checkpoints (tenant_id, seq, hash) "
    "VALUES (%(tenant)s, 0, %(digest)s)",
    "audit_heads": "INSERT INTO audit_heads (tenant_id, seq, hash, sealed_at) "
    "VALUES (%(tenant)s, 1, %(digest)s, now()) ON CONFLICT DO NOTHING",
    "quotas": "INSERT INTO quotas (tenant_id, metric, amount) VALUES (%(tenant)s, 'users', 5)",
    "usage": "INSERT INTO usage (tenant_id, metric, period, amount) "
    "VALUES (%(tenant)s, 'users', '1970-01-01', 1) ON CONFLICT DO NOTHING",
    "identities": "INSERT INTO identities (issuer, subject, user_id) "
    "VALUES ('https://id.example', %(user)s::text, %(user)s)",
    "one_time_links": "INSERT INTO one_time_links (digest, purpose, user_id, expires_at) "
    "VALUES (%(digest)s, 'reset_password', %(user)s, now())",
    "platform_owners": "INSERT INTO platform_owners (user_id) VALUES (%(user)s)",
    "recovery_codes": "INSERT INTO recovery_codes (user_id, digest) VALUES (%(user)s, %(digest)s)",
    "refresh_tokens": "INSERT INTO refresh_tokens (digest, session_id, user_id) "
    "SELECT %(digest)s, id, %(user)s FROM sessions WHERE user_id = %(user)s LIMIT 1",
}
"""Table -> a statement that writes a row. What founding a tenant writes is not here."""


def fill(owner: Connection[Any], *, tenant: UUID, user: UUID, id_: UUID) -> None:
    """Write a row into every table."""
    params = {"tenant": tenant, "user": user, "id": id_, "digest": id_.bytes * 2}
    for statement in ROWS.values():
        owner.execute(statement, params)


def count(connection: Connection[Any], table: str, column: str, id_: UUID) -> int:
    """Return how many rows of a table a connection sees of one tenant or user."""
    statement = sql.SQL("SELECT count(*) FROM {} WHERE {} = %s").format(
        sql.Identifier(table), sql.Identifier(column)
    )
    row = connection.execute(statement, [id_]).fetchone()
    assert row is not None
    return int(row[0])

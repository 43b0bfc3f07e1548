"""A database as it is after months of use: 20 tenants, one of which has most of everything.

Filled by SQL that makes each row from its number, so that every run has the same rows. Foreign keys
are not looked at while filling; indexes are the migration's and grow with the rows.
"""

from typing import Any, LiteralString

import psycopg

from thaiyyal.testing.platform import Platform

TENANTS = 20
"""In the order of their ids; the first has a fifth of the workflows and 70 % of the executions."""

_SETTINGS = """
SET session_replication_role = replica;
SET maintenance_work_mem = '256MB';
SET work_mem = '64MB';
"""
# The time in front, as in every UUIDv7, and the row's number behind.
_IDS = """
CREATE FUNCTION pg_temp.made_id(at timestamptz, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE
RETURN (lpad(to_hex((date_part('epoch', at) * 1000)::bigint), 12, '0') || '70008'
  || lpad(to_hex(n), 15, '0'))::uuid;
CREATE TEMP TABLE span AS
  SELECT date_part('epoch', date_trunc('month', now()) - interval '1 month') AS first,
    date_part('epoch', now()) AS last;
CREATE FUNCTION pg_temp.time_of(part double precision) RETURNS timestamptz LANGUAGE sql STABLE
RETURN (SELECT to_timestamp(first + (last - first) * part) FROM span);
CREATE TEMP TABLE places AS
  SELECT row_number() OVER (ORDER BY id) - 1 AS place, id AS tenant_id FROM tenants;
"""
_PEOPLE = """
CREATE TEMP TABLE people AS
SELECT n, p.tenant_id, row_number() OVER (PARTITION BY p.place ORDER BY n) - 1 AS seat,
  pg_temp.made_id(pg_temp.time_of(n / 20000.0), n) AS id,
  (SELECT id FROM roles r WHERE r.tenant_id = p.tenant_id AND r.name = 'editor') AS role_id
FROM generate_series(1, 10000) n
JOIN places p ON p.place = CASE WHEN n % 2 = 0 THEN 0 ELSE 1 + n % 19 END;
ANALYZE people;
INSERT INTO users (id, email, name)
  SELECT id, 'user' || n || '@example.com', 'Person ' || md5(n::text) FROM people;
INSERT INTO user_secrets (user_id, password_hash) SELECT id, 'none' FROM people;
INSERT INTO members (tenant_id, user_id, joined_at)
  SELECT tenant_id, id, pg_temp.time_of(n / 10001.0) FROM people;
INSERT INTO user_roles (tenant_id, user_id, role_id) SELECT tenant_id, id, role_id FROM people;
INSERT INTO sessions (id, user_id, tenant_id, expires_at)
  SELECT pg_temp.made_id(pg_temp.time_of(n / 10001.0), 3 * n + k),
    id, tenant_id, now() + interval '1 day'
  FROM people, generate_series(1, 3) k;
INSERT INTO refresh_tokens (digest, session_id, user_id)
  SELECT sha256(convert_to(s.id::text || k, 'UTF8')), s.id, s.user_id
  FROM sessions s, generate_series(1, 3) k;
INSERT INTO api_keys (tenant_id, id, user_id, name, hint, digest, scopes, expires_at)
  SELECT tenant_id, pg_temp.made_id(pg_temp.time_of(n / 10001.0), n), id, 'key', 'ty',
    sha256(convert_to('key' || n, 'UTF8')), '{workflows.read}', now() + interval '1 day'
  FROM people WHERE n % 2 = 0;
INSERT INTO identities (issuer, subject, user_id)
  SELECT 'https://id.example.com', 'subject' || n, id FROM people;
INSERT INTO invitations (tenant_id, id, digest, email, role_id, created_at, expires_at)
  SELECT tenant_id, pg_temp.made_id(pg_temp.time_of(n / 10001.0), n),
    sha256(convert_to('invitation' || n, 'UTF8')), 'guest' || n || '@example.com', role_id,
    pg_temp.time_of(n / 10001.0), now() + interval '1 day'
  FROM people;
INSERT INTO one_time_links (digest, purpose, user_id, expires_at)
  SELECT sha256(convert_to('link' || n, 'UTF8')), 'reset_password', id, now() + interval '1 hour'
  FROM people;
INSERT INTO idempotency_keys (tenant_id, user_id, key, request_digest, status)
  SELECT tenant_id, id, 'key-' || k, '', 201 FROM people, generate_series(1, 5) k;
INSERT INTO sign_in_attempts (digest, failures, last_at)
  SELECT sha256(convert_to('address' || n, 'UTF8')), 1, now() FROM people;
"""
_WORKFLOWS = """
CREATE TEMP TABLE made AS
SELECT n, p.place, p.tenant_id, row_number() OVER (PARTITION BY p.place ORDER BY n) - 1 AS number,
  pg_temp.made_id(pg_temp.time_of(n / 100001.0), n) AS id,
  pg_temp.time_of(n / 100001.0) AS created_at
FROM generate_series(1, 100000) n
JOIN places p ON p.place = CASE WHEN n % 5 = 0 THEN 0 ELSE 1 + n % 19 END;
ANALYZE made;
INSERT INTO workflows (tenant_id, id, name, description, tags, owner_id, visibility,
  latest_version, created_at, updated_at, deleted_at)
SELECT m.tenant_id, m.id, 'Workflow ' || md5(m.number::text), repeat('What it does. ', 8),
  CASE WHEN m.number % 1000 = 7 THEN '{rare,daily}' ELSE ARRAY['tag' || m.number % 30, 'daily'] END,
  o.id, CASE WHEN m.number % 10 = 3 THEN 'private' ELSE 'tenant' END, 1, m.created_at,
  least(m.created_at + make_interval(hours => (m.number % 50)::integer), now()),
  CASE WHEN m.number % 20 = 19 THEN m.created_at END
FROM made m JOIN people o ON o.tenant_id = m.tenant_id AND o.seat = m.number % 250 ORDER BY m.n;
INSERT INTO workflow_versions (tenant_id, workflow_id, version, document, content_hash)
SELECT tenant_id, id, version,
  convert_to('{"nodes":[],"edges":[]' || repeat(' ', 200) || '}', 'UTF8'), md5(id::text)
FROM made, generate_series(1, CASE WHEN place = 0 AND number = 0 THEN 2000 ELSE 1 END) version;
INSERT INTO workflow_permissions (tenant_id, workflow_id, id, user_id, level)
SELECT m.tenant_id, m.id, pg_temp.made_id(m.created_at, m.n), p.id, 'write'
FROM made m JOIN people p ON p.n = 1 + m.n % 10000 WHERE p.tenant_id = m.tenant_id;
"""
# Four indexes over a million rows are built faster than they grow.
_EXECUTIONS = """
CREATE TEMP TABLE indexes AS
  SELECT indexrelid::regclass::text AS name,
    replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ') AS definition
  FROM pg_index WHERE indrelid = 'executions'::regclass AND NOT indisprimary;
DO $$ BEGIN EXECUTE (SELECT 'DROP INDEX ' || string_agg(name, ', ') FROM indexes); END $$;
INSERT INTO executions (tenant_id, id, workflow_id, version, status, trigger, started_by, input,
  created_at, started_at, finished_at, lease_owner, waiting_for, wake_at, dead_at, retried_from)
SELECT m.tenant_id, pg_temp.made_id(e.at, e.n), m.id, 1, e.status, 'manual', NULL,
  '\\x7b7d', e.at, e.at,
  CASE WHEN e.status NOT IN ('running', 'waiting') THEN e.at + interval '1 second' END,
  CASE WHEN e.status = 'running' THEN m.id END,
  CASE WHEN e.status = 'waiting' THEN 'signal' END,
  CASE WHEN e.status = 'waiting' THEN now() + interval '1 day' END,
  CASE WHEN e.status = 'failed' AND e.n % 1000 = 4 THEN e.at END,
  CASE WHEN e.n % 1000 = 10 THEN m.id END
FROM (
  SELECT n, pg_temp.time_of(n / 1000001.0) AS at,
    CASE WHEN n % 10000 = 5 THEN 'running' WHEN n % 2000 = 11 THEN 'waiting'
         WHEN n % 12 = 0 THEN 'failed'
         WHEN n % 50 = 1 THEN 'cancelled' ELSE 'succeeded' END AS status,
    CASE WHEN n % 10 < 7 THEN 0 ELSE 1 + n / 10 % 19 END AS place,
    CASE WHEN n % 10 = 0 THEN 0 ELSE n / 10 % 4000 END AS number
  FROM generate_series(1, 1000000) n OFFSET 0
) e JOIN made m ON m.place = e.place AND m.number = e.number ORDER BY e.n;
DO $$ BEGIN EXECUTE (SELECT string_agg(definition, '; ') FROM indexes); END $$;
INSERT INTO steps (tenant_id, execution_id, seq, node_id, type, status, output)
SELECT e.tenant_id, e.id, k, 'node-' || k, 'map', 'succeeded', '\\x7b7d'
FROM (SELECT tenant_id, id, row_number() OVER (ORDER BY id DESC) AS place FROM executions
      ORDER BY id DESC LIMIT 20000) e,
  generate_series(1, CASE WHEN e.place = 1 THEN 5000 ELSE 10 END) k;
INSERT INTO workers (id, kind, host, pid, slots, version, lease_until)
SELECT id, 'worker', 'host', 1, 1, '1', now() + interval '1 day'
FROM (SELECT id FROM people UNION ALL SELECT id FROM tenants) w;
INSERT INTO approvals (tenant_id, id, execution_id, workflow_id, step, request, decision)
SELECT tenant_id, id, id, workflow_id, 's', '{}', CASE WHEN id::text ~ '[0-7]$' THEN 'approved' END
FROM executions ORDER BY id DESC LIMIT 50000;
INSERT INTO execution_logs (tenant_id, execution_id, seq, level, message)
SELECT tenant_id, execution_id, seq, 'info', 'a line' FROM steps;
"""
_REST = """
INSERT INTO audit_logs (tenant_id, id, at, actor_kind, user_id, action, resource_type,
  resource_id, status, address, request_id, after)
SELECT p.tenant_id, pg_temp.made_id(pg_temp.time_of(e.n / 200001.0), e.n),
  pg_temp.time_of(e.n / 200001.0), 'user', u.id,
  (ARRAY['workflow.created', 'workflow.published', 'user.signed_in', 'session.revoked',
         'member.changed'])[1 + e.n % 5],
  'workflow', 'w' || e.n % 5000, CASE WHEN e.n % 40 = 0 THEN 'failure' ELSE 'success' END,
  ('10.0.' || e.n % 200 || '.' || e.n % 250)::inet, 'r' || e.n, '{"name":"a workflow"}'
FROM generate_series(1, 200000) e (n)
JOIN places p ON p.place = CASE WHEN e.n % 2 = 0 THEN 0 ELSE 1 + e.n % 19 END
JOIN people u ON u.n = 1 + e.n % 10000;
INSERT INTO usage (tenant_id, metric, period, amount)
SELECT t.id, metric, (date_trunc('month', now()) - make_interval(months => ago))::date, 1000
FROM tenants t, generate_series(1, 24) ago,
  unnest(ARRAY['executions', 'cpu_seconds', 'api_calls']) metric;
"""


def fill(platform: Platform) -> None:
    """Make the tenants as the program makes them, and everything in them by numbers."""
    for number in range(TENANTS):
        platform.make_tenant(f"tenant-{number:02}")
    parts: tuple[LiteralString, ...] = (_IDS, _PEOPLE, _WORKFLOWS, _EXECUTIONS, _REST)
    with as_admin(platform) as connection:
        connection.execute(_SETTINGS)
        for part in parts:
            connection.execute(part)
        connection.execute("VACUUM (ANALYZE)")


def as_admin(platform: Platform) -> "psycopg.Connection[tuple[Any, ...]]":
    """Connect to a platform's database as its superuser."""
    conninfo = platform.server.conninfo(user="thaiyyal_admin", database=platform.database_name)
    return psycopg.connect(conninfo, autocommit=True)

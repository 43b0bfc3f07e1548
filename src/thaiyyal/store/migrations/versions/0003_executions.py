"""Executions and what they leave behind, in partitions by month of their id."""

from thaiyyal.store.migrations.raw import run

revision = "0003"
down_revision = "0002"

_UP = """
CREATE TABLE executions (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  workflow_id uuid NOT NULL,
  version integer,
  status text NOT NULL
    CHECK (status IN ('queued', 'running', 'waiting', 'succeeded', 'failed', 'cancelled')),
  trigger text NOT NULL,
  started_by uuid,
  input bytea,
  output bytea,
  error bytea,
  cpu_ms bigint NOT NULL DEFAULT 0,
  lease_owner uuid,
  lease_until timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  finished_at timestamptz,
  PRIMARY KEY (tenant_id, id)
) PARTITION BY RANGE (id);
COMMENT ON COLUMN executions.version IS 'NULL when a draft was executed.';

CREATE TABLE steps (
  tenant_id uuid NOT NULL,
  execution_id uuid NOT NULL,
  node_id text NOT NULL,
  path text NOT NULL DEFAULT '',
  type text NOT NULL,
  status text NOT NULL,
  port text,
  attempt integer NOT NULL DEFAULT 1,
  output bytea,
  error bytea,
  started_at timestamptz,
  duration_ms double precision,
  meta jsonb,
  PRIMARY KEY (tenant_id, execution_id, node_id, path)
) PARTITION BY RANGE (execution_id);

CREATE TABLE execution_logs (
  tenant_id uuid NOT NULL,
  execution_id uuid NOT NULL,
  seq bigint NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  level text NOT NULL,
  node_id text,
  message text NOT NULL,
  PRIMARY KEY (tenant_id, execution_id, seq)
) PARTITION BY RANGE (execution_id);

CREATE TABLE blobs (
  tenant_id uuid NOT NULL,
  execution_id uuid NOT NULL,
  sha256 bytea NOT NULL,
  size_bytes bigint NOT NULL,
  content bytea NOT NULL,
  PRIMARY KEY (tenant_id, execution_id, sha256)
) PARTITION BY RANGE (execution_id);
"""


def upgrade() -> None:
    """Make the tables of executions, still without partitions."""
    run(_UP)


def downgrade() -> None:
    """Drop them with their partitions."""
    run("DROP TABLE blobs, execution_logs, steps, executions")

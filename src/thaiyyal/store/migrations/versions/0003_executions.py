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
  content_hash text,
  input bytea,
  input_blob bytea,
  output bytea,
  output_blob bytea,
  error bytea,
  cpu_ms bigint NOT NULL DEFAULT 0,
  stored_bytes bigint NOT NULL DEFAULT 0,
  lease_owner uuid,
  lease_until timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  finished_at timestamptz,
  cancel_requested_at timestamptz,
  PRIMARY KEY (tenant_id, id)
) PARTITION BY RANGE (id);
COMMENT ON TABLE executions IS 'One run of a version, or of a draft.';
COMMENT ON COLUMN executions.version IS 'NULL when a draft was executed.';
COMMENT ON COLUMN executions.content_hash IS 'Of the document that was executed.';
COMMENT ON COLUMN executions.output_blob IS
  'Digest of the whole value in blobs; output is then a preview. The same for input.';
COMMENT ON COLUMN executions.stored_bytes IS 'What the execution takes of its tenant''s storage.';

CREATE TABLE steps (
  tenant_id uuid NOT NULL,
  execution_id uuid NOT NULL,
  seq integer NOT NULL DEFAULT 0,
  node_id text NOT NULL,
  path text NOT NULL DEFAULT '',
  type text NOT NULL,
  status text NOT NULL,
  port text,
  attempt integer NOT NULL DEFAULT 1,
  output bytea,
  output_blob bytea,
  is_preview boolean NOT NULL DEFAULT false,
  error bytea,
  started_at timestamptz,
  duration_ms double precision,
  meta bytea,
  PRIMARY KEY (tenant_id, execution_id, seq)
) PARTITION BY RANGE (execution_id);
COMMENT ON TABLE steps IS 'What each node of an execution did.';
COMMENT ON COLUMN steps.seq IS
  'Place in the record; ids and paths of nodes may be too long for an index.';
COMMENT ON COLUMN steps.is_preview IS 'output is shortened; the whole is in blobs if it was kept.';

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
COMMENT ON TABLE execution_logs IS 'Lines that the nodes of an execution have logged.';

CREATE TABLE blobs (
  tenant_id uuid NOT NULL,
  execution_id uuid NOT NULL,
  sha256 bytea NOT NULL,
  size_bytes bigint NOT NULL,
  content bytea NOT NULL,
  PRIMARY KEY (tenant_id, execution_id, sha256)
) PARTITION BY RANGE (execution_id);
COMMENT ON TABLE blobs IS 'Large inputs and outputs of an execution, by their digest.';
"""


def upgrade() -> None:
    """Make the tables of executions, still without partitions."""
    run(_UP)


def downgrade() -> None:
    """Drop them with their partitions."""
    run("DROP TABLE blobs, execution_logs, steps, executions")

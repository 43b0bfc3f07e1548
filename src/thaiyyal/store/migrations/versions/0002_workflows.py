"""Workflows, their versions, and with whom they are shared."""

from thaiyyal.store.migrations.raw import run

revision = "0002"
down_revision = "0001"

_UP = """
CREATE TABLE workflows (
  tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
  id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  description text NOT NULL DEFAULT '' CHECK (length(description) <= 5000),
  tags text[] NOT NULL DEFAULT '{}' CHECK (cardinality(tags) <= 50),
  owner_id uuid,
  visibility text NOT NULL DEFAULT 'tenant' CHECK (visibility IN ('tenant', 'private')),
  latest_version integer,
  draft bytea,
  draft_hash text,
  draft_at timestamptz,
  draft_by uuid,
  draft_base integer,
  revision bigint NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  updated_by uuid,
  deleted_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, owner_id) REFERENCES members ON DELETE SET NULL (owner_id)
);
COMMENT ON TABLE workflows IS 'Workflows with their draft; what is published are versions.';
COMMENT ON COLUMN workflows.draft IS 'What is saved and not yet published; NULL when nothing is.';
COMMENT ON COLUMN workflows.draft_base IS 'The latest version when the draft was begun.';
COMMENT ON COLUMN workflows.revision IS 'Counts every change; the ETag.';

CREATE TABLE workflow_versions (
  tenant_id uuid NOT NULL,
  workflow_id uuid NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  document bytea NOT NULL,
  content_hash text NOT NULL,
  note text NOT NULL DEFAULT '' CHECK (length(note) <= 1000),
  rolled_back_from integer,
  created_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, workflow_id, version),
  FOREIGN KEY (tenant_id, workflow_id) REFERENCES workflows ON DELETE CASCADE
);
COMMENT ON TABLE workflow_versions IS 'Published documents. A row is never changed.';

CREATE TABLE workflow_permissions (
  tenant_id uuid NOT NULL,
  workflow_id uuid NOT NULL,
  id uuid NOT NULL,
  user_id uuid,
  role_id uuid,
  level text NOT NULL CHECK (level IN ('read', 'execute', 'write', 'admin')),
  granted_by uuid,
  granted_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, workflow_id, id),
  CHECK (num_nonnulls(user_id, role_id) = 1),
  UNIQUE (tenant_id, workflow_id, user_id),
  UNIQUE (tenant_id, workflow_id, role_id),
  FOREIGN KEY (tenant_id, workflow_id) REFERENCES workflows ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, user_id) REFERENCES members ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, role_id) REFERENCES roles ON DELETE CASCADE
);
COMMENT ON TABLE workflow_permissions IS 'With which user or role a workflow is shared, and how far.';

CREATE TABLE idempotency_keys (
  tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
  user_id uuid NOT NULL,
  key text NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
  request_digest bytea NOT NULL,
  status integer,
  body bytea,
  headers jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, user_id, key)
);
COMMENT ON TABLE idempotency_keys IS 'Answers to requests that came with an Idempotency-Key, for a day.';

CREATE TABLE credentials (
  tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
  id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  kind text NOT NULL CHECK (length(kind) BETWEEN 1 AND 50),
  sealed bytea NOT NULL,
  owner_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, name),
  FOREIGN KEY (tenant_id, owner_id) REFERENCES members ON DELETE SET NULL (owner_id)
);
COMMENT ON TABLE credentials IS 'Access to services; the secret is sealed for its tenant.';

CREATE TABLE schedules (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  workflow_id uuid NOT NULL,
  node_id text NOT NULL CHECK (length(node_id) <= 200),
  cron text NOT NULL CHECK (length(cron) <= 200),
  time_zone text NOT NULL DEFAULT 'UTC' CHECK (length(time_zone) <= 100),
  next_at timestamptz,
  enabled boolean NOT NULL DEFAULT true,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, workflow_id) REFERENCES workflows ON DELETE CASCADE
);
COMMENT ON TABLE schedules IS 'When workflows are started by time.';

CREATE TABLE webhooks (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  workflow_id uuid NOT NULL,
  node_id text NOT NULL CHECK (length(node_id) <= 200),
  method text NOT NULL CHECK (method IN ('GET', 'POST', 'PUT', 'PATCH', 'DELETE')),
  address_digest bytea NOT NULL,
  enabled boolean NOT NULL DEFAULT true,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (address_digest, method),
  FOREIGN KEY (tenant_id, workflow_id) REFERENCES workflows ON DELETE CASCADE
);
COMMENT ON TABLE webhooks IS 'Addresses that start workflows, by the digest of their secret part.';
"""

_DOWN = """
DROP TABLE webhooks, schedules, credentials, idempotency_keys, workflow_permissions,
  workflow_versions, workflows;
"""


def upgrade() -> None:
    """Make the tables of workflows."""
    run(_UP)


def downgrade() -> None:
    """Drop them."""
    run(_DOWN)

"""The audit log, the chain that seals it, and its checkpoints."""

from thaiyyal.store.migrations.raw import run

revision = "0004"
down_revision = "0003"

_UP = """
CREATE TABLE audit_logs (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  at timestamptz(3) NOT NULL,
  actor_kind text NOT NULL CHECK (actor_kind IN ('anonymous', 'user', 'api_key', 'system')),
  user_id uuid,
  api_key_id uuid,
  action text COLLATE "C" NOT NULL CHECK (length(action) <= 100),
  resource_type text NOT NULL CHECK (length(resource_type) <= 50),
  resource_id text CHECK (length(resource_id) <= 255),
  status text NOT NULL CHECK (status IN ('success', 'failure')),
  address inet,
  user_agent text CHECK (length(user_agent) <= 500),
  request_id text CHECK (length(request_id) <= 64),
  before bytea,
  after bytea,
  details bytea,
  seq bigint,
  hash bytea,
  PRIMARY KEY (tenant_id, id)
) PARTITION BY RANGE (id);
COMMENT ON TABLE audit_logs IS
  'Who did what. Tenant 00000000-0000-0000-0000-000000000000 is the platform''s own log.';
COMMENT ON COLUMN audit_logs.at IS 'The time in the id, so that a span of time is a range of ids.';
COMMENT ON COLUMN audit_logs.before IS
  'JSON text as an export shows it, never compressed: the chain is over these bytes.';
COMMENT ON COLUMN audit_logs.seq IS 'Place in the tenant''s chain; NULL until the sealer came by.';

CREATE TABLE audit_heads (
  tenant_id uuid PRIMARY KEY,
  seq bigint NOT NULL,
  hash bytea NOT NULL,
  sealed_at timestamptz NOT NULL
);
COMMENT ON TABLE audit_heads IS 'Where the chain of each tenant ends.';

CREATE TABLE audit_checkpoints (
  tenant_id uuid NOT NULL,
  seq bigint NOT NULL,
  hash bytea NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, seq)
);
COMMENT ON TABLE audit_checkpoints IS 'Where retention cut the chain: the last entry that is gone.';
"""


def upgrade() -> None:
    """Make the tables of the audit log."""
    run(_UP)


def downgrade() -> None:
    """Drop them with their partitions."""
    run("DROP TABLE audit_checkpoints, audit_heads, audit_logs")

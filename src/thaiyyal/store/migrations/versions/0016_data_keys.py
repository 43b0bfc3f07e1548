"""The data keys of tenants: what seals their secrets, itself wrapped by a key from outside."""

from thaiyyal.store.migrations.raw import run
from thaiyyal.store.migrations.tenant_tables import guard

revision = "0016"
down_revision = "0015"

_UP = """
CREATE TABLE data_keys (
  tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
  id uuid NOT NULL,
  wrapped bytea NOT NULL,
  wrapper text NOT NULL CHECK (length(wrapper) BETWEEN 1 AND 500),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id)
);
COMMENT ON TABLE data_keys IS
  'Keys that seal the secrets of a tenant; the newest seals, all open. Wrapped from outside.';
COMMENT ON COLUMN data_keys.wrapper IS 'What the key is wrapped with.';
"""


def upgrade() -> None:
    """Make the table."""
    run(_UP)
    guard("data_keys")


def downgrade() -> None:
    """Drop it."""
    run("DROP TABLE data_keys")

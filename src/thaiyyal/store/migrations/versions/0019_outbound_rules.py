"""Where the workflows of a tenant may go, as the tenant itself has it."""

from thaiyyal.store.migrations.raw import run
from thaiyyal.store.migrations.tenant_tables import guard

revision = "0019"
down_revision = "0018"

_UP = """
CREATE TABLE outbound_rules (
  tenant_id uuid PRIMARY KEY REFERENCES tenants ON DELETE CASCADE,
  allow_domains text[] NOT NULL DEFAULT '{}',
  deny_domains text[] NOT NULL DEFAULT '{}',
  allow_networks text[] NOT NULL DEFAULT '{}',
  deny_networks text[] NOT NULL DEFAULT '{}',
  revision bigint NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT outbound_rules_are_bounded CHECK (
    greatest(cardinality(allow_domains), cardinality(deny_domains), cardinality(allow_networks),
      cardinality(deny_networks)) <= 1000)
);
COMMENT ON TABLE outbound_rules IS
  'Domains and networks that a tenant''s workflows may or may not reach; empty: no rule.';
"""


def upgrade() -> None:
    """Make the table."""
    run(_UP)
    guard("outbound_rules")


def downgrade() -> None:
    """Drop it."""
    run("DROP TABLE outbound_rules")

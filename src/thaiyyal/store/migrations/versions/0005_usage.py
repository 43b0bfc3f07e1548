"""Quotas of a tenant that differ from its plan, and what it has used."""

from thaiyyal.store.migrations.raw import run

revision = "0005"
down_revision = "0004"

_UP = """
CREATE TABLE quotas (
  tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
  metric text NOT NULL CHECK (length(metric) <= 50),
  amount bigint CHECK (amount >= 0),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, metric)
);
COMMENT ON TABLE quotas IS 'Limits of a tenant that differ from those of its plan.';
COMMENT ON COLUMN quotas.amount IS 'NULL lifts the limit of the plan.';

CREATE TABLE usage (
  tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
  metric text NOT NULL CHECK (length(metric) <= 50),
  period date NOT NULL,
  amount bigint NOT NULL DEFAULT 0,
  warned_at timestamptz,
  PRIMARY KEY (tenant_id, metric, period)
);
COMMENT ON TABLE usage IS 'How much of a metric a tenant has used in a month, or uses.';
COMMENT ON COLUMN usage.period IS
  'First day of the month that is counted; 1970-01-01 for what is there rather than used up.';

CREATE FUNCTION default_limit(metric text) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
AS $$
  SELECT CASE WHEN metric = 'active_executions' THEN
    coalesce(nullif(current_setting('thaiyyal.active_executions', true), ''), '50')::bigint END
$$;
COMMENT ON FUNCTION default_limit IS
  'The limit of a metric where the plan has none: what the settings of the connecting program say.';

INSERT INTO plans (name, description, limits) VALUES
  ('standard', 'What a team needs.', '{"executions": 1000000, "workflows": 10000,
    "users": 1000, "storage_bytes": 53687091200, "cpu_seconds": 360000,
    "api_calls": 10000000}'),
  ('small', 'For trying it.', '{"executions": 10000, "active_executions": 5, "workflows": 100,
    "users": 10, "storage_bytes": 1073741824, "cpu_seconds": 3600, "api_calls": 100000}'),
  ('unlimited', 'No limit but active executions.', '{"active_executions": 1000}');
"""


def upgrade() -> None:
    """Make the tables of quotas and usage."""
    run(_UP)


def downgrade() -> None:
    """Drop them."""
    run("DROP FUNCTION default_limit; DROP TABLE usage, quotas; DELETE FROM plans")

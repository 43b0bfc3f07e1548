"""Values that hold a secret: sealed whole, beside the masked form that everything else shows.

In a table of their own: almost no value has one, and what is shown needs no second thought.
"""

from thaiyyal.store.migrations.raw import run
from thaiyyal.store.migrations.tenant_tables import guard

revision = "0018"
down_revision = "0017"

_TABLE = """
CREATE TABLE sealed_values (
  tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
  execution_id uuid NOT NULL,
  place text NOT NULL CHECK (length(place) <= 100),
  sealed bytea NOT NULL,
  PRIMARY KEY (tenant_id, execution_id, place)
);
COMMENT ON TABLE sealed_values IS
  'Values of executions that hold a secret, sealed with their tenant''s key; shown masked.';
COMMENT ON COLUMN sealed_values.place IS
  'Where it belongs: input, output, pinned, step and its seq, signal and its seq.';
ALTER TABLE executions ADD COLUMN is_sealed boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN executions.is_sealed IS
  'Whether something of it is in sealed_values, besides payloads of signals.';
"""

_FUNCTION = """
CREATE FUNCTION append_sealed(worker uuid, tenants uuid[], ids uuid[], attempts integer[],
  places text[], contents bytea[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  WITH held AS MATERIALIZED (
    SELECT DISTINCT e.tenant_id, e.id, e.attempt
    FROM unnest(tenants, ids, attempts) AS g (tenant_id, id, attempt)
    JOIN executions e ON e.tenant_id = g.tenant_id AND e.id = g.id AND e.attempt = g.attempt
      AND (e.lease_owner = worker OR e.lease_owner IS NULL AND (e.attempt = 0
        OR e.finished_at IS NOT NULL AND e.xmin = pg_current_xact_id()::xid))
  ), stored AS (
    INSERT INTO sealed_values (tenant_id, execution_id, place, sealed)
    SELECT g.tenant_id, g.id, g.place, g.content
    FROM unnest(tenants, ids, attempts, places, contents)
      AS g (tenant_id, id, attempt, place, content)
    JOIN held h ON h.tenant_id = g.tenant_id AND h.id = g.id AND h.attempt = g.attempt
    ON CONFLICT DO NOTHING
  )
  UPDATE executions e SET is_sealed = true FROM held h
  WHERE e.tenant_id = h.tenant_id AND e.id = h.id AND NOT e.is_sealed;
END $$;
COMMENT ON FUNCTION append_sealed IS
  'Stores what rows of executions show masked, for those that the process holds under this attempt'
  ' and those that the same transaction has recorded.';
REVOKE EXECUTE ON FUNCTION append_sealed FROM PUBLIC;
GRANT EXECUTE ON FUNCTION append_sealed TO thaiyyal_app;
"""

_DOWN = """
DROP FUNCTION append_sealed;
ALTER TABLE executions DROP COLUMN is_sealed;
DROP TABLE sealed_values;
"""


def upgrade() -> None:
    """Make it."""
    run(_TABLE)
    guard("sealed_values")
    run(_FUNCTION)


def downgrade() -> None:
    """Drop it."""
    run(_DOWN)

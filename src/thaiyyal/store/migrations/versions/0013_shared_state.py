"""What executions share: turns at rate limiters, caches, kept results.

The caches are not logged: they are empty after a crash of the server, and cost half as much.
"""

from thaiyyal.store.migrations.raw import run
from thaiyyal.store.migrations.shared_functions import CACHES, TURNS

revision = "0013"
down_revision = "0012"

_TABLES = """
CREATE TABLE limiters (
  tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
  limiter bytea NOT NULL,
  record float8[] NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, limiter)
) WITH (fillfactor = 50);
COMMENT ON TABLE limiters IS
  'The passes through rate limiters that still count, by the digest of workflow, node and strategy.';
CREATE INDEX limiters_expired ON limiters (tenant_id, expires_at);
CREATE UNLOGGED TABLE caches (
  tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
  cache bytea NOT NULL,
  entries bigint NOT NULL,
  bytes bigint NOT NULL,
  PRIMARY KEY (tenant_id, cache)
) WITH (fillfactor = 50);
COMMENT ON TABLE caches IS 'How much each cache of a tenant holds, by the digest of its name.';
CREATE UNLOGGED TABLE cache_entries (
  tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
  cache bytea NOT NULL,
  key bytea NOT NULL,
  value bytea NOT NULL,
  size_bytes bigint NOT NULL,
  expires_at timestamptz NOT NULL,
  made_at timestamptz NOT NULL,
  used_at timestamptz NOT NULL,
  uses bigint NOT NULL,
  PRIMARY KEY (tenant_id, cache, key)
) WITH (fillfactor = 80);
ALTER TABLE cache_entries ALTER COLUMN value SET STORAGE EXTERNAL;
COMMENT ON TABLE cache_entries IS
  'Values that nodes keep for a time, and kept results of nodes and workflows.';
COMMENT ON COLUMN cache_entries.uses IS 'How often it was read, roughly.';
CREATE INDEX cache_entries_expired ON cache_entries (tenant_id, cache, expires_at);
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['limiters', 'caches', 'cache_entries'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant ON %I USING (tenant_id = current_tenant())'
                   ' WITH CHECK (tenant_id = current_tenant())', name);
    EXECUTE format('CREATE POLICY owner ON %I TO thaiyyal_owner USING (true) WITH CHECK (true)',
                   name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO thaiyyal_app', name);
  END LOOP;
END $$;
"""

_GRANTS = """
REVOKE EXECUTE ON FUNCTION next_turn, reserve_turn, cache_get, lock_cache, first_to_go, cache_put,
  cache_delete, forget_shared_state FROM PUBLIC;
GRANT EXECUTE ON FUNCTION next_turn, reserve_turn, cache_get, lock_cache, first_to_go, cache_put,
  cache_delete, forget_shared_state TO thaiyyal_app;
"""

_DOWN = """
DROP FUNCTION forget_shared_state, cache_delete, cache_put, first_to_go, lock_cache, cache_get,
  reserve_turn, next_turn;
DROP TABLE cache_entries, caches, limiters;
"""


def upgrade() -> None:
    """Make it."""
    run(_TABLES)
    run(TURNS)
    run(CACHES)
    run(_GRANTS)


def downgrade() -> None:
    """Drop it."""
    run(_DOWN)

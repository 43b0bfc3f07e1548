"""What starts executions by itself: timetables that remember their slots, addresses of webhooks."""

from thaiyyal.store.migrations.raw import run

revision = "0012"
down_revision = "0011"

_SCHEDULES = """
ALTER TABLE schedules
  ALTER COLUMN cron DROP NOT NULL,
  ADD COLUMN every_ms bigint CHECK (every_ms >= 1000),
  ADD COLUMN catch_up text NOT NULL DEFAULT 'once' CHECK (catch_up IN ('skip', 'once', 'all')),
  ADD COLUMN jitter_ms bigint NOT NULL DEFAULT 0 CHECK (jitter_ms BETWEEN 0 AND 86400000),
  ADD COLUMN version integer,
  ADD COLUMN anchor_at timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN paused_at timestamptz,
  ADD COLUMN last_at timestamptz,
  ADD COLUMN last_execution_id uuid,
  ADD COLUMN last_error text CHECK (length(last_error) <= 2000),
  ADD CONSTRAINT schedules_timetable CHECK (num_nonnulls(cron, every_ms) = 1),
  ADD CONSTRAINT schedules_node UNIQUE (tenant_id, workflow_id, node_id);
COMMENT ON COLUMN schedules.version IS 'The version of the workflow that its slots execute.';
COMMENT ON COLUMN schedules.anchor_at IS 'From when periods are counted.';
COMMENT ON COLUMN schedules.next_at IS
  'The next slot, before jitter; NULL while it is paused or the workflow is in the trash.';
COMMENT ON COLUMN schedules.enabled IS 'False while the workflow is in the trash.';
COMMENT ON COLUMN schedules.last_at IS 'The last slot that was started.';
COMMENT ON COLUMN schedules.last_error IS 'Why the last slot could not be started.';
CREATE INDEX schedules_due ON schedules (next_at) WHERE next_at IS NOT NULL;
"""

_WEBHOOKS = """
ALTER TABLE webhooks
  DROP CONSTRAINT webhooks_address_digest_method_key,
  ADD CONSTRAINT webhooks_address UNIQUE (address_digest),
  ADD CONSTRAINT webhooks_node UNIQUE (tenant_id, workflow_id, node_id),
  ADD COLUMN address text,
  ADD COLUMN test_address text,
  ADD COLUMN test_digest bytea UNIQUE,
  ADD COLUMN params bytea NOT NULL DEFAULT '{}',
  ADD COLUMN version integer,
  ADD COLUMN sealed_secret bytea,
  ADD COLUMN secret_at timestamptz,
  ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now();
COMMENT ON COLUMN webhooks.address IS
  'The secret part of the address; shown to those who may change the workflow.';
COMMENT ON COLUMN webhooks.test_address IS 'The same of the address that executes the draft.';
COMMENT ON COLUMN webhooks.params IS 'What the node says in the published version, as JSON.';
COMMENT ON COLUMN webhooks.enabled IS
  'Whether the published version has the node; if not, only the address is kept.';
COMMENT ON COLUMN webhooks.sealed_secret IS 'What proves the sender; NULL until one is made.';
"""

_FUNCTIONS = """
CREATE FUNCTION due_schedules(most integer) RETURNS TABLE (tenant_id uuid, schedule_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.tenant_id, s.id FROM schedules s JOIN tenants t ON t.id = s.tenant_id
  WHERE s.next_at <= now() AND t.status = 'active'
  ORDER BY s.next_at LIMIT most;
$$;
COMMENT ON FUNCTION due_schedules IS 'Schedules with a slot that has come, the longest due first.';

CREATE FUNCTION find_webhook(wanted bytea)
RETURNS TABLE (tenant_id uuid, webhook_id uuid, is_test boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT found.tenant_id, found.id, found.is_test FROM (
    SELECT w.tenant_id, w.id, w.workflow_id, false AS is_test FROM webhooks w
    WHERE w.address_digest = wanted AND w.enabled
    UNION ALL
    SELECT w.tenant_id, w.id, w.workflow_id, true FROM webhooks w WHERE w.test_digest = wanted
  ) AS found
  JOIN workflows f ON f.tenant_id = found.tenant_id AND f.id = found.workflow_id
    AND f.deleted_at IS NULL
  JOIN tenants t ON t.id = found.tenant_id AND t.status = 'active';
$$;
COMMENT ON FUNCTION find_webhook IS
  'Which webhook an address is of, by the digest of its secret part; none of what is closed.';
REVOKE EXECUTE ON FUNCTION due_schedules, find_webhook FROM PUBLIC;
GRANT EXECUTE ON FUNCTION due_schedules, find_webhook TO thaiyyal_app;
"""

_DOWN = """
DROP INDEX schedules_due;
DROP FUNCTION due_schedules, find_webhook;
COMMENT ON COLUMN schedules.next_at IS NULL;
COMMENT ON COLUMN schedules.enabled IS NULL;
COMMENT ON COLUMN webhooks.enabled IS NULL;
ALTER TABLE webhooks
  DROP CONSTRAINT webhooks_address,
  DROP CONSTRAINT webhooks_node,
  ADD UNIQUE (address_digest, method),
  DROP COLUMN address,
  DROP COLUMN test_address,
  DROP COLUMN test_digest,
  DROP COLUMN params,
  DROP COLUMN version,
  DROP COLUMN sealed_secret,
  DROP COLUMN secret_at,
  DROP COLUMN changed_at;
DELETE FROM schedules WHERE cron IS NULL;
ALTER TABLE schedules
  DROP CONSTRAINT schedules_timetable,
  DROP CONSTRAINT schedules_node,
  DROP COLUMN every_ms,
  DROP COLUMN catch_up,
  DROP COLUMN jitter_ms,
  DROP COLUMN version,
  DROP COLUMN anchor_at,
  DROP COLUMN paused_at,
  DROP COLUMN last_at,
  DROP COLUMN last_execution_id,
  DROP COLUMN last_error,
  ALTER COLUMN cron SET NOT NULL;
"""


def upgrade() -> None:
    """Let schedules and webhooks work."""
    run(_SCHEDULES)
    run(_WEBHOOKS)
    run(_FUNCTIONS)


def downgrade() -> None:
    """Go back to rows that nobody looks at."""
    run(_DOWN)

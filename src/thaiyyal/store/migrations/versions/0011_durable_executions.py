"""Executions that outlive a process: who runs them, their journal, signals and approvals.

The steps become an insert-only journal. Nothing that runs could be carried over: an upgrade ends
what was running, as a crash of the program did before.
"""

from thaiyyal.store.migrations.raw import run

revision = "0011"
down_revision = "0010"

_WORKERS = """
CREATE TABLE workers (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('server', 'worker')),
  host text NOT NULL CHECK (length(host) <= 255),
  pid integer NOT NULL,
  slots integer NOT NULL,
  version text NOT NULL CHECK (length(version) <= 50),
  started_at timestamptz NOT NULL DEFAULT now(),
  seen_at timestamptz NOT NULL DEFAULT now(),
  lease_until timestamptz NOT NULL
);
COMMENT ON TABLE workers IS
  'Processes that run executions. One whose row is gone can record nothing any more.';
ALTER TABLE workers ENABLE ROW LEVEL SECURITY;
ALTER TABLE workers FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON workers TO thaiyyal_owner USING (true) WITH CHECK (true);
"""

_EXECUTIONS = """
UPDATE executions SET status = 'failed', finished_at = now(), lease_owner = NULL,
  error = convert_to('{"code":"process_lost","message":"the program was upgraded while this '
    || 'execution ran"}', 'UTF8')
WHERE status IN ('queued', 'running', 'waiting');
DROP INDEX executions_live;
ALTER TABLE executions
  DROP COLUMN lease_until,
  ADD COLUMN durability text NOT NULL DEFAULT 'durable' CHECK (durability IN ('durable', 'inline')),
  ADD COLUMN attempt integer NOT NULL DEFAULT 0,
  ADD COLUMN crashes smallint NOT NULL DEFAULT 0,
  ADD COLUMN job_id bigint,
  ADD COLUMN seed bigint NOT NULL DEFAULT 0,
  ADD COLUMN priority smallint NOT NULL DEFAULT 0,
  ADD COLUMN workflow_limit integer CHECK (workflow_limit > 0),
  ADD COLUMN admitted_at timestamptz,
  ADD COLUMN wake_at timestamptz,
  ADD COLUMN waiting_for text CHECK (waiting_for IN
    ('time', 'signal', 'approval', 'workflow', 'outcome_unknown')),
  ADD COLUMN time_limit_ms bigint CHECK (time_limit_ms > 0),
  ADD COLUMN active_ms bigint NOT NULL DEFAULT 0,
  ADD COLUMN signals integer NOT NULL DEFAULT 0,
  ADD COLUMN parent_id uuid,
  ADD COLUMN parent_key text,
  ADD COLUMN depth smallint NOT NULL DEFAULT 0,
  ADD COLUMN retried_from uuid,
  ADD COLUMN key_root uuid,
  ADD COLUMN trigger_node text,
  ADD COLUMN target_node text,
  ADD COLUMN pinned bytea,
  ADD COLUMN dead_at timestamptz;
COMMENT ON COLUMN executions.attempt IS 'How often it was claimed: the fence of what is recorded.';
COMMENT ON COLUMN executions.crashes IS 'How often the process that ran it died.';
COMMENT ON COLUMN executions.admitted_at IS
  'Since when it takes a place among the active ones of its tenant; NULL while it waits for one.';
COMMENT ON COLUMN executions.wake_at IS 'When it goes on, or begins, by itself.';
COMMENT ON COLUMN executions.signals IS 'How many signals it has been sent.';
COMMENT ON COLUMN executions.parent_key IS 'The step of the execution that called it.';
COMMENT ON COLUMN executions.key_root IS
  'Of a retry, the first of the executions that it repeats: idempotency keys derive from it.';
COMMENT ON COLUMN executions.target_node IS 'The node for which alone it runs.';
COMMENT ON COLUMN executions.pinned IS 'Outputs that are given: node id -> value.';
COMMENT ON COLUMN executions.dead_at IS 'Since when nobody tries it any more.';
CREATE INDEX executions_active ON executions (tenant_id, workflow_id)
  WHERE admitted_at IS NOT NULL AND status IN ('queued', 'running');
CREATE INDEX executions_backlog ON executions (tenant_id, priority DESC, id)
  WHERE admitted_at IS NULL AND status = 'queued';
CREATE INDEX executions_held ON executions (lease_owner) WHERE lease_owner IS NOT NULL;
CREATE INDEX executions_due ON executions (wake_at)
  WHERE wake_at IS NOT NULL AND status IN ('queued', 'waiting');
CREATE INDEX executions_children ON executions (tenant_id, parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX executions_dead ON executions (tenant_id, id DESC) WHERE dead_at IS NOT NULL;
CREATE INDEX executions_waiting_for ON executions (tenant_id, waiting_for, id DESC)
  WHERE waiting_for IS NOT NULL;
CREATE INDEX executions_retries ON executions (tenant_id, retried_from)
  WHERE retried_from IS NOT NULL;
"""

_STEPS = """
ALTER TABLE steps
  ADD COLUMN kind text NOT NULL DEFAULT 'step' CHECK (kind IN
    ('began', 'intent', 'outcome', 'armed', 'fired', 'repeat', 'step', 'status')),
  ADD COLUMN key bytea,
  ADD COLUMN fact bytea,
  ADD COLUMN at timestamptz NOT NULL DEFAULT now();
COMMENT ON TABLE steps IS
  'The journal of executions, only ever added to, and what each node did.';
COMMENT ON COLUMN steps.seq IS 'Place in the journal, and the id of the live event.';
COMMENT ON COLUMN steps.kind IS
  'outcome: of work with an effect or a wait; step: of all else; the others make replays possible.';
COMMENT ON COLUMN steps.key IS 'Names the work in every replay, as JSON.';
COMMENT ON COLUMN steps.fact IS 'What a replay needs besides, as JSON.';
"""

_SIGNALS = """
CREATE TABLE signals (
  tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
  execution_id uuid NOT NULL,
  seq integer NOT NULL,
  name text NOT NULL CHECK (length(name) <= 1000),
  payload bytea,
  sent_by uuid,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, execution_id, seq)
);
COMMENT ON TABLE signals IS 'Messages to live executions, in the order in which they came.';
CREATE TABLE approvals (
  tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
  id uuid NOT NULL,
  execution_id uuid NOT NULL,
  workflow_id uuid NOT NULL,
  step text NOT NULL,
  request bytea NOT NULL,
  approvers text[] NOT NULL DEFAULT '{}',
  expires_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  decision text CHECK (decision IN ('approved', 'rejected', 'expired', 'cancelled')),
  decided_by uuid,
  decided_at timestamptz,
  answer bytea,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, execution_id, step)
);
COMMENT ON TABLE approvals IS 'Decisions that executions wait for, and what was decided.';
CREATE INDEX approvals_open ON approvals (tenant_id, id DESC) WHERE decision IS NULL;
CREATE TABLE calls (
  tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
  execution_id uuid NOT NULL,
  step text NOT NULL,
  called_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, execution_id, step)
);
COMMENT ON TABLE calls IS 'Which execution a step has started; each starts one.';
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['signals', 'approvals', 'calls'] LOOP
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

_DOWN = """
DROP TABLE calls, approvals, signals, workers;
COMMENT ON TABLE steps IS 'What each node of an execution did.';
COMMENT ON COLUMN steps.seq IS
  'Place in the record; ids and paths of nodes may be too long for an index.';
ALTER TABLE steps DROP COLUMN kind, DROP COLUMN key, DROP COLUMN fact, DROP COLUMN at;
DROP INDEX executions_active, executions_backlog, executions_held, executions_due,
  executions_children, executions_dead, executions_waiting_for, executions_retries;
ALTER TABLE executions DROP COLUMN durability, DROP COLUMN attempt, DROP COLUMN crashes,
  DROP COLUMN job_id, DROP COLUMN seed, DROP COLUMN priority, DROP COLUMN workflow_limit,
  DROP COLUMN admitted_at, DROP COLUMN wake_at, DROP COLUMN waiting_for,
  DROP COLUMN time_limit_ms, DROP COLUMN active_ms, DROP COLUMN signals, DROP COLUMN parent_id,
  DROP COLUMN parent_key, DROP COLUMN depth, DROP COLUMN retried_from, DROP COLUMN key_root,
  DROP COLUMN trigger_node,
  DROP COLUMN target_node, DROP COLUMN pinned, DROP COLUMN dead_at,
  ADD COLUMN lease_until timestamptz;
CREATE INDEX executions_live ON executions (tenant_id, lease_until)
  WHERE status IN ('queued', 'running');
CREATE FUNCTION renew_executions(owner uuid, tenants uuid[], ids uuid[], lease interval)
RETURNS TABLE (execution_id uuid, is_cancelled boolean)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE executions e SET lease_until = now() + lease
  FROM unnest(tenants, ids) AS live (tenant_id, id)
  WHERE e.tenant_id = live.tenant_id AND e.id = live.id AND e.lease_owner = owner
    AND e.status IN ('queued', 'running')
  RETURNING e.id, e.cancel_requested_at IS NOT NULL;
$$;
CREATE FUNCTION expired_executions(most integer) RETURNS TABLE (tenant_id uuid, execution_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.tenant_id, e.id FROM executions e
  WHERE e.status IN ('queued', 'running') AND e.lease_until < now()
  ORDER BY e.lease_until LIMIT most;
$$;
COMMENT ON FUNCTION renew_executions IS
  'Keeps what a process runs its own; what is not returned is no longer its.';
COMMENT ON FUNCTION expired_executions IS 'Executions whose process has not been heard of in time.';
REVOKE EXECUTE ON FUNCTION renew_executions, expired_executions FROM PUBLIC;
GRANT EXECUTE ON FUNCTION renew_executions, expired_executions TO thaiyyal_app;
"""


def upgrade() -> None:
    """Make what durable executions need."""
    run("DROP FUNCTION renew_executions, expired_executions")
    run(_WORKERS)
    run(_EXECUTIONS)
    run(_STEPS)
    run(_SIGNALS)


def downgrade() -> None:
    """Go back to executions that a process keeps in memory."""
    run(_DOWN)

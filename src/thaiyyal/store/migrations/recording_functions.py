"""The functions that record executions: new ones, their journals, their ends, for many tenants.

Called for every group of writes, so they are PL/pgSQL, which keeps its plans.
"""

RECORDING = """
CREATE FUNCTION start_executions(worker uuid, tenants uuid[], ids uuid[], workflows uuid[],
  versions integer[], latest integer[], hashes text[], statuses text[], triggers text[],
  starters uuid[], durabilities text[], inputs bytea[], input_blobs bytea[], outputs bytea[],
  output_blobs bytea[], errors bytea[], cpus bigint[], sizes bigint[], made timestamptz[],
  started timestamptz[], finished timestamptz[], seeds bigint[], priorities smallint[],
  limits integer[], wakes timestamptz[], time_limits bigint[], parents uuid[], parent_keys text[],
  depths smallint[], retried uuid[], trigger_nodes text[], target_nodes text[], pins bytea[])
RETURNS TABLE (started_id uuid, is_new boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH made AS (INSERT INTO executions AS e (tenant_id, id, workflow_id, version, content_hash,
    status, trigger, started_by, durability, input, input_blob, output, output_blob, error,
    cpu_ms, stored_bytes,
    created_at, started_at, finished_at, seed, priority, workflow_limit, wake_at, time_limit_ms,
    parent_id, parent_key, depth, retried_from, trigger_node, target_node, pinned,
    attempt, lease_owner, admitted_at)
  SELECT g.tenant_id, g.id, g.workflow_id, g.version, g.hash, g.status, g.trigger, g.starter,
    g.durability, g.input, g.input_blob, g.output, g.output_blob, g.error, g.cpu, g.size, g.made,
    g.started, g.finished, g.seed, g.priority, g.most, g.wake_at, g.time_limit, g.parent,
    g.parent_key, g.depth, g.retried, g.trigger_node, g.target_node, g.pinned,
    (g.status <> 'queued')::integer, CASE WHEN g.status = 'running' THEN worker END,
    CASE WHEN g.status <> 'queued' THEN now() END
  FROM unnest(tenants, ids, workflows, versions, latest, hashes, statuses, triggers, starters,
    durabilities, inputs, input_blobs, outputs, output_blobs, errors, cpus, sizes, made, started,
    finished, seeds, priorities, limits, wakes, time_limits, parents, parent_keys, depths, retried,
    trigger_nodes, target_nodes, pins)
    AS g (tenant_id, id, workflow_id, version, latest, hash, status, trigger, starter, durability,
      input, input_blob, output, output_blob, error, cpu, size, made, started, finished, seed,
      priority, most, wake_at, time_limit, parent, parent_key, depth, retried, trigger_node,
      target_node, pinned)
  JOIN workflows w ON w.tenant_id = g.tenant_id AND w.id = g.workflow_id AND w.deleted_at IS NULL
    AND (g.latest IS NULL OR w.latest_version = g.latest)
    AND (g.version IS NOT NULL OR w.draft_hash = g.hash)
  ON CONFLICT DO NOTHING RETURNING e.id)
  SELECT id, true FROM made
  UNION ALL SELECT e.id, false FROM unnest(tenants, ids) AS g (tenant_id, id)
    JOIN executions e ON e.tenant_id = g.tenant_id AND e.id = g.id;
END $$;
COMMENT ON FUNCTION start_executions IS
  'Records new executions: queued, running here, or ended already. Those of a workflow that is not'
  ' as whoever starts them believes are left out; those that were recorded before come too.';

CREATE FUNCTION append_steps(worker uuid, tenants uuid[], ids uuid[], attempts integer[],
  seqs integer[], kinds text[], nodes text[], paths text[], keys bytea[], types text[],
  statuses text[], ports text[], tries integer[], outputs bytea[], output_blobs bytea[],
  previews boolean[], errors bytea[], times timestamptz[], started timestamptz[],
  durations double precision[], metas bytea[], facts bytea[])
RETURNS SETOF uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH held AS MATERIALIZED (
    SELECT DISTINCT e.tenant_id, e.id, e.attempt
    FROM unnest(tenants, ids, attempts) AS g (tenant_id, id, attempt)
    JOIN executions e ON e.tenant_id = g.tenant_id AND e.id = g.id AND e.attempt = g.attempt
      AND (e.lease_owner = worker OR e.lease_owner IS NULL AND e.finished_at IS NOT NULL
        AND e.xmin = pg_current_xact_id()::xid)
  ), written AS (
  INSERT INTO steps (tenant_id, execution_id, seq, kind, node_id, path, key, type, status, port,
    attempt, output, output_blob, is_preview, error, at, started_at, duration_ms, meta, fact)
  SELECT g.tenant_id, g.id, g.seq, g.kind, g.node_id, g.path, g.key, g.type, g.status, g.port,
    g.try, g.output, g.output_blob, g.is_preview, g.error, g.at, g.started_at, g.duration_ms,
    g.meta, g.fact
  FROM unnest(tenants, ids, attempts, seqs, kinds, nodes, paths, keys, types, statuses, ports,
    tries, outputs, output_blobs, previews, errors, times, started, durations, metas, facts)
    AS g (tenant_id, id, attempt, seq, kind, node_id, path, key, type, status, port, try, output,
      output_blob, is_preview, error, at, started_at, duration_ms, meta, fact)
  JOIN held h ON h.tenant_id = g.tenant_id AND h.id = g.id AND h.attempt = g.attempt
  ON CONFLICT DO NOTHING)
  SELECT id FROM held;
END $$;
COMMENT ON FUNCTION append_steps IS
  'Adds to journals of executions that the process holds under this attempt, or that the same'
  ' transaction has recorded; returns those executions.';

CREATE FUNCTION append_blobs(tenants uuid[], ids uuid[], digests bytea[], sizes bigint[],
  contents bytea[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  INSERT INTO blobs (tenant_id, execution_id, sha256, size_bytes, content)
  SELECT * FROM unnest(tenants, ids, digests, sizes, contents) ON CONFLICT DO NOTHING;
END $$;
COMMENT ON FUNCTION append_blobs IS 'Stores large values of executions, each once.';

CREATE FUNCTION append_logs(worker uuid, tenants uuid[], ids uuid[], attempts integer[],
  seqs bigint[], times timestamptz[], levels text[], nodes text[], messages text[], most integer)
RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH held AS MATERIALIZED (
    SELECT e.tenant_id, e.id, e.attempt, (SELECT count(*) FROM execution_logs l
      WHERE l.tenant_id = e.tenant_id AND l.execution_id = e.id) AS lines
    FROM (SELECT DISTINCT * FROM unnest(tenants, ids, attempts)) AS g (tenant_id, id, attempt)
    JOIN executions e ON e.tenant_id = g.tenant_id AND e.id = g.id AND e.attempt = g.attempt
      AND (e.lease_owner = worker OR e.lease_owner IS NULL AND e.finished_at IS NOT NULL
        AND e.xmin = pg_current_xact_id()::xid)
  )
  INSERT INTO execution_logs (tenant_id, execution_id, seq, at, level, node_id, message)
  SELECT l.tenant_id, l.id, l.seq, l.at, CASE WHEN l.place > most THEN 'warning' ELSE l.level END,
    CASE WHEN l.place <= most THEN l.node_id END,
    CASE WHEN l.place > most THEN 'this execution has logged more than ' || most || ' lines; the'
      || ' others were left out' ELSE l.message END
  FROM (SELECT g.*, h.lines + row_number() OVER (PARTITION BY g.tenant_id, g.id ORDER BY g.seq)
          AS place
        FROM unnest(tenants, ids, attempts, seqs, times, levels, nodes, messages)
          AS g (tenant_id, id, attempt, seq, at, level, node_id, message)
        JOIN held h ON h.tenant_id = g.tenant_id AND h.id = g.id AND h.attempt = g.attempt) l
  WHERE l.place <= most + 1
  ON CONFLICT DO NOTHING;
$$;
COMMENT ON FUNCTION append_logs IS
  'Stores lines that nodes have logged; of an execution with too many the last one says so.';

CREATE FUNCTION end_executions(worker uuid, tenants uuid[], ids uuid[], attempts integer[],
  statuses text[], outputs bytea[], output_blobs bytea[], errors bytea[], cpus bigint[],
  sizes bigint[], finishes timestamptz[], actives bigint[], reasons text[], wakes timestamptz[],
  seen integer[])
RETURNS TABLE (ended_tenant uuid, ended_id uuid, ended_status text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, queue, pg_temp AS $$
DECLARE of_tenants uuid[];
BEGIN
  RETURN QUERY
  WITH given AS (
    SELECT * FROM unnest(tenants, ids, attempts, statuses, outputs, output_blobs, errors, cpus,
      sizes, finishes, actives, reasons, wakes, seen)
    AS g (tenant_id, id, attempt, status, output, output_blob, error, cpu_ms, size, finished_at,
      active_ms, reason, wake_at, seen)
  ), ended AS (
    UPDATE executions e SET
      status = CASE WHEN g.status = 'waiting' AND (e.signals > g.seen
        OR e.cancel_requested_at IS NOT NULL) THEN 'queued' ELSE g.status END,
      waiting_for = CASE WHEN g.status = 'waiting' AND e.signals <= g.seen
        AND e.cancel_requested_at IS NULL THEN g.reason END,
      wake_at = CASE WHEN g.status = 'waiting' AND e.signals <= g.seen
        AND e.cancel_requested_at IS NULL THEN g.wake_at END,
      admitted_at = CASE WHEN g.status IN ('waiting', 'queued') THEN NULL ELSE e.admitted_at END,
      output = g.output, output_blob = g.output_blob, error = g.error,
      cpu_ms = e.cpu_ms + g.cpu_ms, stored_bytes = e.stored_bytes + g.size,
      finished_at = g.finished_at, active_ms = e.active_ms + g.active_ms,
      lease_owner = NULL, job_id = NULL
    FROM given g
    WHERE e.tenant_id = g.tenant_id AND e.id = g.id AND e.lease_owner = worker
      AND e.attempt = g.attempt AND e.status = 'running'
    RETURNING e.tenant_id, e.id, e.status, e.parent_id, e.parent_key
  ), told AS (
    UPDATE executions p SET signals = p.signals + c.number,
      status = CASE WHEN p.status = 'waiting' AND p.waiting_for <> 'outcome_unknown'
                    THEN 'queued' ELSE p.status END,
      wake_at = CASE WHEN p.status = 'waiting' AND p.waiting_for <> 'outcome_unknown'
                     THEN NULL ELSE p.wake_at END
    FROM (SELECT tenant_id, parent_id, count(*)::integer AS number FROM ended
          WHERE parent_id IS NOT NULL AND status IN ('succeeded', 'failed', 'cancelled')
          GROUP BY 1, 2) c
    WHERE p.tenant_id = c.tenant_id AND p.id = c.parent_id
      AND p.status IN ('queued', 'running', 'waiting')
    RETURNING p.tenant_id, p.id, p.signals
  ), sent AS (
    INSERT INTO signals (tenant_id, execution_id, seq, name, payload)
    SELECT t.tenant_id, t.id, t.signals + 1 - row_number() OVER (PARTITION BY t.tenant_id, t.id),
      'workflow:' || e.parent_key, convert_to(jsonb_build_object('execution_id', e.id,
        'status', e.status)::text, 'UTF8')
    FROM told t JOIN ended e ON e.tenant_id = t.tenant_id AND e.parent_id = t.id
      AND e.status IN ('succeeded', 'failed', 'cancelled')
  ), closed AS (
    UPDATE approvals a SET decision = 'cancelled', decided_at = now() FROM ended e
    WHERE a.tenant_id = e.tenant_id AND a.execution_id = e.id AND a.decision IS NULL
      AND e.status IN ('succeeded', 'failed', 'cancelled')
  )
  SELECT e.tenant_id, e.id, e.status FROM ended e
  UNION ALL SELECT t.tenant_id, t.id, 'signalled' FROM told t
  UNION ALL SELECT e.tenant_id, e.id, 'again' FROM given g JOIN executions e
    ON e.tenant_id = g.tenant_id AND e.id = g.id AND e.attempt = g.attempt
    AND e.lease_owner IS NULL AND (g.finished_at IS NULL OR e.finished_at = g.finished_at);
END $$;
COMMENT ON FUNCTION end_executions IS
  'Ends or suspends executions that a process holds, and tells those that called them. Returns what'
  ' was ended, with the status it has now, what was told of an end, and what had been ended by an'
  ' earlier try of the same.';
"""

APPROVALS = """
CREATE FUNCTION close_approvals() RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH closed AS (
    UPDATE approvals a SET decided_at = now(), decision = CASE
      WHEN a.expires_at <= now() THEN 'expired' ELSE 'cancelled' END
    WHERE a.decision IS NULL AND (a.expires_at <= now() OR NOT EXISTS (
      SELECT FROM executions e WHERE e.tenant_id = a.tenant_id AND e.id = a.execution_id
        AND e.status IN ('queued', 'running', 'waiting')))
    RETURNING 1
  )
  SELECT count(*)::integer FROM closed;
$$;
COMMENT ON FUNCTION close_approvals IS
  'Closes approvals that nobody decided in time, and those that no execution waits for any more.';
"""

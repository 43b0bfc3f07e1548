"""The functions that admit executions, hand them to the queue and take them back.

All run as the owner, because one transaction writes for many tenants. What is called for every
group is PL/pgSQL, which keeps its plans: a function in SQL is planned anew at each call.
"""

from thaiyyal.store.migrations.recording_functions import APPROVALS, RECORDING

_WORKERS = """
CREATE FUNCTION register_worker(worker uuid, its_kind text, its_host text, its_pid integer,
  its_slots integer, its_version text, lease interval) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO workers (id, kind, host, pid, slots, version, lease_until)
  VALUES (worker, its_kind, its_host, its_pid, its_slots, its_version, now() + lease)
  ON CONFLICT (id) DO UPDATE SET lease_until = EXCLUDED.lease_until, seen_at = now();
$$;
COMMENT ON FUNCTION register_worker IS
  'Makes a process known that is going to run executions; once more does no harm.';

CREATE FUNCTION renew_worker(worker uuid, lease interval) RETURNS uuid[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE workers SET lease_until = now() + lease, seen_at = now() WHERE id = worker;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  RETURN ARRAY(SELECT e.id FROM executions e
    WHERE e.lease_owner = worker AND e.cancel_requested_at IS NOT NULL);
END $$;
COMMENT ON FUNCTION renew_worker IS
  'Keeps a process alive; returns what it runs that shall stop, NULL when it was declared dead.';

CREATE FUNCTION hold_worker(worker uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE lease interval;
BEGIN
  SELECT lease_until - seen_at INTO lease FROM workers WHERE id = worker FOR KEY SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'this process was declared dead' USING ERRCODE = 'TH001';
  END IF;
  PERFORM set_config('idle_in_transaction_session_timeout',
    greatest(1, ceil(extract(epoch FROM lease) * 1000))::bigint::text, true);
END $$;
COMMENT ON FUNCTION hold_worker IS
  'The fence: until the transaction ends, nobody can declare the process dead. One that is stopped'
  ' amid a transaction loses it after the time of a lease.';

CREATE FUNCTION leave_worker(worker uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, queue, pg_temp AS $$
BEGIN
  DELETE FROM workers WHERE id = worker;
  RETURN release_executions(worker, false, 1, 1);
END $$;
COMMENT ON FUNCTION leave_worker IS
  'Ends a process that ends by itself; what it holds goes on elsewhere.';

CREATE FUNCTION list_workers() RETURNS SETOF workers
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT * FROM workers ORDER BY started_at, id;
$$;
COMMENT ON FUNCTION list_workers IS
  'Processes that run executions, for the platform''s owner and for metrics.';
"""

_USAGE = """
CREATE FUNCTION limit_of(wanted uuid, wanted_metric text) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN q.metric IS NULL
    THEN coalesce((p.limits ->> wanted_metric)::bigint, default_limit(wanted_metric))
    ELSE q.amount END
  FROM tenants t JOIN plans p ON p.name = t.plan
  LEFT JOIN quotas q ON q.tenant_id = t.id AND q.metric = wanted_metric
  WHERE t.id = wanted;
$$;
COMMENT ON FUNCTION limit_of IS 'How much of a metric a tenant may use; NULL: as much as it likes.';

CREATE FUNCTION take_usage(tenants uuid[], metrics text[], amounts bigint[], is_checked boolean)
RETURNS TABLE (tenant_id uuid, metric text, used bigint, most bigint, warns boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH wanted AS MATERIALIZED (
    SELECT g.tenant_id, g.metric, g.amount,
      CASE WHEN g.metric IN ('active_executions', 'workflows', 'users', 'storage_bytes')
           THEN date '1970-01-01' ELSE date_trunc('month', now(), 'UTC')::date END AS period,
      CASE WHEN q.metric IS NULL
           THEN coalesce((p.limits ->> g.metric)::bigint, default_limit(g.metric))
           ELSE q.amount END AS most
    FROM unnest(tenants, metrics, amounts) AS g (tenant_id, metric, amount)
    JOIN public.tenants t ON t.id = g.tenant_id
    JOIN plans p ON p.name = t.plan
    LEFT JOIN quotas q ON q.tenant_id = t.id AND q.metric = g.metric
  )
  INSERT INTO usage AS u (tenant_id, metric, period, amount, warned_at)
  SELECT w.tenant_id, w.metric, w.period, greatest(0, w.amount),
    CASE WHEN w.amount >= w.most * 0.8 THEN statement_timestamp() END
  FROM wanted w
  WHERE NOT is_checked OR w.most IS NULL OR w.amount <= w.most
  ORDER BY w.tenant_id, w.metric
  ON CONFLICT (tenant_id, metric, period) DO UPDATE SET
    amount = greatest(0, u.amount + (SELECT amount FROM wanted w
      WHERE w.tenant_id = u.tenant_id AND w.metric = u.metric)),
    warned_at = CASE
      WHEN coalesce(u.warned_at >= date_trunc('month', now(), 'UTC'), false) THEN u.warned_at
      WHEN u.amount + EXCLUDED.amount >= 0.8 * (SELECT most FROM wanted w
        WHERE w.tenant_id = u.tenant_id AND w.metric = u.metric) THEN statement_timestamp()
      ELSE u.warned_at END
  WHERE NOT is_checked OR coalesce(u.amount + EXCLUDED.amount <= (SELECT most FROM wanted w
    WHERE w.tenant_id = u.tenant_id AND w.metric = u.metric), true)
  RETURNING u.tenant_id, u.metric, u.amount,
    (SELECT most FROM wanted w WHERE w.tenant_id = u.tenant_id AND w.metric = u.metric),
    coalesce(u.warned_at = statement_timestamp(), false);
END $$;
COMMENT ON FUNCTION take_usage IS
  'Adds to what tenants use, or subtracts; what has no room is not added and not returned.';
"""

_ADMISSION = """
CREATE FUNCTION defer_executions(tenant uuid, ids uuid[], job_priority integer, is_alone boolean)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, queue, pg_temp AS $$
DECLARE size integer := CASE WHEN is_alone THEN 1 ELSE 20 END; chunk uuid[]; job bigint;
BEGIN
  FOR at IN 1 .. cardinality(ids) BY size LOOP
    chunk := ids[at : at + size - 1];
    job := (procrastinate_defer_jobs_v1(ARRAY[ROW('executions', 'run_executions', job_priority,
      CASE WHEN is_alone THEN 'suspects' END, NULL,
      jsonb_build_object('tenant_id', tenant, 'ids', to_jsonb(chunk)), NULL)
      ::procrastinate_job_to_defer_v1]))[1];
    UPDATE executions SET job_id = job WHERE tenant_id = tenant AND id = ANY(chunk);
  END LOOP;
END $$;
COMMENT ON FUNCTION defer_executions IS
  'Gives executions of one tenant to the queue, up to twenty a job; those that are suspected of'
  ' killing processes alone, one after the other.';

CREATE FUNCTION admit_executions(of_tenants uuid[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, queue, pg_temp AS $$
DECLARE tenant uuid; room bigint; busy bigint; chosen uuid[]; full_ones uuid[];
  admitted integer := 0;
BEGIN
  FOR tenant IN SELECT DISTINCT t FROM unnest(of_tenants) t
    WHERE EXISTS (SELECT FROM executions e WHERE e.tenant_id = t AND e.status = 'queued'
      AND e.admitted_at IS NULL AND (e.wake_at IS NULL OR e.wake_at <= now())) ORDER BY 1
  LOOP
    INSERT INTO usage AS u (tenant_id, metric, period)
    VALUES (tenant, 'active_executions', '1970-01-01')
    ON CONFLICT (tenant_id, metric, period) DO UPDATE SET amount = u.amount
    RETURNING u.amount INTO busy;
    room := coalesce(limit_of(tenant, 'active_executions'), 1000000) - busy;
    CONTINUE WHEN room <= 0;
    full_ones := ARRAY(SELECT e.workflow_id FROM executions e WHERE e.tenant_id = tenant
      AND e.admitted_at IS NOT NULL AND e.status IN ('queued', 'running')
      GROUP BY e.workflow_id HAVING count(*) >= max(e.workflow_limit));
    WITH ready AS (
      SELECT e.id, e.priority, e.workflow_id, e.workflow_limit FROM executions e
      WHERE e.tenant_id = tenant AND e.status = 'queued' AND e.admitted_at IS NULL
        AND (e.wake_at IS NULL OR e.wake_at <= now())
        AND (e.workflow_limit IS NULL OR e.workflow_id <> ALL(full_ones))
      ORDER BY e.priority DESC, e.id LIMIT least(room, 2000) FOR UPDATE SKIP LOCKED
    ), ranked AS (
      SELECT r.*, r.workflow_limit - row_number() OVER (PARTITION BY r.workflow_id
        ORDER BY r.priority DESC, r.id) - (SELECT count(*) FROM executions a
          WHERE r.workflow_limit IS NOT NULL AND a.tenant_id = tenant
            AND a.workflow_id = r.workflow_id AND a.admitted_at IS NOT NULL
            AND a.status IN ('queued', 'running')) AS spare FROM ready r
    ), taken AS (
      UPDATE executions e SET admitted_at = now(), wake_at = NULL FROM ranked r
      WHERE e.tenant_id = tenant AND e.id = r.id AND coalesce(r.spare, 0) >= 0 RETURNING e.id
    )
    SELECT array_agg(id ORDER BY id) INTO chosen FROM taken;
    CONTINUE WHEN chosen IS NULL;
    UPDATE usage SET amount = amount + cardinality(chosen)
    WHERE tenant_id = tenant AND metric = 'active_executions' AND period = '1970-01-01';
    PERFORM defer_executions(tenant, chosen, -least(busy + cardinality(chosen), 30000)::integer,
      false);
    admitted := admitted + cardinality(chosen);
  END LOOP;
  RETURN admitted;
END $$;
COMMENT ON FUNCTION admit_executions IS
  'Gives queued executions of these tenants to the queue, as far as the tenants and the workflows'
  ' have places; a job comes later the more its tenant has.';

CREATE FUNCTION wake_executions(most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, queue, pg_temp AS $$
DECLARE of_tenants uuid[];
BEGIN
  WITH due AS (
    SELECT e.tenant_id, e.id FROM executions e
    WHERE e.wake_at <= now() AND e.status IN ('queued', 'waiting') AND e.admitted_at IS NULL
    ORDER BY e.wake_at LIMIT most FOR UPDATE SKIP LOCKED
  ), woken AS (
    UPDATE executions e SET status = 'queued', wake_at = NULL, waiting_for = NULL FROM due
    WHERE e.tenant_id = due.tenant_id AND e.id = due.id RETURNING e.tenant_id
  )
  SELECT array_agg(DISTINCT tenant_id) INTO of_tenants FROM woken;
  RETURN admit_executions(of_tenants);
END $$;
COMMENT ON FUNCTION wake_executions IS
  'Lets those go on whose time has come; returns how many were admitted.';

CREATE FUNCTION admit_backlog() RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = public, queue, pg_temp AS $$
  SELECT admit_executions(ARRAY(SELECT DISTINCT tenant_id FROM executions
    WHERE status = 'queued' AND admitted_at IS NULL AND wake_at IS NULL));
$$;
COMMENT ON FUNCTION admit_backlog IS
  'Admits what waits for a place, wherever one is free: after a limit was raised.';
"""

_RECOVERY = """
CREATE FUNCTION release_executions(worker uuid, is_crash boolean, most_crashes integer,
  suspect_after integer, only_ids uuid[] DEFAULT NULL) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, queue, pg_temp AS $$
DECLARE held record; released integer := 0;
BEGIN
  DELETE FROM procrastinate_jobs j WHERE j.id IN (
    SELECT e.job_id FROM executions e WHERE e.lease_owner = worker AND e.job_id IS NOT NULL
      AND (only_ids IS NULL OR e.id = ANY(only_ids)));
  FOR held IN
    WITH freed AS (
      UPDATE executions e SET lease_owner = NULL, job_id = NULL, durability = 'durable',
        crashes = e.crashes + is_crash::integer, status = 'queued',
        dead_at = CASE WHEN is_crash AND e.crashes + 1 >= most_crashes
                       THEN coalesce(e.dead_at, now()) ELSE e.dead_at END
      WHERE e.lease_owner = worker AND e.status = 'running'
        AND (only_ids IS NULL OR e.id = ANY(only_ids))
      RETURNING e.tenant_id, e.id, e.crashes, e.dead_at
    )
    SELECT f.tenant_id, array_agg(f.id ORDER BY f.id) FILTER (WHERE f.dead_at IS NOT NULL
        OR f.crashes < suspect_after) AS again,
      array_agg(f.id ORDER BY f.id) FILTER (WHERE f.dead_at IS NULL
        AND f.crashes >= suspect_after) AS alone
    FROM freed f GROUP BY f.tenant_id ORDER BY f.tenant_id
  LOOP
    IF held.again IS NOT NULL THEN
      PERFORM defer_executions(held.tenant_id, held.again, 0, false);
      released := released + cardinality(held.again);
    END IF;
    IF held.alone IS NOT NULL THEN
      PERFORM defer_executions(held.tenant_id, held.alone, 0, true);
      released := released + cardinality(held.alone);
    END IF;
  END LOOP;
  RETURN released;
END $$;
COMMENT ON FUNCTION release_executions IS
  'Gives what a process held back to the queue; after a crash it counts. Those that were there too'
  ' often are tried alone, or marked as given up: whoever takes them next ends them.';

CREATE FUNCTION held_executions(worker uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.id FROM executions e WHERE e.lease_owner = worker AND e.status = 'running';
$$;
COMMENT ON FUNCTION held_executions IS 'Ids of what is leased to a process.';

CREATE FUNCTION release_held(worker uuid, ids uuid[], most_crashes integer, suspect_after integer)
RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = public, queue, pg_temp AS $$
  SELECT release_executions(worker, true, most_crashes, suspect_after, ids);
$$;
COMMENT ON FUNCTION release_held IS
  'Gives back what is leased to a process that does not run it: it never got the answer, or could'
  ' not record the end. It counts as a crash, so that even that has an end.';

CREATE FUNCTION take_over_executions(lease interval, most_crashes integer, suspect_after integer)
RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, queue, pg_temp AS $$
DECLARE gone uuid; released integer := 0;
BEGIN
  IF pg_postmaster_start_time() > clock_timestamp() - lease THEN
    RETURN 0;  -- the database was away: those who live need a moment to say so
  END IF;
  FOR gone IN SELECT id FROM workers WHERE lease_until < now() ORDER BY id FOR UPDATE SKIP LOCKED
  LOOP
    DELETE FROM workers WHERE id = gone;
    released := released + release_executions(gone, true, most_crashes, suspect_after);
  END LOOP;
  RETURN released;
END $$;
COMMENT ON FUNCTION take_over_executions IS
  'Declares processes dead that have not renewed their lease, and gives what they held to others.';

CREATE FUNCTION free_jobs(older_than interval) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, queue, pg_temp AS $$
DECLARE part record; freed integer := 0;
BEGIN
  FOR part IN
    WITH closed AS (
      DELETE FROM procrastinate_jobs d WHERE d.id IN (
        SELECT j.id FROM procrastinate_jobs j
        LEFT JOIN procrastinate_workers w ON w.id = j.worker_id
        WHERE j.status = 'doing' AND coalesce(w.last_heartbeat, '-infinity') < now() - older_than
          AND NOT EXISTS (SELECT FROM executions e
            WHERE e.tenant_id = (j.args ->> 'tenant_id')::uuid
              AND e.id IN (SELECT x::uuid FROM jsonb_array_elements_text(j.args -> 'ids') x)
              AND e.status = 'running')
        FOR UPDATE OF j SKIP LOCKED)
      RETURNING d.id, d.lock, d.args
    )
    SELECT e.tenant_id, c.lock IS NOT NULL AS is_alone, array_agg(e.id ORDER BY e.id) AS ids
    FROM closed c CROSS JOIN jsonb_array_elements_text(c.args -> 'ids') x
    JOIN executions e ON e.tenant_id = (c.args ->> 'tenant_id')::uuid AND e.id = x::uuid
      AND e.job_id = c.id AND e.status = 'queued' AND e.admitted_at IS NOT NULL
    GROUP BY 1, 2 ORDER BY 1, 2
  LOOP
    PERFORM defer_executions(part.tenant_id, part.ids, 0, part.is_alone);
    freed := freed + cardinality(part.ids);
  END LOOP;
  RETURN freed;
END $$;
COMMENT ON FUNCTION free_jobs IS
  'Closes jobs whose process died before it claimed what they are about, and makes new ones. Looks'
  ' at what is being done only: it may be asked every second.';

CREATE FUNCTION reconcile_queue(older_than interval) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, queue, pg_temp AS $$
DECLARE part record; repaired integer := free_jobs(older_than);
BEGIN
  DELETE FROM procrastinate_jobs WHERE status NOT IN ('todo', 'doing');
  FOR part IN
    SELECT e.tenant_id, array_agg(e.id ORDER BY e.id) AS ids FROM executions e
    WHERE e.status = 'queued' AND e.admitted_at < now() - older_than
      AND NOT EXISTS (SELECT FROM procrastinate_jobs j WHERE j.id = e.job_id)
    GROUP BY e.tenant_id ORDER BY e.tenant_id
  LOOP
    PERFORM defer_executions(part.tenant_id, part.ids, 0, false);
    repaired := repaired + cardinality(part.ids);
  END LOOP;
  RETURN repaired;
END $$;
COMMENT ON FUNCTION reconcile_queue IS
  'Closes jobs that nobody does any more, and gives admitted executions without a job a new one.';
"""

_GRANTS = """
REVOKE EXECUTE ON FUNCTION start_executions, append_steps, append_blobs, append_logs,
  close_approvals, register_worker,
  renew_worker, hold_worker, leave_worker, list_workers, limit_of, take_usage, defer_executions,
  admit_executions, wake_executions, admit_backlog, end_executions, release_executions,
  take_over_executions, free_jobs, reconcile_queue, held_executions, release_held FROM PUBLIC;
GRANT EXECUTE ON FUNCTION held_executions, release_held, register_worker, renew_worker,
  hold_worker, leave_worker, list_workers, take_usage, admit_executions, wake_executions,
  admit_backlog, start_executions, append_steps, append_blobs, append_logs,
  close_approvals, end_executions, take_over_executions, free_jobs,
  reconcile_queue TO thaiyyal_app;
"""

FUNCTIONS = _WORKERS + _USAGE + _ADMISSION + RECORDING + APPROVALS + _RECOVERY + _GRANTS

DROP = """
DROP FUNCTION reconcile_queue, free_jobs, take_over_executions, release_held, held_executions,
  release_executions, end_executions,
  close_approvals, append_logs, append_steps, append_blobs, start_executions, admit_backlog,
  wake_executions, admit_executions,
  defer_executions, take_usage, limit_of, list_workers, leave_worker, hold_worker, renew_worker,
  register_worker;
"""

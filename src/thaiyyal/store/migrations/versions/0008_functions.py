"""The listed functions that run as the owner: look-ups before a tenant is known, and upkeep.

Each has a fixed search path, and look-ups return ids only.
"""

from thaiyyal.store.migrations.audit_functions import AUDIT
from thaiyyal.store.migrations.raw import run

revision = "0008"
down_revision = "0007"

_LOOK_UPS = """
CREATE FUNCTION find_user(wanted_email text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id FROM users WHERE email = wanted_email;
$$;
COMMENT ON FUNCTION find_user IS 'Whose e-mail address this is; for sign-in, before anybody is known.';

CREATE FUNCTION find_refresh_token(wanted bytea)
RETURNS TABLE (user_id uuid, session_id uuid, tenant_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.user_id, t.session_id, s.tenant_id
  FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id WHERE t.digest = wanted;
$$;
COMMENT ON FUNCTION find_refresh_token IS 'To which session a refresh token belongs, used or not.';

CREATE FUNCTION find_api_key(wanted bytea)
RETURNS TABLE (tenant_id uuid, user_id uuid, api_key_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT k.tenant_id, k.user_id, k.id FROM api_keys k WHERE k.digest = wanted;
$$;
COMMENT ON FUNCTION find_api_key IS 'Whose API key this is, good or not.';

CREATE FUNCTION find_invitation(wanted bytea) RETURNS TABLE (tenant_id uuid, invitation_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT i.tenant_id, i.id FROM invitations i WHERE i.digest = wanted;
$$;
COMMENT ON FUNCTION find_invitation IS 'Which invitation a link is of, good or not.';

CREATE FUNCTION find_one_time_link(wanted bytea) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT user_id FROM one_time_links WHERE digest = wanted;
$$;
COMMENT ON FUNCTION find_one_time_link IS 'Whose link this is, good or not.';

CREATE FUNCTION find_identity(wanted_issuer text, wanted_subject text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT user_id FROM identities WHERE issuer = wanted_issuer AND subject = wanted_subject;
$$;
COMMENT ON FUNCTION find_identity IS 'Who signs in with this account of a provider.';

CREATE FUNCTION find_tenant(wanted_slug text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id FROM tenants WHERE slug = wanted_slug;
$$;
COMMENT ON FUNCTION find_tenant IS 'Which tenant has this short name.';

CREATE FUNCTION all_tenants() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id FROM tenants ORDER BY id;
$$;
COMMENT ON FUNCTION all_tenants IS 'Every tenant, for upkeep.';

CREATE FUNCTION platform_has_owner() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM platform_owners);
$$;
COMMENT ON FUNCTION platform_has_owner IS 'Whether somebody owns the platform.';

CREATE FUNCTION claim_platform(new_owner uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  LOCK TABLE platform_owners IN EXCLUSIVE MODE;
  IF EXISTS (SELECT FROM platform_owners) THEN
    RETURN false;
  END IF;
  INSERT INTO platform_owners (user_id) VALUES (new_owner);
  RETURN true;
END $$;
COMMENT ON FUNCTION claim_platform IS 'Only the first owner can be made so.';

CREATE FUNCTION start_setup(link bytea, valid_until timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  LOCK TABLE platform_owners IN EXCLUSIVE MODE;
  IF EXISTS (SELECT FROM platform_owners) THEN
    RETURN false;
  END IF;
  DELETE FROM one_time_links WHERE purpose = 'set_up_owner';
  INSERT INTO one_time_links (digest, purpose, expires_at) VALUES (link, 'set_up_owner', valid_until);
  RETURN true;
END $$;
COMMENT ON FUNCTION start_setup IS
  'Makes the one link that creates the first owner, in place of an older one; false: there is one.';

CREATE FUNCTION is_setup_link(wanted bytea) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM one_time_links WHERE digest = wanted AND purpose = 'set_up_owner'
    AND used_at IS NULL AND expires_at > now());
$$;
COMMENT ON FUNCTION is_setup_link IS 'Whether a link can still create the first owner.';

CREATE FUNCTION use_setup_link(wanted bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE one_time_links SET used_at = now()
  WHERE digest = wanted AND purpose = 'set_up_owner' AND used_at IS NULL AND expires_at > now();
  RETURN FOUND;
END $$;
COMMENT ON FUNCTION use_setup_link IS 'Uses the set-up link up; false: it was not good any more.';

CREATE FUNCTION is_used_elsewhere(wanted_user uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM members WHERE user_id = wanted_user
      AND tenant_id IS DISTINCT FROM current_tenant())
    OR EXISTS (SELECT FROM platform_owners WHERE user_id = wanted_user);
$$;
COMMENT ON FUNCTION is_used_elsewhere IS
  'Whether a user is a member of another tenant than the transaction''s, or owns the platform.';

CREATE FUNCTION end_password_resets(wanted_user uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id FROM users WHERE id = wanted_user FOR NO KEY UPDATE;
  UPDATE one_time_links SET used_at = now()
  WHERE user_id = wanted_user AND purpose = 'reset_password' AND used_at IS NULL;
$$;
COMMENT ON FUNCTION end_password_resets IS
  'Ends the links that set a new password of a user, who has got more rights than they were made for.';

CREATE FUNCTION start_password_reset(wanted_user uuid, link bytea, valid_until timestamptz)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id FROM users WHERE id = wanted_user FOR NO KEY UPDATE;
  UPDATE one_time_links SET used_at = now()
  WHERE user_id = wanted_user AND purpose = 'reset_password' AND used_at IS NULL;
  INSERT INTO one_time_links (digest, purpose, user_id, expires_at)
  VALUES (link, 'reset_password', wanted_user, valid_until);
$$;
COMMENT ON FUNCTION start_password_reset IS 'Makes a link that sets a new password, in place of older ones.';

CREATE FUNCTION take_pass(wanted text, most integer, window_s integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE found passes;
BEGIN
  INSERT INTO passes AS p (key, window_start, taken) VALUES (wanted, now(), 1)
  ON CONFLICT (key) DO UPDATE SET
    window_start = CASE WHEN p.window_start <= now() - make_interval(secs => window_s)
                        THEN now() ELSE p.window_start END,
    taken = CASE WHEN p.window_start <= now() - make_interval(secs => window_s)
                 THEN 1 ELSE least(p.taken, most) + 1 END
  RETURNING * INTO found;
  IF found.taken <= most THEN
    RETURN 0;
  END IF;
  RETURN greatest(1, ceil(extract(epoch FROM
    found.window_start + make_interval(secs => window_s) - now())))::integer;
END $$;
COMMENT ON FUNCTION take_pass IS 'Takes one of `most` passes a window; returns seconds to wait, 0 when passed.';

CREATE FUNCTION take_sign_in_attempt(wanted bytea, most integer, lock_s integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE lock interval := make_interval(secs => lock_s); wait interval; taken integer;
BEGIN
  INSERT INTO sign_in_attempts AS a (digest, failures, last_at, locked_until)
  VALUES (wanted, 1, now(), CASE WHEN most <= 1 THEN now() + lock END)
  ON CONFLICT (digest) DO UPDATE SET
    failures = CASE WHEN a.locked_until IS NOT NULL OR a.last_at <= now() - lock
                    THEN 1 ELSE a.failures + 1 END,
    locked_until = CASE WHEN most <= 1 OR (a.locked_until IS NULL AND a.last_at > now() - lock
                                           AND a.failures + 1 >= most) THEN now() + lock END,
    last_at = now()
  WHERE a.locked_until IS NULL OR a.locked_until <= now()
  RETURNING a.failures INTO taken;
  IF taken IS NOT NULL THEN
    RETURN 0;
  END IF;
  SELECT a.locked_until - now() INTO wait FROM sign_in_attempts a WHERE a.digest = wanted;
  RETURN greatest(1, ceil(extract(epoch FROM wait)))::integer;
END $$;
COMMENT ON FUNCTION take_sign_in_attempt IS
  'Counts a failure before the password is looked at; returns seconds to wait when locked, else 0.'
  ' The last one allowed locks at once, so that many at the same time are no more than one by one.';

CREATE FUNCTION give_back_sign_in_attempt(wanted bytea, is_all boolean) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM sign_in_attempts WHERE digest = wanted AND (is_all OR failures <= 1);
  UPDATE sign_in_attempts SET failures = failures - 1, locked_until = NULL WHERE digest = wanted;
$$;
COMMENT ON FUNCTION give_back_sign_in_attempt IS
  'Takes one counted failure back, or all of them, after the password was right.';

CREATE FUNCTION add_usage(tenants uuid[], used_metric text, used_period date, amounts bigint[])
RETURNS TABLE (tenant_id uuid, is_over boolean, warns boolean)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH given AS MATERIALIZED (
    SELECT g.tenant_id, g.amount,
      CASE WHEN q.metric IS NULL THEN (p.limits ->> used_metric)::bigint ELSE q.amount END AS most
    FROM unnest(tenants, amounts) AS g (tenant_id, amount)
    JOIN public.tenants t ON t.id = g.tenant_id
    JOIN plans p ON p.name = t.plan
    LEFT JOIN quotas q ON q.tenant_id = t.id AND q.metric = used_metric
  )
  INSERT INTO usage AS u (tenant_id, metric, period, amount, warned_at)
  SELECT given.tenant_id, used_metric, used_period, given.amount,
    CASE WHEN given.amount >= given.most * 0.8 THEN statement_timestamp() END
  FROM given ORDER BY given.tenant_id
  ON CONFLICT (tenant_id, metric, period) DO UPDATE SET
    amount = u.amount + EXCLUDED.amount,
    warned_at = CASE WHEN u.warned_at IS NULL AND u.amount + EXCLUDED.amount >=
        (SELECT most FROM given WHERE given.tenant_id = u.tenant_id) * 0.8
      THEN statement_timestamp() ELSE u.warned_at END
  RETURNING u.tenant_id,
    coalesce(u.amount >= (SELECT most FROM given WHERE given.tenant_id = u.tenant_id), false),
    coalesce(u.warned_at = statement_timestamp(), false);
$$;
COMMENT ON FUNCTION add_usage IS
  'Counts for many tenants at once; returns who has nothing left and who has come near to it.';

CREATE FUNCTION forget_old_rows() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM passes WHERE window_start < now() - interval '1 day';
  DELETE FROM sign_in_attempts
  WHERE last_at < now() - interval '1 day' AND coalesce(locked_until, now()) <= now();
  DELETE FROM idempotency_keys WHERE created_at < now() - interval '1 day';
  DELETE FROM one_time_links WHERE expires_at < now() - interval '30 days';
  DELETE FROM sessions WHERE expires_at < now() - interval '30 days';
$$;
COMMENT ON FUNCTION forget_old_rows IS
  'Deletes what is of no use after its time: counters, keys, links, sessions.';
"""

_PARTITIONS = """
CREATE FUNCTION uuid7_floor(at timestamptz) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
  SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;
$$;
COMMENT ON FUNCTION uuid7_floor IS 'The smallest id made at a time or later.';

CREATE FUNCTION ensure_partitions(months integer DEFAULT 2) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC'
SET lock_timeout = '2s' AS $$
DECLARE parent text; month timestamptz; name text; made integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('thaiyyal.partitions'));
  FOREACH parent IN ARRAY ARRAY['executions', 'steps', 'execution_logs', 'blobs', 'audit_logs'] LOOP
    FOR ahead IN -1..months LOOP
      month := date_trunc('month', now()) + make_interval(months => ahead);
      name := parent || to_char(month, '"_y"YYYY"m"MM');
      CONTINUE WHEN to_regclass(name) IS NOT NULL;
      EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', name, parent,
        uuid7_floor(month), uuid7_floor(month + interval '1 month'));
      EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
      EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
      EXECUTE format('CREATE POLICY owner ON %I TO thaiyyal_owner USING (true) WITH CHECK (true)',
                     name);
      made := made + 1;
    END LOOP;
  END LOOP;
  RETURN made;
END $$;
COMMENT ON FUNCTION ensure_partitions IS
  'Makes the partitions of last month to `months` ahead. In UTC: months are added to a local time.'
  ' Locks the tables for a moment, and rather fails than lets everybody wait behind it.';

CREATE FUNCTION drop_partition(parent text, month date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC'
SET lock_timeout = '2s' AS $$
DECLARE name text := parent || to_char(month, '"_y"YYYY"m"MM');
BEGIN
  IF parent NOT IN ('executions', 'steps', 'execution_logs', 'blobs') THEN
    RAISE EXCEPTION 'no partitioned table that may be dropped by month: %', parent;
  END IF;
  IF month >= date_trunc('month', now()) THEN
    RAISE EXCEPTION 'the month % is not over', month;
  END IF;
  IF to_regclass(name) IS NULL THEN
    RETURN false;
  END IF;
  EXECUTE format('DROP TABLE %I', name);
  RETURN true;
END $$;
COMMENT ON FUNCTION drop_partition IS
  'Drops a month of executions with all that belongs to them; false: there was none.';

CREATE FUNCTION missing_partitions(ahead integer) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT parent FROM unnest(ARRAY['executions', 'steps', 'execution_logs', 'blobs', 'audit_logs'])
    AS parent
  WHERE to_regclass(parent || to_char((date_trunc('month', now() AT TIME ZONE 'UTC')
    + make_interval(months => ahead)), '"_y"YYYY"m"MM')) IS NULL;
$$;
COMMENT ON FUNCTION missing_partitions IS 'Which tables have no partition for the month so far ahead.';
"""

_EXECUTIONS = """
CREATE FUNCTION renew_executions(owner uuid, tenants uuid[], ids uuid[], lease interval)
RETURNS TABLE (execution_id uuid, is_cancelled boolean)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE executions e SET lease_until = now() + lease
  FROM unnest(tenants, ids) AS live (tenant_id, id)
  WHERE e.tenant_id = live.tenant_id AND e.id = live.id AND e.lease_owner = owner
    AND e.status IN ('queued', 'running')
  RETURNING e.id, e.cancel_requested_at IS NOT NULL;
$$;
COMMENT ON FUNCTION renew_executions IS
  'Keeps what a process runs its own; what is not returned is no longer its.';

CREATE FUNCTION expired_executions(most integer) RETURNS TABLE (tenant_id uuid, execution_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.tenant_id, e.id FROM executions e
  WHERE e.status IN ('queued', 'running') AND e.lease_until < now()
  ORDER BY e.lease_until LIMIT most;
$$;

CREATE FUNCTION drop_empty_execution_months() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '2s' AS $$
DECLARE child record; is_used boolean; dropped integer := 0;
BEGIN
  FOR child IN
    SELECT i.inhrelid::regclass AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent::regclass::text IN ('executions', 'steps', 'execution_logs', 'blobs')
      AND c.relkind = 'r' AND to_date(right(c.relname, 7), 'YYYY"m"MM') < now() - interval '62 days'
  LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %s)', child.name) INTO is_used;
    IF NOT is_used THEN
      EXECUTE format('DROP TABLE %s', child.name);
      dropped := dropped + 1;
    END IF;
  END LOOP;
  RETURN dropped;
END $$;
COMMENT ON FUNCTION drop_empty_execution_months IS
  'Drops months that are long over and of which retention has left nothing.';
COMMENT ON FUNCTION expired_executions IS 'Executions whose process has not been heard of in time.';
"""

_DROP_PARTITIONS = """
DO $$
DECLARE name regclass;
BEGIN
  FOR name IN SELECT oid FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relispartition AND relkind = 'r'
  LOOP
    EXECUTE format('DROP TABLE %s', name);
  END LOOP;
END $$;
"""

_DOWN = """
DROP FUNCTION drop_empty_execution_months, expired_executions, renew_executions, erase_tenant, forget_erased_audit, drop_empty_audit_months, trim_audit, seal_audit,
  set_audit_head, audit_entry_bytes, audit_part, missing_partitions,
  drop_partition, ensure_partitions, uuid7_floor, forget_old_rows, add_usage,
  give_back_sign_in_attempt, take_sign_in_attempt, take_pass, start_password_reset,
  end_password_resets, is_used_elsewhere, use_setup_link, is_setup_link, start_setup, claim_platform, platform_has_owner,
  all_tenants, find_tenant, find_identity, find_one_time_link, find_invitation, find_api_key,
  find_refresh_token, find_user;
"""


def upgrade() -> None:
    """Make the functions, and the partitions of now."""
    run(_LOOK_UPS)
    run(_PARTITIONS)
    run(AUDIT)
    run(_EXECUTIONS)
    run("SELECT ensure_partitions()")


def downgrade() -> None:
    """Drop them, and the partitions that they made."""
    run(_DROP_PARTITIONS)
    run(_DOWN)

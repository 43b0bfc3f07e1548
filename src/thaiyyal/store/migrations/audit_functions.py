"""The functions that seal and trim the audit log, and erase a tenant; revision 0008 makes them."""

AUDIT = """
CREATE FUNCTION audit_part(part bytea) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN int4send(coalesce(length(part), -1)) || coalesce(part, ''::bytea);

CREATE FUNCTION audit_entry_bytes(entry audit_logs) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE
  RETURN audit_part(uuid_send(entry.tenant_id)) || audit_part(uuid_send(entry.id))
    || audit_part(int8send((extract(epoch FROM entry.at) * 1000000)::bigint))
    || audit_part(convert_to(entry.actor_kind, 'UTF8'))
    || audit_part(uuid_send(entry.user_id)) || audit_part(uuid_send(entry.api_key_id))
    || audit_part(convert_to(entry.action, 'UTF8'))
    || audit_part(convert_to(entry.resource_type, 'UTF8'))
    || audit_part(convert_to(entry.resource_id, 'UTF8'))
    || audit_part(convert_to(entry.status, 'UTF8'))
    || audit_part(convert_to(abbrev(entry.address), 'UTF8'))
    || audit_part(convert_to(entry.user_agent, 'UTF8'))
    || audit_part(convert_to(entry.request_id, 'UTF8'))
    || audit_part(entry.before) || audit_part(entry.after) || audit_part(entry.details);
COMMENT ON FUNCTION audit_entry_bytes IS
  'What the chain hashes: each field with its length before it, -1 for NULL.';

CREATE FUNCTION set_audit_head(head audit_heads) RETURNS void
LANGUAGE sql SET search_path = public, pg_temp AS $$
  INSERT INTO audit_heads (tenant_id, seq, hash, sealed_at)
  SELECT head.tenant_id, head.seq, head.hash, now() WHERE head.seq > 0
  ON CONFLICT (tenant_id) DO UPDATE
    SET seq = EXCLUDED.seq, hash = EXCLUDED.hash, sealed_at = EXCLUDED.sealed_at;
$$;
COMMENT ON FUNCTION set_audit_head IS 'Notes where a chain ends.';
COMMENT ON FUNCTION audit_part IS 'One field as the chain hashes it: its length, then its bytes.';

CREATE FUNCTION seal_audit(most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE entry audit_logs; head audit_heads; next_hash bytea; sealed integer := 0;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('thaiyyal.audit_sealer')) THEN
    RETURN 0;
  END IF;
  FOR entry IN
    SELECT * FROM audit_logs WHERE seq IS NULL ORDER BY tenant_id, id LIMIT most
  LOOP
    IF head.tenant_id IS DISTINCT FROM entry.tenant_id THEN
      PERFORM set_audit_head(head);
      SELECT * INTO head FROM audit_heads WHERE tenant_id = entry.tenant_id;
      IF NOT FOUND THEN
        head := ROW(entry.tenant_id, 0, decode(repeat('00', 32), 'hex'), now());
      END IF;
    END IF;
    next_hash := sha256(head.hash || int8send(head.seq + 1) || audit_entry_bytes(entry));
    UPDATE audit_logs SET seq = head.seq + 1, hash = next_hash
    WHERE tenant_id = entry.tenant_id AND id = entry.id;
    IF FOUND THEN
      head.seq := head.seq + 1;
      head.hash := next_hash;
      sealed := sealed + 1;
    END IF;
  END LOOP;
  PERFORM set_audit_head(head);
  RETURN sealed;
END $$;
COMMENT ON FUNCTION seal_audit IS
  'Chains up to `most` committed entries, one sealer at a time. A head is written once a call:'
  ' many writes of one row in a transaction get slower and slower.';

CREATE FUNCTION trim_audit(wanted_tenant uuid, before_time timestamptz, most integer)
RETURNS TABLE (gone integer, last_seq bigint, last_hash bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE first_kept bigint;
BEGIN
  IF before_time > now() - interval '30 days' THEN
    RAISE EXCEPTION 'the audit log is kept for 30 days at least';
  END IF;
  IF wanted_tenant IS DISTINCT FROM current_tenant() THEN
    RAISE EXCEPTION 'a log is trimmed by its own tenant only';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('thaiyyal.audit_trim'), hashtext(wanted_tenant::text));
  SELECT coalesce(min(l.seq) FILTER (WHERE l.at >= before_time), max(l.seq) + 1) INTO first_kept
  FROM (SELECT seq, at FROM audit_logs
        WHERE tenant_id = wanted_tenant AND seq IS NOT NULL ORDER BY seq LIMIT most) l;
  SELECT l.seq, l.hash INTO last_seq, last_hash FROM audit_logs l
  WHERE l.tenant_id = wanted_tenant AND l.seq < first_kept ORDER BY l.seq DESC LIMIT 1;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  INSERT INTO audit_checkpoints (tenant_id, seq, hash) VALUES (wanted_tenant, last_seq, last_hash);
  DELETE FROM audit_checkpoints c WHERE c.tenant_id = wanted_tenant AND c.seq < last_seq;
  DELETE FROM audit_logs l WHERE l.tenant_id = wanted_tenant AND l.seq <= last_seq;
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN NEXT;
END $$;
COMMENT ON FUNCTION trim_audit IS
  'Drops the oldest sealed entries, never one younger than asked, and leaves a checkpoint.';

CREATE FUNCTION drop_empty_audit_months() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '2s' AS $$
DECLARE child regclass; is_used boolean; dropped integer := 0;
BEGIN
  FOR child IN
    SELECT i.inhrelid FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'audit_logs'::regclass
      AND to_date(right(c.relname, 7), 'YYYY"m"MM') < now() - interval '62 days'
  LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %s)', child) INTO is_used;
    IF NOT is_used THEN
      EXECUTE format('DROP TABLE %s', child);
      dropped := dropped + 1;
    END IF;
  END LOOP;
  RETURN dropped;
END $$;
COMMENT ON FUNCTION drop_empty_audit_months IS
  'Drops months that are long over and have no entry left: nothing is written into them any more.';

CREATE FUNCTION forget_erased_audit() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE erased uuid; forgotten integer := 0;
BEGIN
  FOR erased IN
    SELECT h.tenant_id FROM audit_heads h
    WHERE h.tenant_id <> '00000000-0000-0000-0000-000000000000'
      AND NOT EXISTS (SELECT FROM tenants t WHERE t.id = h.tenant_id)
  LOOP
    DELETE FROM audit_logs WHERE tenant_id = erased;
    DELETE FROM audit_checkpoints WHERE tenant_id = erased;
    DELETE FROM audit_heads WHERE tenant_id = erased;
    forgotten := forgotten + 1;
  END LOOP;
  RETURN forgotten;
END $$;
COMMENT ON FUNCTION forget_erased_audit IS
  'Removes what requests still under way wrote into the log of a tenant after it was erased.';

CREATE FUNCTION erase_tenant(wanted uuid, most integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE part record; gone integer;
BEGIN
  PERFORM FROM tenants WHERE id = wanted AND status = 'deleting' FOR UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  FOR part IN SELECT * FROM (VALUES
    ('blobs', 'execution_id, sha256'), ('execution_logs', 'execution_id, seq'),
    ('steps', 'execution_id, seq'), ('signals', 'execution_id, seq'), ('approvals', 'id'),
    ('calls', 'execution_id, step'), ('cache_entries', 'cache, key'),
    ('executions', 'id'), ('audit_logs', 'id'),
    ('workflow_versions', 'workflow_id, version'), ('workflows', 'id')) AS parts (name, key)
  LOOP
    EXECUTE format('DELETE FROM %1$I WHERE tenant_id = $1 AND (%2$s) IN'
      ' (SELECT %2$s FROM %1$I WHERE tenant_id = $1 LIMIT $2)', part.name, part.key)
      USING wanted, most;
    GET DIAGNOSTICS gone = ROW_COUNT;
    IF gone >= most THEN
      RETURN false;
    END IF;
  END LOOP;
  DELETE FROM audit_checkpoints WHERE tenant_id = wanted;
  DELETE FROM audit_heads WHERE tenant_id = wanted;
  DELETE FROM users u USING members m WHERE m.tenant_id = wanted AND m.user_id = u.id
    AND NOT EXISTS (SELECT FROM members o WHERE o.user_id = u.id AND o.tenant_id <> wanted)
    AND NOT EXISTS (SELECT FROM platform_owners p WHERE p.user_id = u.id);
  DELETE FROM tenants WHERE id = wanted;
  RETURN true;
END $$;
COMMENT ON FUNCTION erase_tenant IS
  'Erases up to `most` rows of each kind of a tenant that is to be deleted, and at last the people'
  ' who belong to no other. True: it is gone; false: call again; NULL: it is not to be deleted.';
"""

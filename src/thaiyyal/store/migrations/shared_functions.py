"""The functions of what executions share: turns at limiters, entries of caches.

They run as whoever calls them, so that row-level security binds them; only the upkeep does not.
What they write need not survive a crash of the server, so nobody waits for the disk.
"""

from typing import LiteralString

TURNS: LiteralString = """
CREATE FUNCTION next_turn(strategy text, most float8, per_s float8, record float8[], now_s float8,
  OUT wait_s float8, OUT new_record float8[])
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE at_s float8 := now_s; start_s float8; taken float8; head integer := 2;
  tail integer := coalesce(cardinality(record), 0); each_s float8; seats float8;
BEGIN
  IF strategy = 'fixed_window' THEN
    start_s := coalesce(record[1], now_s);
    taken := coalesce(record[2], 0);
    IF now_s >= start_s + per_s THEN
      start_s := now_s;
      taken := 0;
    END IF;
    IF taken >= most THEN
      start_s := start_s + per_s;
      taken := 0;
    END IF;
    wait_s := greatest(0, start_s - now_s);
    new_record := ARRAY[start_s, taken + 1];
  ELSIF strategy = 'token_bucket' THEN
    each_s := per_s / most;
    at_s := greatest(coalesce(record[1], now_s), now_s);
    wait_s := greatest(0, at_s - (per_s - each_s) - now_s);
    new_record := ARRAY[at_s + each_s];
  ELSE
    seats := ceil(most / 1000);
    taken := coalesce(record[1], 0);
    WHILE head < tail AND (record[head] <= now_s - per_s OR taken - record[head + 1] >= most) LOOP
      taken := taken - record[head + 1];
      head := head + 2;
    END LOOP;
    IF taken >= most THEN
      at_s := greatest(now_s, record[head] + per_s);
      record[head + 1] := record[head + 1] - 1;
      taken := taken - 1;
      IF record[head + 1] = 0 THEN
        head := head + 2;
      END IF;
    END IF;
    wait_s := at_s - now_s;
    IF head < tail AND record[tail] < seats THEN
      record[tail - 1] := greatest(record[tail - 1], at_s);
      record[tail] := record[tail] + 1;
      new_record := (taken + 1) || record[head:tail];
    ELSE
      new_record := (taken + 1) || record[head:tail] || ARRAY[at_s, 1];
    END IF;
  END IF;
END $$;
COMMENT ON FUNCTION next_turn IS
  'When the next pass through a limiter is allowed, and the record with it; as `Pace.next_pass`.';

CREATE FUNCTION reserve_turn(wanted bytea, strategy text, most float8, per_s float8, at_s float8)
RETURNS float8
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE found_record float8[]; now_s float8; turn record;
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  LOOP
    SELECT l.record INTO found_record FROM limiters l
    WHERE l.tenant_id = current_tenant() AND l.limiter = wanted FOR UPDATE;
    EXIT WHEN FOUND;
    INSERT INTO limiters VALUES (current_tenant(), wanted, '{}', now() + interval '1 minute')
    ON CONFLICT DO NOTHING;
  END LOOP;
  now_s := coalesce(at_s, extract(epoch FROM clock_timestamp())::float8);
  turn := next_turn(strategy, most, per_s, found_record, now_s);
  UPDATE limiters l SET record = turn.new_record,
    expires_at = clock_timestamp() + make_interval(secs => turn.wait_s + per_s + 1)
  WHERE l.tenant_id = current_tenant() AND l.limiter = wanted;
  RETURN turn.wait_s;
END $$;
COMMENT ON FUNCTION reserve_turn IS
  'Reserves the next pass through a limiter of the tenant; returns the seconds until then.';
"""

CACHES: LiteralString = """
CREATE FUNCTION cache_get(wanted_cache bytea, wanted_key bytea, touched_s float8) RETURNS bytea
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE entry record; now_at timestamptz := clock_timestamp();
BEGIN
  SELECT e.value, e.used_at INTO entry FROM cache_entries e
  WHERE e.tenant_id = current_tenant() AND e.cache = wanted_cache AND e.key = wanted_key
    AND e.expires_at > now_at;
  IF FOUND AND entry.used_at <= now_at - make_interval(secs => touched_s) THEN
    PERFORM set_config('synchronous_commit', 'off', true);
    UPDATE cache_entries e SET used_at = now_at, uses = e.uses + 1
    WHERE e.tenant_id = current_tenant() AND e.cache = wanted_cache AND e.key = wanted_key;
  END IF;
  RETURN entry.value;
END $$;
COMMENT ON FUNCTION cache_get IS
  'Returns an entry of a cache; one that was not used for `touched_s` is marked as used.';

CREATE FUNCTION lock_cache(wanted_cache bytea) RETURNS caches
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE found_cache caches;
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  LOOP
    SELECT * INTO found_cache FROM caches c
    WHERE c.tenant_id = current_tenant() AND c.cache = wanted_cache FOR UPDATE;
    EXIT WHEN FOUND;
    INSERT INTO caches VALUES (current_tenant(), wanted_cache, 0, 0) ON CONFLICT DO NOTHING;
  END LOOP;
  RETURN found_cache;
END $$;
COMMENT ON FUNCTION lock_cache IS 'Returns the counts of a cache, which nobody else can change.';

CREATE FUNCTION first_to_go(wanted_cache bytea, kept_key bytea, eviction text, entries bigint,
  bytes bigint) RETURNS bytea[]
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE one record; leaving bytea[] := '{}';
BEGIN
  FOR one IN
    SELECT e.key, e.size_bytes FROM cache_entries e
    WHERE e.tenant_id = current_tenant() AND e.cache = wanted_cache AND e.key <> kept_key
    ORDER BY CASE WHEN eviction = 'lfu' THEN e.uses END,
      CASE WHEN eviction <> 'fifo' THEN e.used_at END, e.made_at, e.key
  LOOP
    EXIT WHEN entries <= 0 AND bytes <= 0;
    leaving := leaving || one.key;
    entries := entries - 1;
    bytes := bytes - one.size_bytes;
  END LOOP;
  RETURN leaving;
END $$;
COMMENT ON FUNCTION first_to_go IS
  'Returns the entries of a cache that have to go so that it has so many entries and bytes less.';

CREATE FUNCTION cache_put(wanted_cache bytea, wanted_key bytea, new_value bytea, ttl_s float8,
  most integer, eviction text, most_bytes bigint, tenant_bytes bigint) RETURNS boolean
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE counts caches := lock_cache(wanted_cache); now_at timestamptz := clock_timestamp();
  others bigint; gone record; was_there boolean; room bigint; leaving bytea[];
BEGIN
  SELECT coalesce(sum(c.bytes), 0) INTO others FROM caches c
  WHERE c.tenant_id = current_tenant() AND c.cache <> wanted_cache;
  room := least(most_bytes, tenant_bytes - others);
  IF room < length(new_value) THEN
    RETURN NULL;
  END IF;
  WITH old AS (
    DELETE FROM cache_entries e WHERE e.tenant_id = current_tenant() AND e.cache = wanted_cache
      AND (e.expires_at <= now_at OR e.key = wanted_key)
    RETURNING e.size_bytes, e.key = wanted_key AND e.expires_at > now_at AS is_live)
  SELECT count(*) AS entries, coalesce(sum(size_bytes), 0) AS bytes,
    coalesce(bool_or(is_live), false) AS had INTO gone FROM old;
  was_there := gone.had;
  INSERT INTO cache_entries VALUES (current_tenant(), wanted_cache, wanted_key, new_value,
    length(new_value), now_at + make_interval(secs => ttl_s), now_at, now_at, 1);
  counts.entries := counts.entries - gone.entries + 1;
  counts.bytes := counts.bytes - gone.bytes + length(new_value);
  IF counts.entries > most OR counts.bytes > room THEN
    leaving := first_to_go(wanted_cache, wanted_key, eviction, counts.entries - most,
      counts.bytes - room);
    WITH old AS (
      DELETE FROM cache_entries e WHERE e.tenant_id = current_tenant() AND e.cache = wanted_cache
        AND e.key = ANY (leaving) RETURNING e.size_bytes)
    SELECT count(*) AS entries, coalesce(sum(size_bytes), 0) AS bytes INTO gone FROM old;
    counts.entries := counts.entries - gone.entries;
    counts.bytes := counts.bytes - gone.bytes;
  END IF;
  UPDATE caches c SET entries = counts.entries, bytes = counts.bytes
  WHERE c.tenant_id = current_tenant() AND c.cache = wanted_cache;
  RETURN was_there;
END $$;
COMMENT ON FUNCTION cache_put IS 'Keeps an entry and drops what is too much; returns whether there'
  ' was one, NULL when the tenant''s other caches leave no room.';

CREATE FUNCTION cache_delete(wanted_cache bytea, wanted_key bytea) RETURNS boolean
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE counts caches := lock_cache(wanted_cache); gone record;
BEGIN
  DELETE FROM cache_entries e WHERE e.tenant_id = current_tenant() AND e.cache = wanted_cache
    AND e.key = wanted_key
  RETURNING e.size_bytes, e.expires_at > clock_timestamp() AS is_live INTO gone;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  UPDATE caches c SET entries = c.entries - 1, bytes = c.bytes - gone.size_bytes
  WHERE c.tenant_id = current_tenant() AND c.cache = wanted_cache;
  RETURN gone.is_live;
END $$;
COMMENT ON FUNCTION cache_delete IS 'Forgets an entry of a cache; returns whether there was one.';

CREATE FUNCTION forget_shared_state(most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE one caches; gone record; forgotten integer := 0;
BEGIN
  FOR one IN
    SELECT c.* FROM caches c WHERE c.entries = 0 OR EXISTS (
      SELECT FROM cache_entries e WHERE e.tenant_id = c.tenant_id AND e.cache = c.cache
        AND e.expires_at <= now())
    LIMIT most FOR UPDATE SKIP LOCKED
  LOOP
    WITH old AS (
      DELETE FROM cache_entries e WHERE e.tenant_id = one.tenant_id AND e.cache = one.cache
        AND e.expires_at <= now() RETURNING e.size_bytes)
    SELECT count(*) AS entries, coalesce(sum(size_bytes), 0) AS bytes INTO gone FROM old;
    UPDATE caches c SET entries = one.entries - gone.entries, bytes = one.bytes - gone.bytes
    WHERE c.tenant_id = one.tenant_id AND c.cache = one.cache;
    DELETE FROM caches c
    WHERE c.tenant_id = one.tenant_id AND c.cache = one.cache AND c.entries = 0;
    forgotten := forgotten + gone.entries;
  END LOOP;
  DELETE FROM limiters l WHERE (l.tenant_id, l.limiter) IN (
    SELECT o.tenant_id, o.limiter FROM limiters o WHERE o.expires_at <= now()
    LIMIT most FOR UPDATE SKIP LOCKED);
  RETURN forgotten;
END $$;
COMMENT ON FUNCTION forget_shared_state IS
  'Deletes entries that are over, of up to `most` caches, and limiters that nobody waits at.';
"""

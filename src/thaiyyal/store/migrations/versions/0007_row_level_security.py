"""Row-level security, enabled and forced: a transaction sees its tenant's rows and its user's own.

The owner's policy is there because forced security binds the owner too, who migrates, makes
backups, and owns the functions that look things up before a tenant is known.
"""

from thaiyyal.store.migrations.raw import run

revision = "0007"
down_revision = "0006"

_SCOPE = """
CREATE FUNCTION current_tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN NULLIF(current_setting('thaiyyal.tenant_id', true), '')::uuid;
COMMENT ON FUNCTION current_tenant IS 'The tenant of this transaction, whose rows it sees.';
CREATE FUNCTION current_user_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN NULLIF(current_setting('thaiyyal.user_id', true), '')::uuid;
COMMENT ON FUNCTION current_user_id IS 'The user of this transaction, whose own rows it sees.';
"""

_TENANT_TABLES = """
DO $$
DECLARE name text;
BEGIN
  FOR name IN
    SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
      AND NOT c.relispartition AND a.attname = 'tenant_id' AND c.relname <> 'sessions'
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant ON %I USING (tenant_id = current_tenant())'
                   ' WITH CHECK (tenant_id = current_tenant())', name);
    EXECUTE format('CREATE POLICY owner ON %I TO thaiyyal_owner USING (true) WITH CHECK (true)',
                   name);
  END LOOP;
END $$;
CREATE POLICY own ON members FOR SELECT USING (user_id = current_user_id());
"""

_OTHER_TABLES = """
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['tenants', 'users', 'user_secrets', 'recovery_codes', 'identities',
    'platform_owners', 'sessions', 'refresh_tokens', 'one_time_links', 'passes',
    'sign_in_attempts']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY owner ON %I TO thaiyyal_owner USING (true) WITH CHECK (true)',
                   name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['user_secrets', 'recovery_codes', 'identities', 'platform_owners',
    'sessions', 'refresh_tokens', 'one_time_links']
  LOOP
    EXECUTE format('CREATE POLICY own ON %I USING (user_id = current_user_id())'
                   ' WITH CHECK (user_id = current_user_id())', name);
  END LOOP;
END $$;

CREATE POLICY tenant ON tenants USING (id = current_tenant()) WITH CHECK (id = current_tenant());
CREATE POLICY mine ON tenants FOR SELECT USING (EXISTS (
  SELECT FROM members m WHERE m.tenant_id = tenants.id AND m.user_id = current_user_id()));
CREATE POLICY platform ON tenants
  USING (current_tenant() = '00000000-0000-0000-0000-000000000000')
  WITH CHECK (current_tenant() = '00000000-0000-0000-0000-000000000000');

CREATE POLICY own ON users USING (id = current_user_id()) WITH CHECK (id = current_user_id());
CREATE POLICY fellow ON users FOR SELECT USING (EXISTS (
  SELECT FROM members m WHERE m.user_id = users.id AND m.tenant_id = current_tenant()));
CREATE POLICY platform ON users FOR SELECT
  USING (current_tenant() = '00000000-0000-0000-0000-000000000000');
CREATE POLICY platform ON platform_owners FOR SELECT
  USING (current_tenant() = '00000000-0000-0000-0000-000000000000');
"""

_DOWN = """
DO $$
DECLARE at record;
BEGIN
  FOR at IN SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public' LOOP
    EXECUTE format('DROP POLICY %I ON %I', at.policyname, at.tablename);
  END LOOP;
  FOR at IN SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relrowsecurity AND NOT relispartition
  LOOP
    EXECUTE format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY', at.relname);
    EXECUTE format('ALTER TABLE %I DISABLE ROW LEVEL SECURITY', at.relname);
  END LOOP;
END $$;
DROP FUNCTION current_tenant(), current_user_id();
"""


def upgrade() -> None:
    """Switch row-level security on everywhere."""
    run(_SCOPE)
    run(_TENANT_TABLES)
    run(_OTHER_TABLES)


def downgrade() -> None:
    """Switch it off."""
    run(_DOWN)

"""Credentials in full: public fields, the hosts and workflows they are bound to, OAuth in progress."""

from thaiyyal.store.migrations.raw import run
from thaiyyal.store.migrations.tenant_tables import guard

revision = "0017"
down_revision = "0016"

_UP = """
ALTER TABLE credentials
  ADD COLUMN fields jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN secret_names text[] NOT NULL DEFAULT '{}',
  ADD COLUMN hosts text[] NOT NULL DEFAULT '{}',
  ADD COLUMN is_for_all_workflows boolean NOT NULL DEFAULT false,
  ADD COLUMN tokens bytea,
  ADD COLUMN renewing_until timestamptz,
  ADD COLUMN generation bigint NOT NULL DEFAULT 1,
  ADD COLUMN used_at timestamptz,
  ADD COLUMN revision bigint NOT NULL DEFAULT 1;
COMMENT ON COLUMN credentials.fields IS 'What is no secret: addresses, names of headers, scopes.';
COMMENT ON COLUMN credentials.hosts IS 'Hosts that it may be shown to; *.example.org: all below.';
COMMENT ON COLUMN credentials.secret_names IS 'Which secret fields are set.';
COMMENT ON COLUMN credentials.tokens IS 'Tokens that OAuth has given, sealed; NULL: none yet.';
COMMENT ON COLUMN credentials.renewing_until IS
  'Until when a process may take to get tokens, while others wait for them; NULL: none does.';
COMMENT ON COLUMN credentials.generation IS
  'Another one when secrets or where they go have changed: tokens of before are worth nothing.';

CREATE TABLE credential_workflows (
  tenant_id uuid NOT NULL,
  credential_id uuid NOT NULL,
  workflow_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, credential_id, workflow_id),
  FOREIGN KEY (tenant_id, credential_id) REFERENCES credentials ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, workflow_id) REFERENCES workflows ON DELETE CASCADE
);
COMMENT ON TABLE credential_workflows IS 'Which workflows may use a credential.';
CREATE INDEX credential_workflows_workflow ON credential_workflows (tenant_id, workflow_id);

CREATE TABLE credential_openings (
  tenant_id uuid NOT NULL,
  credential_id uuid NOT NULL,
  user_id uuid NOT NULL,
  state_digest bytea NOT NULL UNIQUE,
  sealed bytea NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, credential_id, user_id),
  FOREIGN KEY (tenant_id, credential_id) REFERENCES credentials ON DELETE CASCADE
);
COMMENT ON TABLE credential_openings IS
  'Consents at other services that have begun and are not yet back.';

CREATE FUNCTION find_credential_opening(wanted bytea)
RETURNS TABLE (tenant_id uuid, user_id uuid, credential_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.tenant_id, o.user_id, o.credential_id FROM credential_openings o
  WHERE o.state_digest = wanted;
$$;
COMMENT ON FUNCTION find_credential_opening IS
  'Whose consent for which credential comes back, good or not.';
REVOKE EXECUTE ON FUNCTION find_credential_opening FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_credential_opening TO thaiyyal_app;

INSERT INTO permissions (name, resource, action, description) VALUES
  ('credentials.create', 'credentials', 'create', 'Make new credentials.'),
  ('credentials.read', 'credentials', 'read', 'See credentials, never their secrets.'),
  ('credentials.update', 'credentials', 'update',
   'Change one''s own credentials, and what they are bound to.'),
  ('credentials.delete', 'credentials', 'delete', 'Delete one''s own credentials.'),
  ('credentials.manage', 'credentials', 'manage',
   'Change and delete the credentials of others too.');
INSERT INTO role_permissions (tenant_id, role_id, permission)
SELECT r.tenant_id, r.id, p.name FROM roles r
JOIN permissions p ON p.resource = 'credentials'
WHERE r.is_built_in AND (r.name IN ('owner', 'admin')
  OR r.name = 'editor' AND p.name <> 'credentials.manage');
"""

_DOWN = """
DELETE FROM role_permissions WHERE permission LIKE 'credentials.%';
DELETE FROM permissions WHERE resource = 'credentials';
DROP FUNCTION find_credential_opening;
DROP TABLE credential_openings, credential_workflows;
ALTER TABLE credentials DROP COLUMN fields, DROP COLUMN secret_names, DROP COLUMN hosts,
  DROP COLUMN is_for_all_workflows, DROP COLUMN tokens, DROP COLUMN renewing_until,
  DROP COLUMN generation, DROP COLUMN used_at, DROP COLUMN revision;
"""


def upgrade() -> None:
    """Make it."""
    run(_UP)
    guard("credential_workflows", "credential_openings")


def downgrade() -> None:
    """Drop it."""
    run(_DOWN)

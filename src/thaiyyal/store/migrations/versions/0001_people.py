"""Tenants, users, roles, sessions, API keys: who there is and what they may do."""

from thaiyyal.store.migrations.raw import run

revision = "0001"
down_revision = None

_UP = """
CREATE TABLE plans (
  name text PRIMARY KEY,
  description text NOT NULL,
  limits jsonb NOT NULL
);
COMMENT ON TABLE plans IS 'How much a tenant may use; limits: metric -> amount, no entry is no limit.';

CREATE TABLE tenants (
  id uuid PRIMARY KEY,
  slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$'),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  plan text NOT NULL REFERENCES plans (name),
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended', 'deleting')),
  settings jsonb NOT NULL DEFAULT '{}',
  revision bigint NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE tenants IS 'A customer, team or person with workflows and members of its own.';
COMMENT ON COLUMN tenants.settings IS 'Ours to define: retention and limits that differ from the defaults.';

CREATE TABLE users (
  id uuid PRIMARY KEY,
  email text NOT NULL UNIQUE CHECK (length(email) <= 254),
  name text NOT NULL CHECK (length(name) <= 200),
  email_verified boolean NOT NULL DEFAULT false,
  disabled_at timestamptz,
  last_sign_in_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE users IS 'People. One may belong to several tenants.';

CREATE TABLE user_secrets (
  user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
  password_hash text,
  password_changed_at timestamptz,
  totp_secret bytea,
  totp_enabled_at timestamptz,
  totp_last_step bigint
);
COMMENT ON TABLE user_secrets IS 'Apart from users, because members of a tenant see each other''s users row.';

CREATE TABLE recovery_codes (
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  digest bytea NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (user_id, digest)
);
COMMENT ON TABLE recovery_codes IS 'Digests of the codes that stand in for the second factor, once each.';

CREATE TABLE identities (
  issuer text NOT NULL CHECK (length(issuer) <= 500),
  subject text NOT NULL CHECK (length(subject) <= 255),
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (issuer, subject)
);
COMMENT ON TABLE identities IS 'Accounts at OpenID Connect providers that sign a user in.';

CREATE TABLE platform_owners (
  user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
  since timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE platform_owners IS 'Users who own the platform itself.';

CREATE TABLE members (
  tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled')),
  joined_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, user_id)
);
COMMENT ON TABLE members IS 'Which user belongs to which tenant.';

CREATE TABLE permissions (
  name text PRIMARY KEY,
  resource text NOT NULL,
  action text NOT NULL,
  description text NOT NULL
);
COMMENT ON TABLE permissions IS 'Every right there is, the same in all tenants; written by migrations.';

CREATE TABLE roles (
  tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
  id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 50),
  description text NOT NULL DEFAULT '' CHECK (length(description) <= 500),
  is_built_in boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, name)
);
COMMENT ON TABLE roles IS 'Named sets of permissions of a tenant; it is founded with the built-in ones.';

CREATE TABLE role_permissions (
  tenant_id uuid NOT NULL,
  role_id uuid NOT NULL,
  permission text NOT NULL REFERENCES permissions (name) ON DELETE CASCADE,
  PRIMARY KEY (tenant_id, role_id, permission),
  FOREIGN KEY (tenant_id, role_id) REFERENCES roles ON DELETE CASCADE
);
COMMENT ON TABLE role_permissions IS 'What a role allows.';

CREATE TABLE user_roles (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  role_id uuid NOT NULL,
  granted_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, user_id, role_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES members ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, role_id) REFERENCES roles
);
COMMENT ON TABLE user_roles IS 'Which roles a member has.';

CREATE TABLE invitations (
  tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
  id uuid NOT NULL,
  digest bytea NOT NULL UNIQUE,
  email text NOT NULL CHECK (length(email) <= 254),
  role_id uuid NOT NULL,
  invited_by uuid,
  vouches_for_email boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  accepted_at timestamptz,
  revoked_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, role_id) REFERENCES roles ON DELETE CASCADE
);
COMMENT ON TABLE invitations IS 'Invitations into a tenant, by the digest of their link.';

CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  tenant_id uuid REFERENCES tenants ON DELETE SET NULL,
  address inet,
  user_agent text NOT NULL DEFAULT '' CHECK (length(user_agent) <= 500),
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  revoked_because text
);
COMMENT ON TABLE sessions IS 'One sign-in, and the family of its refresh tokens.';

CREATE TABLE refresh_tokens (
  digest bytea PRIMARY KEY,
  session_id uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  issued_at timestamptz NOT NULL DEFAULT now(),
  used_at timestamptz
);
COMMENT ON TABLE refresh_tokens IS 'Refresh tokens by their digest; one that comes twice ends its session.';

CREATE TABLE one_time_links (
  digest bytea PRIMARY KEY,
  purpose text NOT NULL CHECK (purpose IN ('set_up_owner', 'reset_password')),
  user_id uuid REFERENCES users ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
COMMENT ON TABLE one_time_links IS 'Links for set-up and for new passwords, by their digest.';

CREATE TABLE api_keys (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  hint text NOT NULL CHECK (length(hint) <= 20),
  digest bytea NOT NULL UNIQUE,
  scopes text[] NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  last_used_at timestamptz,
  revoked_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES members ON DELETE CASCADE
);
COMMENT ON TABLE api_keys IS
  'Keys of a member for programs, by their digest; never more than the member may do.';
COMMENT ON COLUMN api_keys.hint IS 'The first characters, so that people recognise a key.';

CREATE UNLOGGED TABLE passes (
  key text PRIMARY KEY,
  window_start timestamptz NOT NULL,
  taken integer NOT NULL
);
COMMENT ON TABLE passes IS 'Counts attempts that are limited across all processes: sign-ins.';

CREATE TABLE sign_in_attempts (
  digest bytea PRIMARY KEY,
  failures integer NOT NULL,
  last_at timestamptz NOT NULL,
  locked_until timestamptz
);
COMMENT ON TABLE sign_in_attempts IS
  'Failed sign-ins by a keyed digest of the address that was typed, whoever has it or nobody.';
"""

_DOWN = """
DROP TABLE sign_in_attempts, passes, api_keys, one_time_links, refresh_tokens, sessions, invitations, user_roles,
  role_permissions, roles, permissions, members, platform_owners, identities, recovery_codes,
  user_secrets, users, tenants, plans;
"""


def upgrade() -> None:
    """Make the tables of people."""
    run(_UP)


def downgrade() -> None:
    """Drop them."""
    run(_DOWN)

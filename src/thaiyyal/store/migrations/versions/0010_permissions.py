"""The permissions as data, as they were when this revision was written."""

from thaiyyal.store.migrations.raw import run

revision = "0010"
down_revision = "0009"

_UP = """
INSERT INTO permissions (name, resource, action, description) VALUES
  ('workflows.create', 'workflows', 'create', 'Make new workflows.'),
  ('workflows.read', 'workflows', 'read', 'See workflows and their versions.'),
  ('workflows.update', 'workflows', 'update', 'Change, publish and roll back workflows.'),
  ('workflows.delete', 'workflows', 'delete', 'Delete, restore and purge workflows.'),
  ('workflows.execute', 'workflows', 'execute', 'Start executions.'),
  ('workflows.share', 'workflows', 'share', 'Share workflows and change who owns them.'),
  ('workflows.manage', 'workflows', 'manage', 'Reach the private workflows of others too.'),
  ('executions.read', 'executions', 'read', 'See executions, their inputs and their outputs.'),
  ('executions.cancel', 'executions', 'cancel', 'Stop executions.'),
  ('users.read', 'users', 'read', 'See who is a member.'),
  ('users.invite', 'users', 'invite', 'Invite people.'),
  ('users.update', 'users', 'update', 'Change members'' roles, disable them, reset their passwords.'),
  ('users.delete', 'users', 'delete', 'Remove members.'),
  ('roles.create', 'roles', 'create', 'Make custom roles.'),
  ('roles.read', 'roles', 'read', 'See roles and what they allow.'),
  ('roles.update', 'roles', 'update', 'Change custom roles.'),
  ('roles.delete', 'roles', 'delete', 'Delete custom roles.'),
  ('api_keys.create', 'api_keys', 'create', 'Make API keys for oneself.'),
  ('api_keys.read', 'api_keys', 'read', 'See one''s own API keys.'),
  ('api_keys.delete', 'api_keys', 'delete', 'Revoke one''s own API keys.'),
  ('api_keys.manage', 'api_keys', 'manage', 'See and revoke everybody''s API keys.'),
  ('audit.read', 'audit', 'read', 'Search the audit log.'),
  ('audit.export', 'audit', 'export', 'Download the audit log.'),
  ('usage.read', 'usage', 'read', 'See quotas and usage.'),
  ('tenant.read', 'tenant', 'read', 'See the tenant and its settings.'),
  ('tenant.update', 'tenant', 'update', 'Change the tenant''s name and settings.'),
  ('tenant.delete', 'tenant', 'delete', 'Delete the tenant with everything in it.'),
  ('tenant.export', 'tenant', 'export', 'Download everything the tenant has.');
"""


def upgrade() -> None:
    """Fill the table."""
    run(_UP)


def downgrade() -> None:
    """Empty it."""
    run("DELETE FROM permissions")

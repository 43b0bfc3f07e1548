"""Indexes. Each leads with the tenant: row-level security would not use another."""

from thaiyyal.store.migrations.raw import run

revision = "0006"
down_revision = "0005"

_UP = """
CREATE INDEX members_user_id ON members (user_id);
CREATE INDEX user_roles_role ON user_roles (tenant_id, role_id);
CREATE INDEX sessions_user_id ON sessions (user_id, created_at DESC);
CREATE INDEX refresh_tokens_session_id ON refresh_tokens (session_id);
CREATE INDEX one_time_links_user_id ON one_time_links (user_id);
CREATE INDEX identities_user_id ON identities (user_id);
CREATE INDEX invitations_created ON invitations (tenant_id, created_at DESC);
CREATE INDEX invitations_role ON invitations (tenant_id, role_id);
CREATE INDEX api_keys_user ON api_keys (tenant_id, user_id);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);
CREATE INDEX passes_age ON passes (window_start);
CREATE INDEX sign_in_attempts_age ON sign_in_attempts (last_at);

CREATE INDEX workflows_updated ON workflows (tenant_id, updated_at DESC, id DESC)
  WHERE deleted_at IS NULL;
CREATE INDEX workflows_created ON workflows (tenant_id, created_at DESC, id DESC)
  WHERE deleted_at IS NULL;
CREATE INDEX workflows_name ON workflows (tenant_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX workflows_deleted ON workflows (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX workflows_owner ON workflows (tenant_id, owner_id);
CREATE INDEX workflow_permissions_user ON workflow_permissions (tenant_id, user_id);
CREATE INDEX workflow_permissions_role ON workflow_permissions (tenant_id, role_id);
CREATE INDEX credentials_owner ON credentials (tenant_id, owner_id);
CREATE INDEX schedules_workflow ON schedules (tenant_id, workflow_id);
CREATE INDEX webhooks_workflow ON webhooks (tenant_id, workflow_id);

CREATE INDEX executions_workflow ON executions (tenant_id, workflow_id, id DESC);
CREATE INDEX executions_workflow_status ON executions (tenant_id, workflow_id, status, id DESC);
CREATE INDEX executions_status ON executions (tenant_id, status, id DESC);
CREATE INDEX executions_trigger ON executions (tenant_id, trigger, id DESC);
CREATE INDEX executions_live ON executions (tenant_id, lease_until)
  WHERE status IN ('queued', 'running');

CREATE INDEX audit_logs_action ON audit_logs (tenant_id, action, id DESC);
CREATE INDEX audit_logs_user ON audit_logs (tenant_id, user_id, id DESC)
  WHERE user_id IS NOT NULL;
CREATE INDEX audit_logs_resource ON audit_logs (tenant_id, resource_id, id DESC)
  WHERE resource_id IS NOT NULL;
CREATE INDEX audit_logs_address ON audit_logs (tenant_id, address, id DESC)
  WHERE address IS NOT NULL;
CREATE INDEX audit_logs_request ON audit_logs (tenant_id, request_id, id DESC)
  WHERE request_id IS NOT NULL;
CREATE INDEX audit_logs_seq ON audit_logs (tenant_id, seq, id) WHERE seq IS NOT NULL;
CREATE INDEX audit_logs_unsealed ON audit_logs (tenant_id, id) WHERE seq IS NULL;
"""

_DOWN = """
DROP INDEX members_user_id, user_roles_role, sessions_user_id, refresh_tokens_session_id,
  one_time_links_user_id, identities_user_id, invitations_created, invitations_role, api_keys_user,
  idempotency_keys_age, passes_age, sign_in_attempts_age, workflows_updated, workflows_created, workflows_name,
  workflows_deleted, workflows_owner, workflow_permissions_user, workflow_permissions_role,
  credentials_owner, schedules_workflow, webhooks_workflow, executions_workflow,
  executions_workflow_status, executions_status, executions_trigger, executions_live, audit_logs_action, audit_logs_user, audit_logs_resource,
  audit_logs_address, audit_logs_request, audit_logs_seq, audit_logs_unsealed;
"""


def upgrade() -> None:
    """Make the indexes."""
    run(_UP)


def downgrade() -> None:
    """Drop them."""
    run(_DOWN)

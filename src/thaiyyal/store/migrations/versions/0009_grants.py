"""What the application's role may do: rows of tables, never the tables; no partition by name."""

from thaiyyal.store.migrations.raw import run

revision = "0009"
down_revision = "0008"

_UP = """
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO thaiyyal_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON
  tenants, user_secrets, recovery_codes, identities, members, roles, role_permissions, user_roles,
  invitations, sessions, refresh_tokens, one_time_links, api_keys, workflows,
  workflow_permissions, idempotency_keys, credentials, schedules, webhooks, executions, steps,
  execution_logs, blobs, quotas, usage
TO thaiyyal_app;
REVOKE DELETE ON tenants FROM thaiyyal_app;
GRANT SELECT, INSERT, DELETE ON workflow_versions TO thaiyyal_app;
GRANT SELECT, INSERT, UPDATE ON users TO thaiyyal_app;
GRANT SELECT ON plans, permissions, platform_owners, audit_heads, audit_checkpoints TO thaiyyal_app;
GRANT SELECT ON alembic_version TO thaiyyal_app;
GRANT SELECT ON audit_logs TO thaiyyal_app;
GRANT INSERT (tenant_id, id, at, actor_kind, user_id, api_key_id, action, resource_type,
  resource_id, status, address, user_agent, request_id, before, after, details)
  ON audit_logs TO thaiyyal_app;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
GRANT EXECUTE ON FUNCTION default_limit, current_tenant, current_user_id, find_user, find_refresh_token,
  find_api_key, find_invitation, find_one_time_link, find_identity, find_tenant, all_tenants,
  platform_has_owner, claim_platform, start_setup, is_setup_link, use_setup_link,
  end_password_resets, is_used_elsewhere, start_password_reset, take_pass, take_sign_in_attempt,
  give_back_sign_in_attempt, add_usage,
  forget_old_rows, uuid7_floor, ensure_partitions, missing_partitions,
  seal_audit, trim_audit, drop_empty_audit_months, forget_erased_audit, erase_tenant,
  renew_executions, expired_executions, drop_empty_execution_months
TO thaiyyal_app;
"""

_DOWN = """
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM thaiyyal_app;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM thaiyyal_app;
REVOKE ALL ON SCHEMA public FROM thaiyyal_app;
GRANT USAGE ON SCHEMA public TO PUBLIC;
"""


def upgrade() -> None:
    """Grant, by name."""
    run(_UP)


def downgrade() -> None:
    """Take everything back."""
    run(_DOWN)

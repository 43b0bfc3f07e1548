"""One look-up that tells of many credentials whether anything about their holders has changed."""

from thaiyyal.store.migrations.raw import run

revision = "0015"
down_revision = "0014"

_UP = """
CREATE FUNCTION mark_actors(of_tenants uuid[], of_users uuid[], of_sessions uuid[], of_keys uuid[])
RETURNS TABLE (place bigint, mark bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT g.place, hashtextextended(concat_ws(' ', m.user_id, t.status, k.scopes::text,
    EXISTS (SELECT FROM platform_owners p WHERE p.user_id = u.id),
    (SELECT string_agg(ur.role_id::text, ' ' ORDER BY ur.role_id) FROM user_roles ur
     WHERE ur.tenant_id = m.tenant_id AND ur.user_id = m.user_id),
    (SELECT string_agg(DISTINCT rp.permission, ' ') FROM user_roles ur JOIN role_permissions rp
       ON rp.tenant_id = ur.tenant_id AND rp.role_id = ur.role_id
     WHERE ur.tenant_id = m.tenant_id AND ur.user_id = m.user_id)), 0)
  FROM unnest(of_tenants, of_users, of_sessions, of_keys) WITH ORDINALITY
    AS g (tenant_id, user_id, session_id, key_id, place)
  JOIN users u ON u.id = g.user_id AND u.disabled_at IS NULL
  LEFT JOIN members m ON m.tenant_id = g.tenant_id AND m.user_id = u.id AND m.status = 'active'
  LEFT JOIN tenants t ON t.id = m.tenant_id
  LEFT JOIN sessions s ON s.id = g.session_id AND s.user_id = g.user_id
    AND s.revoked_at IS NULL AND s.expires_at > now()
  LEFT JOIN api_keys k ON k.tenant_id = g.tenant_id AND k.id = g.key_id
    AND k.revoked_at IS NULL AND k.expires_at > now()
  WHERE s.id IS NOT NULL OR k.id IS NOT NULL;
$$;
COMMENT ON FUNCTION mark_actors IS
  'A number for each credential that lives, another one once its holder''s rights are others.';
REVOKE EXECUTE ON FUNCTION mark_actors FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mark_actors TO thaiyyal_app;
"""


def upgrade() -> None:
    """Make the look-up."""
    run(_UP)


def downgrade() -> None:
    """Drop it."""
    run("DROP FUNCTION mark_actors")

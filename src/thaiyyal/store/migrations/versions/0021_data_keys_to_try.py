"""One data key for each key that wraps some, so that a lost one is noticed before it is needed."""

from thaiyyal.store.migrations.raw import run

revision = "0021"
down_revision = "0020"

_UP = """
CREATE FUNCTION data_keys_to_try(most integer)
RETURNS TABLE (tenant_id uuid, wrapped bytea, wrapper text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT newest.* FROM (
    SELECT DISTINCT ON (k.wrapper) k.tenant_id, k.wrapped, k.wrapper FROM data_keys k
    ORDER BY k.wrapper, k.created_at DESC) AS newest
  LIMIT most;
$$;
COMMENT ON FUNCTION data_keys_to_try IS
  'A wrapped data key of each wrapper, for the check that what wraps is still there.';
REVOKE EXECUTE ON FUNCTION data_keys_to_try FROM PUBLIC;
GRANT EXECUTE ON FUNCTION data_keys_to_try TO thaiyyal_app;
"""


def upgrade() -> None:
    """Make the function."""
    run(_UP)


def downgrade() -> None:
    """Drop it."""
    run("DROP FUNCTION data_keys_to_try")

"""Files of executions: what was downloaded, in pieces, so that none is ever held whole."""

from thaiyyal.store.migrations.raw import run
from thaiyyal.store.migrations.tenant_tables import guard

revision = "0020"
down_revision = "0019"

_TABLES = """
CREATE TABLE files (
  tenant_id uuid NOT NULL,
  execution_id uuid NOT NULL,
  sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
  upload_id uuid NOT NULL,
  size_bytes bigint NOT NULL CHECK (size_bytes >= 0),
  name text NOT NULL CHECK (octet_length(name) BETWEEN 1 AND 255),
  media_type text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, execution_id, sha256)
) PARTITION BY RANGE (execution_id);
COMMENT ON TABLE files IS 'Files that belong to an execution, each content once.';
COMMENT ON COLUMN files.upload_id IS 'Which pieces are its content; ordered by time.';

CREATE TABLE file_chunks (
  tenant_id uuid NOT NULL,
  execution_id uuid NOT NULL,
  upload_id uuid NOT NULL,
  n integer NOT NULL CHECK (n >= 0),
  content bytea NOT NULL CHECK (octet_length(content) BETWEEN 1 AND 1048576),
  PRIMARY KEY (tenant_id, execution_id, upload_id, n)
) PARTITION BY RANGE (execution_id);
ALTER TABLE file_chunks ALTER COLUMN content SET STORAGE EXTERNAL;
COMMENT ON TABLE file_chunks IS
  'Pieces of files, written while they come in; nothing is shown of what no file names.';

CREATE TABLE file_uploads (
  tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  execution_id uuid NOT NULL,
  size_bytes bigint NOT NULL,
  touched_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX file_uploads_touched_at ON file_uploads (touched_at);
COMMENT ON TABLE file_uploads IS
  'Files that are still coming in; what nobody has touched for an hour is swept.';
COMMENT ON COLUMN file_uploads.size_bytes IS 'What was taken of the tenant''s storage so far.';
"""

_FUNCTIONS = """
CREATE FUNCTION unfinished_files(untouched_for interval, most integer)
RETURNS TABLE (tenant_id uuid, upload_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.tenant_id, u.id FROM file_uploads u WHERE u.touched_at < now() - untouched_for
  ORDER BY u.touched_at LIMIT most;
$$;
COMMENT ON FUNCTION unfinished_files IS 'Files that stopped coming in, for upkeep.';
REVOKE EXECUTE ON FUNCTION unfinished_files FROM PUBLIC;
GRANT EXECUTE ON FUNCTION unfinished_files TO thaiyyal_app;
"""

# Functions of earlier revisions name the tables that they care for. They are changed where they
# name them, so that this revision repeats nothing of the rest.
_AMEND = """
CREATE OR REPLACE FUNCTION pg_temp.amend(name text, before text, after text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE definition text := pg_get_functiondef(name::regproc);
BEGIN
  IF position(before IN definition) = 0 THEN
    RAISE EXCEPTION 'the function % does not say %', name, before;
  END IF;
  EXECUTE replace(definition, before, after);
END $$;
"""
_AMENDED = """
 FROM (VALUES
  ('ensure_partitions', $$'blobs'$$, $$'blobs', 'files', 'file_chunks'$$),
  ('drop_partition', $$'blobs'$$, $$'blobs', 'files', 'file_chunks'$$),
  ('missing_partitions', $$'blobs'$$, $$'blobs', 'files', 'file_chunks'$$),
  ('drop_empty_execution_months', $$'blobs'$$, $$'blobs', 'files', 'file_chunks'$$),
  ('erase_tenant', $$('blobs', 'execution_id, sha256')$$,
   $$('blobs', 'execution_id, sha256'), ('files', 'execution_id, sha256'),
    ('file_chunks', 'execution_id, upload_id, n')$$)
) AS amended (name, before, after)
"""


def upgrade() -> None:
    """Make the tables with the partitions of now."""
    run(_TABLES)
    guard("files", "file_chunks", "file_uploads")
    run(_FUNCTIONS)
    run(_AMEND)
    run("SELECT pg_temp.amend(name, before, after)" + _AMENDED)
    run("SELECT ensure_partitions()")


def downgrade() -> None:
    """Drop them with their partitions."""
    run(_AMEND)
    run("SELECT pg_temp.amend(name, after, before)" + _AMENDED)
    run("DROP FUNCTION unfinished_files")
    run("DROP TABLE file_uploads, file_chunks, files")

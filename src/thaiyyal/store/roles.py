"""The two roles of a database: the owner of the schema, and the application."""

import psycopg

_ROLES = """
DO $$
BEGIN
  IF to_regrole('thaiyyal_owner') IS NULL THEN
    CREATE ROLE thaiyyal_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  END IF;
  IF to_regrole('thaiyyal_app') IS NULL THEN
    CREATE ROLE thaiyyal_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  END IF;
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE format('GRANT thaiyyal_owner TO %I', current_user);
  END IF;
  EXECUTE format('ALTER DATABASE %I OWNER TO thaiyyal_owner', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO thaiyyal_app', current_database());
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  ALTER SCHEMA public OWNER TO thaiyyal_owner;
END $$;
"""


def roles_statement() -> str:
    """Return the SQL that makes the two roles, for an administrator to run."""
    return _ROLES.strip() + "\n"


def create_roles(conninfo: str) -> None:
    """Make the owner's and the application's role, as a user who may make roles."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute(_ROLES)

"""Where a database's schema stands, and where this program wants it; without Alembic."""

from pathlib import Path

import psycopg
from psycopg.rows import scalar_row

from thaiyyal.store.errors import DatabaseUnavailable

_VERSIONS = Path(__file__).parent / "migrations" / "versions"
_TABLE = "SELECT to_regclass('alembic_version') IS NOT NULL"
_REVISION = "SELECT version_num FROM alembic_version"


def head_revision() -> str:
    """Return the newest revision that this program knows; their files are named by their order."""
    return max(path.name.partition("_")[0] for path in _VERSIONS.glob("[0-9]*_*.py"))


def revision_of(conninfo: str) -> str | None:
    """Return the revision of a database, None for an empty one.

    Raises:
        DatabaseUnavailable: It cannot be reached.
    """
    try:
        with psycopg.connect(conninfo, row_factory=scalar_row) as connection:
            if not connection.execute(_TABLE).fetchone():
                return None
            found: str | None = connection.execute(_REVISION).fetchone()
            return found
    except psycopg.OperationalError as error:
        raise DatabaseUnavailable(
            "the database cannot be reached as the schema's owner; check the address and the role"
        ) from error

"""What `thaiyyal migrate --roles` prints makes the roles, whoever may make roles runs it."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.integration.store.schemas import EMPTY, INSTALLATIONS, owner_of
from thaiyyal.store import migrate
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.store.migrate import MigrationFailed
from thaiyyal.store.revision import head_revision, revision_of
from thaiyyal.store.roles import create_roles, roles_statement
from thaiyyal.testing.postgres import fresh_database, temporary_server

ROLES = """
SELECT rolname, rolcanlogin, rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole
FROM pg_roles WHERE rolname IN ('thaiyyal_app', 'thaiyyal_owner') ORDER BY rolname
"""


@pytest.fixture(params=INSTALLATIONS, ids=lambda found: f"PostgreSQL {found.major}")
def bare(request: pytest.FixtureRequest) -> Iterator[EmbeddedServer]:
    """A server without our roles."""
    with temporary_server(installations=(request.param,)) as server:
        yield server


def test_the_roles_are_made_by_a_superuser_and_by_a_lesser_administrator(
    bare: EmbeddedServer,
) -> None:
    name = fresh_database(bare, EMPTY)
    with psycopg.connect(bare.conninfo_owner, autocommit=True) as admin:
        admin.execute("CREATE ROLE lesser LOGIN CREATEROLE CREATEDB")
        admin.execute(f"ALTER DATABASE {name} OWNER TO lesser")

    with pytest.raises(MigrationFailed, match="migrate --roles"):
        migrate.upgrade(bare.conninfo(user="lesser", database=name))
    for _ in range(2):
        create_roles(bare.conninfo(user="lesser", database=name))
    migrate.upgrade(bare.conninfo(user="lesser", database=name))

    assert _roles(bare) == [("thaiyyal_app", True, False), ("thaiyyal_owner", True, False)]
    assert revision_of(owner_of(bare, name)) == head_revision()
    with psycopg.connect(bare.conninfo_owner, autocommit=True) as admin:
        admin.execute(roles_statement())
    migrate.upgrade(bare.conninfo(user="thaiyyal_owner"))


def _roles(server: EmbeddedServer) -> list[tuple[str, bool, bool]]:
    with psycopg.connect(server.conninfo_owner) as admin:
        return admin.execute(ROLES).fetchall()

"""The schema goes up, down and up again on real servers, and comes out the same."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from alembic.script import ScriptDirectory

from tests.integration.store.schemas import (
    INSTALLATIONS,
    changed,
    empty_database,
    owner_of,
    schema_of,
)
from thaiyyal.store import migrate
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.store.errors import DatabaseUnavailable
from thaiyyal.store.migrate import MigrationFailed
from thaiyyal.store.revision import head_revision, revision_of
from thaiyyal.testing.postgres import temporary_server

SCRIPTS = ScriptDirectory(str(Path(migrate.__file__).parent / "migrations"))
UPWARDS = [script.revision for script in SCRIPTS.walk_revisions()][::-1]
LEFT = """
SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind <> 'i'
UNION ALL SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
UNION ALL SELECT t.typname FROM pg_type t
  WHERE t.typnamespace = 'public'::regnamespace AND t.typtype <> 'c' AND t.typelem = 0
"""


@pytest.fixture(scope="module", params=INSTALLATIONS, ids=lambda found: f"PostgreSQL {found.major}")
def server(request: pytest.FixtureRequest) -> Iterator[EmbeddedServer]:
    with temporary_server(installations=(request.param,)) as server:
        yield server


@pytest.fixture
def name(server: EmbeddedServer) -> Iterator[str]:
    with empty_database(server) as name:
        yield name


@pytest.fixture
def owner(server: EmbeddedServer, name: str) -> str:
    return owner_of(server, name)


def test_every_revision_goes_up_down_and_up_again_to_the_same_schema(
    server: EmbeddedServer, name: str, owner: str
) -> None:
    up, down = {}, {}
    for revision in UPWARDS:
        migrate.upgrade(owner, revision)
        up[revision] = schema_of(server, name)

    for revision in reversed(UPWARDS[:-1]):
        migrate.downgrade(owner, revision)
        down[revision] = schema_of(server, name)

    differences = {one: changed(up[one], down[one]) for one in down}
    assert not any(differences.values()), differences
    migrate.downgrade(owner, "base")
    assert _left(owner) == ["alembic_version"]
    migrate.upgrade(owner)
    assert changed(up[UPWARDS[-1]], schema_of(server, name)) == []


def _left(owner: str) -> list[str]:
    with psycopg.connect(owner) as connection:
        return [row[0] for row in connection.execute(LEFT)]


def test_a_database_tells_its_revision(owner: str) -> None:
    assert revision_of(owner) is None

    migrate.upgrade(owner, "0003")

    assert revision_of(owner) == "0003"


def test_a_migration_that_fails_leaves_nothing_half_done(owner: str) -> None:
    migrate.upgrade(owner, "0003")
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("CREATE TABLE audit_heads ()")

    with pytest.raises(MigrationFailed, match="audit_heads"):
        migrate.upgrade(owner)

    assert revision_of(owner) == "0003"
    assert "audit_logs" not in _left(owner)


def test_a_database_of_a_newer_program_is_left_alone(owner: str) -> None:
    migrate.upgrade(owner, "0001")
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    for move in (migrate.upgrade, lambda owner: migrate.downgrade(owner, "base")):
        with pytest.raises(MigrationFailed, match="9999, which is newer than this program"):
            move(owner)

    assert revision_of(owner) == "9999"


def test_a_revision_that_nobody_made_is_refused(owner: str) -> None:
    with pytest.raises(MigrationFailed, match="0815"):
        migrate.upgrade(owner, "0815")


def test_a_role_that_is_not_the_owner_is_refused(server: EmbeddedServer, name: str) -> None:
    with pytest.raises(MigrationFailed, match="thaiyyal_owner"):
        migrate.upgrade(server.conninfo(user="thaiyyal_app", database=name))


def test_a_database_that_is_not_there_is_told(server: EmbeddedServer) -> None:
    with pytest.raises(DatabaseUnavailable, match="nobody_made_this"):
        migrate.upgrade(server.conninfo(user="thaiyyal_owner", database="nobody_made_this"))


def test_of_two_that_migrate_at_once_one_waits_for_the_other(owner: str) -> None:
    program = "import sys; from thaiyyal.store import migrate; migrate.upgrade(sys.argv[1])"
    command = [sys.executable, "-c", program, owner]

    running = [
        subprocess.Popen(command, stderr=subprocess.PIPE, text=True)  # noqa: S603 - our own
        for _ in range(2)
    ]
    complaints = [one.communicate()[1] for one in running]

    assert [one.returncode for one in running] == [0, 0], complaints
    assert revision_of(owner) == head_revision()


def test_the_newest_revision_is_the_head_of_the_chain() -> None:
    assert SCRIPTS.get_heads() == [head_revision()]

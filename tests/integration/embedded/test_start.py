"""A server of our own: created, reachable through its socket alone, kept between starts."""

import stat
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.integration.embedded.conftest import Start
from thaiyyal.store.embedded import EmbeddedServer, Installation, Options
from thaiyyal.testing.postgres import temporary_server


def value(server: EmbeddedServer, question: str) -> object:
    with psycopg.connect(server.conninfo_owner) as connection:
        row = connection.execute(question.encode()).fetchone()
    assert row is not None
    return row[0]


def execute(server: EmbeddedServer, statement: str) -> None:
    with psycopg.connect(server.conninfo_owner) as connection:
        connection.execute(statement.encode())


@pytest.fixture(scope="module")
def server() -> Iterator[EmbeddedServer]:
    """One server for the tests that only look at it."""
    with temporary_server(durable=True) as server:
        yield server


def test_the_first_start_makes_an_empty_database(
    start: Start, installations: tuple[Installation, ...]
) -> None:
    server = start(options=Options(installations=installations))

    assert server.version == installations[0].major
    assert value(server, "SELECT current_database()") == "thaiyyal"
    assert value(server, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0


def test_texts_are_unicode_and_sorted_by_code_point(
    start: Start, installations: tuple[Installation, ...]
) -> None:
    server = start(options=Options(installations=installations))

    assert value(server, "SHOW server_encoding") == "UTF8"
    assert value(server, "SELECT lower('ÄÉ தையல்')") == "äé தையல்"
    assert (
        value(server, "SELECT string_agg(t, '' ORDER BY t) FROM unnest('{b,ä,B,a}'::text[]) t")
        == "Babä"
    )


def test_data_is_there_after_a_restart(
    start: Start, installations: tuple[Installation, ...]
) -> None:
    options = Options(installations=installations)
    first = start(options=options)
    execute(first, "CREATE TABLE kept AS SELECT 41 + 1 AS answer")
    first.stop()

    second = start(options=options)

    assert second.pid != first.pid
    assert value(second, "SELECT answer FROM kept") == 42


def test_there_is_a_socket_and_no_port(server: EmbeddedServer) -> None:
    assert value(server, "SHOW listen_addresses") == ""
    assert value(server, "SELECT inet_server_addr()") is None


@pytest.mark.parametrize("setting", ["fsync", "full_page_writes", "synchronous_commit"])
def test_what_is_committed_is_on_the_disk(server: EmbeddedServer, setting: str) -> None:
    assert value(server, f"SHOW {setting}") == "on"


def test_nobody_else_can_reach_the_socket_or_the_data(server: EmbeddedServer) -> None:
    data = server.socket_dir.parent / "data"

    owner = data.stat().st_uid
    for path in (server.socket_dir, data):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
        assert path.stat().st_uid == owner
    assert stat.S_IMODE((server.socket_dir / ".s.PGSQL.5432").stat().st_mode) == 0o700


def test_any_user_and_database_can_be_named(server: EmbeddedServer) -> None:
    execute(server, "CREATE ROLE somebody LOGIN")

    conninfo = server.conninfo(user="somebody", database="postgres")

    with psycopg.connect(conninfo) as connection:
        assert connection.info.user == "somebody"
        assert connection.info.dbname == "postgres"


def test_stopping_ends_the_server_cleanly_and_only_once(start: Start, folder: Path) -> None:
    server = start()

    server.stop()
    server.stop()

    assert not (folder / "postgres" / "data" / "postmaster.pid").exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.conninfo_owner)


def test_servers_of_two_folders_run_side_by_side(start: Start, folder: Path) -> None:
    one, other = start(folder / "one"), start(folder / "other")
    execute(one, "CREATE TABLE here (id int)")

    assert value(one, "SELECT count(*) FROM pg_tables WHERE tablename = 'here'") == 1
    assert value(other, "SELECT count(*) FROM pg_tables WHERE tablename = 'here'") == 0


def test_the_log_tells_of_errors_but_not_of_data(start: Start, folder: Path) -> None:
    server = start()
    execute(server, "CREATE TABLE people (mail text PRIMARY KEY)")
    execute(server, "INSERT INTO people VALUES ('asha@example.org')")

    with pytest.raises(psycopg.errors.UniqueViolation):
        execute(server, "INSERT INTO people VALUES ('asha@example.org')")
    server.stop()

    logs = list((folder / "postgres" / "data" / "log").iterdir())
    text = "".join(log.read_text() for log in logs)
    assert "duplicate key value" in text
    assert "asha" not in text

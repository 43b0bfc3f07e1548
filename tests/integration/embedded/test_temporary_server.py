"""What other tests use: throw-away servers, cheap databases."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.integration.embedded.test_start import execute, value
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.testing.postgres import drop_database, fresh_database, temporary_server


@pytest.fixture(scope="module")
def server() -> Iterator[EmbeddedServer]:
    with temporary_server() as server:
        yield server


def test_a_throw_away_server_does_not_wait_for_the_disk(server: EmbeddedServer) -> None:
    assert value(server, "SHOW fsync") == "off"


def test_a_throw_away_server_is_gone_afterwards() -> None:
    with temporary_server(durable=True) as server:
        assert value(server, "SHOW fsync") == "on"

    assert not server.socket_dir.exists()


def test_a_fresh_database_is_a_copy_of_its_own(server: EmbeddedServer) -> None:
    execute(server, "CREATE TABLE prepared AS SELECT 1 AS id")
    one, other = fresh_database(server, "thaiyyal"), fresh_database(server, "thaiyyal")

    with psycopg.connect(server.conninfo(user="thaiyyal_admin", database=one)) as connection:
        connection.execute("DELETE FROM prepared")

    with psycopg.connect(server.conninfo(user="thaiyyal_admin", database=other)) as connection:
        assert connection.execute("SELECT id FROM prepared").fetchall() == [(1,)]


def test_a_fresh_database_can_be_dropped_while_somebody_is_connected(
    server: EmbeddedServer,
) -> None:
    name = fresh_database(server, "thaiyyal")

    with psycopg.connect(server.conninfo(user="thaiyyal_admin", database=name)):
        drop_database(server, name)

    with psycopg.connect(server.conninfo_owner) as connection:
        names = connection.execute("SELECT datname FROM pg_database").fetchall()
    assert (name,) not in names

"""Reaching a server that another process keeps, without ending it."""

from pathlib import Path

import psycopg

from tests.integration.embedded.conftest import Start
from thaiyyal.store.embedded import attach


def test_nobody_is_found_where_no_server_runs(folder: Path) -> None:
    assert attach(folder, wait_s=0) is None


def test_a_running_server_is_reached_through_its_socket(folder: Path, start: Start) -> None:
    server = start()

    found = attach(folder, wait_s=0)

    assert found is not None
    assert found.conninfo_owner == server.conninfo_owner
    with psycopg.connect(found.conninfo_owner) as connection:
        assert connection.execute("SELECT current_database()").fetchone() == ("thaiyyal",)


def test_a_server_that_was_stopped_is_not_found(folder: Path, start: Start) -> None:
    start().stop()

    assert attach(folder, wait_s=0) is None

"""A server that is killed loses nothing that it acknowledged, and its next start needs no hand."""

import signal
from pathlib import Path

import psycopg

from tests.acceptance.server.load import Client, Load
from tests.acceptance.server.process import (
    PATIENCE_S,
    start,
    started,
    started_with_database,
    until,
)

WORKFLOWS = "/api/v1/workflows"


def test_what_was_acknowledged_is_there_after_a_kill(
    folder: Path, database_url: str, owner: str
) -> None:
    with started(folder, database_url) as server:
        by = server.sign_in()
        load = Load([Client(server, by, writes=True) for _ in range(3)])
        load.next_answers(3)
        server.signal(signal.SIGKILL)
        server.wait()
        load.stop()

    with psycopg.connect(owner, autocommit=True) as connection:
        stored = {name for (name,) in connection.execute("SELECT name FROM workflows")}
    assert len(load.written()) >= 9
    assert load.written() <= stored


def test_with_a_database_of_its_own_it_goes_on_after_a_kill_and_ends_cleanly(folder: Path) -> None:
    value = {"name": "before", "document": {"nodes": [], "edges": []}}
    with started_with_database(folder) as server:
        made = server.ask("POST", WORKFLOWS, value=value, headers=server.sign_in())
        server.signal(signal.SIGKILL)
        server.wait()

    with started_with_database(folder) as server:
        by = server.sign_in()
        found = server.ask("GET", f"{WORKFLOWS}/{made.json['id']}", headers=by)
        ready = server.ask("GET", "/ready")
        server.signal(signal.SIGTERM)
        code = server.wait()

    assert (made.status, found.status, found.json["name"]) == (201, 200, "before")
    assert (ready.json, code) == ({"status": "ready"}, 0)
    assert not (folder / "postgres" / "data" / "postmaster.pid").exists()


def test_told_to_end_while_it_starts_it_leaves_no_database_behind(folder: Path) -> None:
    postmaster = folder / "postgres" / "data" / "postmaster.pid"
    with start("serve", folder, {}) as process:
        until(lambda: _takes_connections(postmaster))
        process.send_signal(signal.SIGTERM)
        code = process.wait(PATIENCE_S)

    assert code == 0
    assert not postmaster.exists()


def _takes_connections(postmaster: Path) -> bool:
    """Whether the server says so in its file; making a cluster writes one as well, without it."""
    return postmaster.exists() and postmaster.read_text().rstrip().endswith("ready")

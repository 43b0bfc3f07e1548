"""PostgreSQL ends and comes back while clients keep asking, and the server needs no hand."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from tests.acceptance.server.load import Client, Load
from tests.acceptance.server.process import Server, started, until
from tests.acceptance.server.wire import Reply
from thaiyyal.store.embedded import EmbeddedServer, Options, start_embedded
from thaiyyal.testing.platform import prepare_template
from thaiyyal.testing.postgres import temporary_folder

GOOD = {200, 201}
UNAVAILABLE = {"database_unavailable", "outcome_unknown"}


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """Where the database keeps its data, as durably as in production."""
    with temporary_folder() as place:
        database = _start(place)
        prepare_template(database)
        database.stop()
        yield place


@pytest.fixture
def database(place: Path) -> Iterator[EmbeddedServer]:
    database = _start(place)
    yield database
    database.stop()


def _start(place: Path) -> EmbeddedServer:
    return start_embedded(place, options=Options(durable=True))


@pytest.fixture
def served(database: EmbeddedServer, folder: Path) -> Iterator[Server]:
    host = quote(str(database.socket_dir), safe="")
    url = f"postgresql://thaiyyal_app@/thaiyyal?host={host}&port=5432"
    with started(folder, url, DATABASE__POOL_TIMEOUT_S="1") as server:
        yield server


@pytest.fixture
def load(served: Server) -> Iterator[Load]:
    by = served.sign_in()
    load = Load([Client(served, by, writes=n < 2) for n in range(6)])
    yield load
    load.stop()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT], ids=["killed", "restarted"])
def test_clients_notice_nothing_but_503_and_nothing_they_were_told_is_lost(
    database: EmbeddedServer, load: Load, number: signal.Signals
) -> None:
    load.next_answers(3)

    before = database.pid
    os.kill(before, number)
    until(lambda: database.pid != before)
    until(lambda: _statuses(load.next_answers(1)) <= GOOD)
    afterwards = load.next_answers(5)

    load.stop()
    _check(load)
    assert _statuses(afterwards) == GOOD
    assert load.written() <= _names(database)


def test_a_longer_absence_is_told_and_ends_by_itself(
    place: Path, database: EmbeddedServer, served: Server, load: Load
) -> None:
    load.next_answers(3)

    database.stop()
    load.next_answers(1)
    absent, ready, health = (
        load.next_answers(1),
        served.ask("GET", "/ready"),
        served.ask("GET", "/health"),
    )
    again = _start(place)
    until(lambda: _statuses(load.next_answers(1)) <= GOOD)
    afterwards, ready_again = load.next_answers(5), served.ask("GET", "/ready")

    load.stop()
    _check(load)
    assert _statuses(absent) == {503}
    assert (ready.status, ready.json["check"], health.status) == (503, "database", 200)
    assert _statuses(afterwards) == GOOD
    assert ready_again.json == {"status": "ready"}
    assert load.written() <= _names(again)
    events = [event["event"] for event in served.events()]
    assert "bug" not in events
    assert events.count("database_reached_again") == 1
    again.stop()


def _check(load: Load) -> None:
    """Look at everything that clients got."""
    refused = [answer for answer in load.answers() if answer.status == 503]
    assert load.troubles() == []
    assert _statuses(load.answers()) <= {*GOOD, 503}
    assert all(int(answer.headers["retry-after"]) >= 1 for answer in refused)
    assert {answer.code for answer in refused} <= UNAVAILABLE


def _statuses(answers: list[Reply]) -> set[int]:
    return {answer.status for answer in answers}


def _names(database: EmbeddedServer) -> set[str]:
    with psycopg.connect(database.conninfo(user="thaiyyal_owner")) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM workflows")}

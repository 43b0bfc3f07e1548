"""A server that is told to end lets what runs end, takes nothing new, and ends in time."""

import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from uuid import uuid4

import psycopg

from tests.acceptance.server.process import Server, read_to_end, started, until
from tests.acceptance.server.wire import Reply, head, replies_in

WORKFLOWS = "/api/v1/workflows"
WAITING = "SELECT FROM pg_locks WHERE NOT granted AND relation = to_regclass('workflows')"
NAMED = "SELECT count(*) FROM workflows WHERE name = %(name)s"


@contextmanager
def _locked(owner: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """Keep every reader of workflows waiting until the end of the block."""
    with psycopg.connect(owner) as connection:
        connection.execute("LOCK TABLE workflows IN ACCESS EXCLUSIVE MODE")
        yield connection


class _Asked:
    """A request on its way, from a thread of its own."""

    def __init__(self, server: Server, by: dict[str, str]) -> None:
        self._found: list[Reply] = []
        sent = head("GET", WORKFLOWS, by)
        self._thread = Thread(target=lambda: self._found.extend(server.send(sent)))
        self._thread.start()

    def answers(self) -> list[Reply]:
        """Wait for what was answered until the connection was closed."""
        self._thread.join(60)
        return self._found


def _is_somebody_waiting(owner: str) -> bool:
    with psycopg.connect(owner) as connection:
        return connection.execute(WAITING).fetchone() is not None


def test_what_runs_may_end_and_nothing_new_is_taken(
    folder: Path, database_url: str, owner: str
) -> None:
    name = f"w {uuid4()}"
    body = json.dumps({"name": name, "document": {"nodes": [], "edges": []}}).encode()
    with (
        started(folder, database_url) as server,
        server.connect() as slow,
        server.connect() as idle,
    ):
        by = server.sign_in()
        fields = {**by, "Content-Type": "application/json", "Content-Length": str(len(body))}
        slow.sendall(head("POST", WORKFLOWS, fields) + body[:10])
        until(lambda: b"in_flight 2.0" in server.ask("GET", "/metrics").body)
        with _locked(owner):
            reading = _Asked(server, by)
            until(lambda: _is_somebody_waiting(owner))
            server.signal(signal.SIGTERM)
            until(lambda: not server.is_listening())
            answered_to_idle = read_to_end(idle)
            slow.sendall(body[10:])
        made, read = replies_in(read_to_end(slow), ("POST",)), reading.answers()
        code = server.wait()

    assert (answered_to_idle, code) == (b"", 0)
    assert [answer.status for answer in [*made, *read]] == [201, 200]
    assert {answer.headers["connection"] for answer in [*made, *read]} == {"close"}
    with psycopg.connect(owner) as connection:
        assert connection.execute(NAMED, {"name": name}).fetchone() == (1,)


def test_a_second_signal_cuts_off_what_still_runs(
    folder: Path, database_url: str, owner: str
) -> None:
    with started(folder, database_url) as server:
        by = server.sign_in()
        with _locked(owner):
            asked = _Asked(server, by)
            until(lambda: _is_somebody_waiting(owner))
            server.signal(signal.SIGTERM)
            until(lambda: not server.is_listening())
            server.signal(signal.SIGTERM)
            answers, code = asked.answers(), server.wait()

    assert code == 0
    _check_cut_off(answers)


def test_what_takes_longer_than_allowed_is_cut_off(
    folder: Path, database_url: str, owner: str
) -> None:
    with started(folder, database_url, SERVER__DRAIN_S="1") as server:
        by = server.sign_in()
        with _locked(owner):
            asked = _Asked(server, by)
            until(lambda: _is_somebody_waiting(owner))
            server.signal(signal.SIGINT)
            answers, code = asked.answers(), server.wait()

    assert code == 0
    _check_cut_off(answers)


def _check_cut_off(answers: list[Reply]) -> None:
    assert [(answer.status, answer.code) for answer in answers] == [(503, "shutting_down")]
    assert answers[0].headers["retry-after"] == "1"
    assert answers[0].headers["connection"] == "close"

"""Executions that a server takes in are run by workers beside it, each once."""

import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Event
from typing import Any

import psycopg
import pytest

from tests.acceptance.server.process import Server, started_with_database
from tests.acceptance.server.process import started as started_server
from tests.acceptance.worker.conftest import Place
from tests.acceptance.worker.process import PATIENCE_S, Worker, started, until
from tests.integration.executions.making import document, node
from thaiyyal.testing.local_server import LOOPBACK, Answer, LocalServer, Received, json_answer

QUICK = {"WORKER__LEASE_S": "1", "WORKER__HEARTBEAT_S": "0.3", "WORKER__SWEEP_S": "0.2"}
OUT = {"OUTBOUND__ALLOW_NETWORKS": LOOPBACK}
_STATUSES = "SELECT status, attempt, count(*) FROM executions GROUP BY 1, 2 ORDER BY 1, 2"


SHORT = document(node("a", "number", value=1))


@pytest.fixture
def server(folder: Path, place: Place) -> Iterator[Server]:
    """A server that runs nothing that is queued."""
    home = folder / "server"
    home.mkdir()
    with started_server(home, place.url, **QUICK) as server:
        yield server


def _worker(stack: ExitStack, folder: Path, place: Place, name: str) -> Worker:
    home = folder / name
    home.mkdir()
    return stack.enter_context(started(home, place.url, real=True, **QUICK, **OUT))


def _execute(server: Server, workflow: dict[str, Any], number: int) -> None:
    by = server.sign_in()
    sent = {"name": "w", "document": workflow}
    made = server.ask("POST", "/api/v1/workflows", value=sent, headers=by).json
    for _ in range(number):
        path = f"/api/v1/workflows/{made['id']}/execute"
        assert server.ask("POST", path, value={}, headers=by).status == 202


def _statuses(place: Place) -> list[tuple[Any, ...]]:
    with psycopg.connect(place.owner) as owner:
        return owner.execute(_STATUSES).fetchall()


def _listed(server: Server) -> list[str]:
    found = server.ask("GET", "/api/v1/executions", headers=server.sign_in()).json
    return [one["status"] for one in found["items"]]


def test_two_workers_run_each_execution_once(server: Server, folder: Path, place: Place) -> None:
    _execute(server, SHORT, 60)
    queued = _statuses(place)

    with ExitStack() as stack:
        for name in ("first", "second"):
            _worker(stack, folder, place, name)
        until(lambda: _statuses(place) == [("succeeded", 1, 60)])

    assert queued == [("queued", 0, 60)]


@pytest.fixture
def slow() -> Iterator["Slow"]:
    slow = Slow()
    with slow.server:
        yield slow
        slow.may_answer.set()


class Slow:
    """A web server that answers when it may."""

    def __init__(self) -> None:
        self.may_answer = Event()
        self.server = LocalServer(self._answer)

    def _answer(self, _: Received) -> Answer:
        self.may_answer.wait(PATIENCE_S)
        return json_answer({"is": "here"})

    @property
    def asked(self) -> int:
        return len(self.server.received)

    @property
    def workflow(self) -> dict[str, Any]:
        return document(node("a", "http", url=self.server.url))


def test_what_a_stopped_worker_has_not_ended_goes_on_elsewhere(
    server: Server, slow: Slow, folder: Path, place: Place
) -> None:
    _execute(server, slow.workflow, 3)

    with ExitStack() as stack:
        first = _worker(stack, folder, place, "first")
        until(lambda: slow.asked == 3)
        first.signal(signal.SIGTERM)
        first.signal(signal.SIGINT)
        ended = first.wait()
        handed_back = _statuses(place)
        slow.may_answer.set()
        _worker(stack, folder, place, "second")
        until(lambda: _statuses(place) == [("succeeded", 2, 3)])

    assert (ended, handed_back) == (0, [("queued", 1, 3)])


def test_what_a_killed_worker_ran_is_taken_over(
    server: Server, slow: Slow, folder: Path, place: Place
) -> None:
    _execute(server, slow.workflow, 3)

    with ExitStack() as stack:
        first = _worker(stack, folder, place, "first")
        until(lambda: slow.asked == 3)
        _worker(stack, folder, place, "second")
        first.signal(signal.SIGKILL)
        slow.may_answer.set()
        until(lambda: _statuses(place) == [("succeeded", 2, 3)])

    assert slow.asked == 6


def test_a_server_that_keeps_its_database_runs_what_it_takes_in(folder: Path) -> None:
    with started_with_database(folder) as server:
        _execute(server, SHORT, 3)
        until(lambda: _listed(server) == ["succeeded"] * 3)
        server.signal(signal.SIGTERM)

        assert server.wait() == 0


def test_a_worker_shares_the_private_database_of_a_server(folder: Path) -> None:
    with (
        started_with_database(folder, WORKER__CONCURRENCY="0") as server,
        started(folder, "", real=True) as worker,
    ):
        _execute(server, SHORT, 3)
        until(lambda: _listed(server) == ["succeeded"] * 3)
        assert worker.ask("/ready").json == {"status": "ready"}

"""Executions that a server takes in are run by workers beside it, each once."""

import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.acceptance.server.process import Server, started_with_database
from tests.acceptance.worker.executions import (
    SHORT,
    Slow,
    execute,
    listed,
    server_at,
    start_worker,
    statuses,
)
from tests.acceptance.worker.place import Place
from tests.acceptance.worker.process import started, until


@pytest.fixture
def server(folder: Path, place: Place) -> Iterator[Server]:
    with server_at(folder, place) as server:
        yield server


def test_two_workers_run_each_execution_once(server: Server, folder: Path, place: Place) -> None:
    execute(server, SHORT, 60)
    queued = statuses(place)

    with ExitStack() as stack:
        for name in ("first", "second"):
            start_worker(stack, folder, place, name)
        until(lambda: statuses(place) == [("succeeded", 1, 60)])

    assert queued == [("queued", 0, 60)]


def test_what_a_stopped_worker_has_not_ended_goes_on_elsewhere(
    server: Server, slow: Slow, folder: Path, place: Place
) -> None:
    execute(server, slow.workflow, 3)

    with ExitStack() as stack:
        first = start_worker(stack, folder, place, "first")
        until(lambda: slow.asked == 3)
        first.signal(signal.SIGTERM)
        first.signal(signal.SIGINT)
        ended = first.wait()
        handed_back = statuses(place)
        slow.may_answer.set()
        start_worker(stack, folder, place, "second")
        until(lambda: statuses(place) == [("succeeded", 2, 3)])

    assert (ended, handed_back) == (0, [("queued", 1, 3)])


def test_what_a_killed_worker_ran_is_taken_over(
    server: Server, slow: Slow, folder: Path, place: Place
) -> None:
    execute(server, slow.workflow, 3)

    with ExitStack() as stack:
        first = start_worker(stack, folder, place, "first")
        until(lambda: slow.asked == 3)
        start_worker(stack, folder, place, "second")
        first.signal(signal.SIGKILL)
        slow.may_answer.set()
        until(lambda: statuses(place) == [("succeeded", 2, 3)])

    assert slow.asked == 6


def test_a_server_that_keeps_its_database_runs_what_it_takes_in(folder: Path) -> None:
    with started_with_database(folder) as server:
        execute(server, SHORT, 3)
        until(lambda: listed(server) == ["succeeded"] * 3)
        server.signal(signal.SIGTERM)

        assert server.wait() == 0


def test_a_worker_shares_the_private_database_of_a_server(folder: Path) -> None:
    with (
        started_with_database(folder, WORKER__CONCURRENCY="0") as server,
        started(folder, "", real=True) as worker,
    ):
        execute(server, SHORT, 3)
        until(lambda: listed(server) == ["succeeded"] * 3)
        assert worker.ask("/ready").json == {"status": "ready"}

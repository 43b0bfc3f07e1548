"""PostgreSQL ends and comes back under a server and a worker, and no execution is lost."""

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from tests.acceptance.worker.executions import (
    SHORT,
    Slow,
    execute,
    server_at,
    start_worker,
    statuses,
)
from tests.acceptance.worker.place import Place, place_of
from tests.acceptance.worker.process import until
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.testing.platform import TEMPLATE, prepare_template
from thaiyyal.testing.postgres import fresh_database, temporary_server

LONGER_THAN_A_RESTART = {"WORKER__LEASE_S": "20"}
"""Else what runs is given to the next worker, as it should be, and starts once more."""


@pytest.fixture(scope="module")
def database() -> Iterator[EmbeddedServer]:
    with temporary_server(durable=True) as database:
        prepare_template(database)
        yield database


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL], ids=["restarted", "killed"])
def test_what_ran_ends_and_new_work_is_taken(
    database: EmbeddedServer, slow: Slow, folder: Path, number: signal.Signals
) -> None:
    place = place_of(database, fresh_database(database, TEMPLATE))
    with server_at(folder, place, **LONGER_THAN_A_RESTART) as server, ExitStack() as stack:
        worker = start_worker(stack, folder, place, "worker", **LONGER_THAN_A_RESTART)
        execute(server, slow.workflow, 3)
        until(lambda: slow.asked == 3)

        pid = database.pid
        os.kill(pid, number)
        until(lambda: database.pid != pid and _answers(place))
        slow.may_answer.set()
        execute(server, SHORT, 3)

        until(lambda: statuses(place) == [("succeeded", 1, 6)])
        until(lambda: worker.ask("/ready").json == {"status": "ready"})

    assert slow.asked == 3


def _answers(place: Place) -> bool:
    try:
        psycopg.connect(place.owner).close()
    except psycopg.OperationalError:
        return False
    return True

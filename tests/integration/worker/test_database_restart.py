"""PostgreSQL ends and comes back, and supervised workers go on without a hand."""

import asyncio
import os
import signal
from collections.abc import Iterator
from uuid import UUID, uuid4

import psycopg
import pytest

from tests.integration.worker.jobs import QUICK, Noted, defer, until
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.testing.platform import prepare_template
from thaiyyal.testing.postgres import temporary_server
from thaiyyal.worker import Queue, supervise


@pytest.fixture(scope="module")
def database() -> Iterator[EmbeddedServer]:
    with temporary_server(durable=True) as server:
        prepare_template(server)
        yield server


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL], ids=["restarted", "killed"])
def test_jobs_deferred_after_a_restart_are_done(
    database: EmbeddedServer, number: signal.Signals
) -> None:
    owner = database.conninfo(user="thaiyyal_owner")
    before = [[uuid4()] for _ in range(10)]
    after = [[uuid4()] for _ in range(10)]

    def is_back(pid: int) -> bool:
        return database.pid != pid and _answers(owner)

    async def story() -> None:
        stop = asyncio.Event()
        app = database.conninfo(user="thaiyyal_app")
        async with asyncio.TaskGroup() as tasks:
            for _ in range(2):
                tasks.create_task(supervise(Queue(app, noted.run_batch, QUICK), stop))
            await asyncio.to_thread(defer, owner, *before)
            await noted.until(lambda: len(noted.ended) == 10)
            pid = database.pid
            os.kill(pid, number)
            await until(lambda: is_back(pid))
            await asyncio.to_thread(defer, owner, *after)
            await noted.until(lambda: len(noted.ended) == 20)
            stop.set()

    noted = Noted()
    asyncio.run(story())

    assert _flat(before + after) == sorted(noted.ended)


def _flat(batches: list[list[UUID]]) -> list[UUID]:
    return sorted(id_ for batch in batches for id_ in batch)


def _answers(conninfo: str) -> bool:
    try:
        psycopg.connect(conninfo).close()
    except psycopg.OperationalError:
        return False
    return True

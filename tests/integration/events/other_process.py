"""Another process beside the platform of a test, which does what is queued when it is asked to."""

import asyncio
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

from thaiyyal.bootstrap.events import add_events
from thaiyyal.bootstrap.executions import add_executions
from thaiyyal.bootstrap.server import services_for
from thaiyyal.features.accounts.keyring import Keyring, new_key
from thaiyyal.features.executions import Runner
from thaiyyal.kernel.clock import utc_now
from thaiyyal.store.pool import PoolSettings
from thaiyyal.store.unit_of_work import Database
from thaiyyal.testing.worker import work_off

PATIENCE_S = 60.0


@contextmanager
def other_process(conninfo: str, redis_url: str) -> Iterator[Connection]:
    """Yield the line to a process: what is sent makes it work, what it did comes back."""
    processes = multiprocessing.get_context("spawn")
    here, there = processes.Pipe()
    process = processes.Process(target=_live, args=(conninfo, redis_url, there))
    process.start()
    try:
        assert here.poll(PATIENCE_S)
        here.recv()
        yield here
    finally:
        here.send(False)
        process.join(PATIENCE_S)
        process.kill()


def _live(conninfo: str, redis_url: str, line: Connection) -> None:
    asyncio.run(_work(conninfo, redis_url, line))


async def _work(conninfo: str, redis_url: str, line: Connection) -> None:
    database = Database(conninfo, PoolSettings(smallest=1, largest=4))
    await database.open()
    services = services_for(Keyring((new_key(now=utc_now()),)), bcrypt_cost=4, issuer="thaiyyal")
    executions = add_executions(services, database, kind="worker")
    events = add_events(services, conninfo, database, redis_url=redis_url)
    line.send(True)
    while await asyncio.to_thread(line.recv):
        line.send(await work_off(services.get(Runner), database))
    await executions.close()
    await events.close()
    await database.close()

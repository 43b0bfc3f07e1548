"""What `thaiyyal doctor` looks at in the database: reachable, migrated, partitioned, on time.

And the queue in it: what waits, and who is there to take it.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from thaiyyal.bootstrap.database import Connections, database_from, shared_connections
from thaiyyal.bootstrap.queue_watch import WAITED_TOO_LONG_S
from thaiyyal.cli.checkup import Check, Finding, Status, clock_finding
from thaiyyal.cli.tenant_checks import look_at_tenants
from thaiyyal.kernel.clock import utc_now
from thaiyyal.settings import LoadedSettings, Settings
from thaiyyal.store.queue_state import QueueState, queue_state
from thaiyyal.store.readiness import Readiness, database_time, readiness_of
from thaiyyal.store.revision import head_revision


def _database(loaded: LoadedSettings) -> Iterator[Finding]:
    """Look at the database as the application sees it; a private one is started where it is not."""
    with shared_connections(loaded.settings) as found:
        seen = asyncio.run(_look(loaded.settings, found))
    yield Finding("database", Status.OK, "reachable, by a role that row-level security binds")
    yield _of_schema(seen.readiness)
    yield from seen.of_tenants
    yield of_queue(seen.queue)
    yield clock_finding(seen.time, utc_now())


@dataclass(frozen=True, slots=True)
class _Seen:
    """What there is in the database."""

    time: datetime
    readiness: Readiness
    queue: QueueState
    of_tenants: list[Finding]


async def _look(settings: Settings, found: Connections) -> _Seen:
    database = database_from(settings, found)
    await database.open()
    try:
        async with database.begin() as tx:
            alive = timedelta(seconds=settings.worker.lease_s + settings.worker.heartbeat_s)
            queue = await queue_state(tx, alive=alive)
            time, readiness = await database_time(tx), await readiness_of(tx, head_revision())
        is_usable = readiness.blocking is None
        return _Seen(
            time, readiness, queue, await look_at_tenants(database, settings) if is_usable else []
        )
    finally:
        await database.close()


def _of_schema(readiness: Readiness) -> Finding:
    if readiness.blocking is not None:
        return Finding("schema", Status.PROBLEM, readiness.blocking[1])
    if readiness.degraded is not None:
        return Finding("schema", Status.WARNING, readiness.degraded)
    return Finding("schema", Status.OK, f"at revision {head_revision()}, partitions are there")


def of_queue(queue: QueueState) -> Finding:
    """Return whether somebody is there to take what waits.

    >>> of_queue(QueueState(waiting=2, workers=1, oldest_s=0.4)).message
    'jobs waiting: 2, being done: 0, workers alive: 1'
    >>> of_queue(QueueState(waiting=2, oldest_s=0.4)).status
    <Status.WARNING: 'warning'>
    """
    told = f"jobs waiting: {queue.waiting}, being done: {queue.doing}"
    told += f", workers alive: {queue.workers}"
    if queue.waiting and not queue.workers:
        return Finding("queue", Status.WARNING, f"{told}; start thaiyyal serve or thaiyyal worker")
    if queue.oldest_s > WAITED_TOO_LONG_S:
        since = f"; the oldest waits since {queue.oldest_s:.0f} s: start more workers"
        return Finding("queue", Status.WARNING, told + since)
    return Finding("queue", Status.OK, told)


DATABASE_CHECKS = (Check("database", _database),)
